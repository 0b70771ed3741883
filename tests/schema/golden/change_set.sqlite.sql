SELECT json_object(
  'changeSet', (
    SELECT json_object(
      'at', t1.at,
      'actor', t1.actor,
      'operation', t1.operation,
      'changes', (
        SELECT json_group_array(
          json_object(
            'recordKind', t2.record_kind,
            'recordNumber', t2.record_number,
            'field', t2.field,
            'before', t2.before,
            'after', t2.after,
            'reason', t2.reason,
            'record',
            CASE t2.record_kind
              WHEN 'CONTACT' THEN (
                SELECT json_object(
                  '__typename', json('"Contact"'), 'id', 'contact-' || t3.id, 'number', t3.number
                )
                FROM contact t3
                WHERE t3.id = t2.record_id
              )
              WHEN 'CUSTOMER' THEN (
                SELECT json_object(
                  '__typename', json('"Customer"'), 'id', 'customer-' || t4.id, 'number', t4.number
                )
                FROM customer t4
                WHERE t4.id = t2.record_id
              )
              WHEN 'VENDOR' THEN (
                SELECT json_object(
                  '__typename', json('"Vendor"'), 'id', 'vendor-' || t5.id, 'number', t5.number
                )
                FROM vendor t5
                WHERE t5.id = t2.record_id
              )
              WHEN 'BANK_ACCOUNT' THEN (
                SELECT json_object(
                  '__typename', json('"BankAccount"'), 'id', 'bankaccount-' || t6.id, 'number', t6.number
                )
                FROM bank_account t6
                WHERE t6.id = t2.record_id
              )
            END
          )
        )
        FROM (
          SELECT t2.record_kind AS record_kind,
            t2.record_number AS record_number,
            (et2.value ->> 0) AS field,
            (et2.value ->> 1) AS before,
            (et2.value ->> 2) AS after,
            (t2.causes -> CAST(et2.value ->> 3 AS integer) ->> 0) AS reason,
            t2.record_id AS record_id
          FROM record_change t2
            JOIN change_set st2 ON st2.id = t2.change_set_id CROSS
            JOIN json_each(t2.changes) et2
          WHERE t2.change_set_id = t1.id
          ORDER BY (t2.position + et2.key)
        ) t2
      ),
      'reverts', (
        SELECT json_object('id', 'changeset-' || t7.id, 'at', t7.at)
        FROM change_set t7
        WHERE t7.id = t1.reverts_id
      ),
      'revertedBy', (
        SELECT json_object('id', 'changeset-' || t8.id, 'at', t8.at)
        FROM change_set t8
        WHERE t8.reverts_id = t1.id
      )
    )
    FROM change_set t1
    WHERE t1.id = ?1
  )
)
-- parameters: uuid
