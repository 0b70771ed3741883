SELECT json_object(
  'contact', (
    SELECT json_object(
      'version', t1.version,
      'history', (
        SELECT json_object(
          'nodes', json_group_array(
            json_object(
              'at', t2.at,
              'actor', t2.actor,
              'field', t2.field,
              'before', t2.before,
              'after', t2.after,
              'reason', t2.reason,
              'sourceKind', t2.source_kind,
              'sourceNumber', t2.source_number,
              'changeSet', (
                SELECT json_object(
                  'id', 'changeset-' || t3.id,
                  'operation', t3.operation,
                  'changes', (
                    SELECT json_group_array(
                      json_object(
                        'recordKind', t4.record_kind,
                        'recordNumber', t4.record_number,
                        'field', t4.field,
                        'record',
                        CASE t4.record_kind
                          WHEN 'CONTACT' THEN (
                            SELECT json_object('id', 'contact-' || t5.id, 'name', t5.name)
                            FROM contact t5
                            WHERE t5.id = t4.record_id
                          )
                          WHEN 'CUSTOMER' THEN (
                            SELECT json_object('id', 'customer-' || t6.id, 'name', t6.name)
                            FROM customer t6
                            WHERE t6.id = t4.record_id
                          )
                          WHEN 'VENDOR' THEN (
                            SELECT json_object('id', 'vendor-' || t7.id, 'name', t7.name)
                            FROM vendor t7
                            WHERE t7.id = t4.record_id
                          )
                          WHEN 'BANK_ACCOUNT' THEN (
                            SELECT json_object('id', 'bankaccount-' || t8.id, 'name', t8.name)
                            FROM bank_account t8
                            WHERE t8.id = t4.record_id
                          )
                        END
                      )
                    )
                    FROM (
                      SELECT t4.record_kind AS record_kind,
                        t4.record_number AS record_number,
                        (et4.value ->> 0) AS field,
                        t4.record_id AS record_id
                      FROM record_change t4
                        JOIN change_set st4 ON st4.id = t4.change_set_id CROSS
                        JOIN json_each(t4.changes) et4
                      WHERE t4.change_set_id = t3.id
                      ORDER BY (t4.position + et4.key)
                    ) t4
                  )
                )
                FROM change_set t3
                WHERE t3.id = t2.change_set_id
              )
            )
          ),
          'pageInfo', json_object(
            'hasNextPage', json(
              iif(
                EXISTS (
                  SELECT 1
                  FROM record_change t2
                    JOIN change_set st2 ON st2.id = t2.change_set_id CROSS
                    JOIN json_each(t2.changes) et2
                  WHERE t2.record_id = t1.id
                  ORDER BY t2.record_version DESC, (t2.position + et2.key) DESC
                  LIMIT 1 OFFSET 10
                ),
                'true', 'false'
              )
            ),
            'endCursor', nullif(
              hex(
                'record_version-,position-' || char(31) || (
                  json_group_array(CAST(t2.record_version AS text) || char(31) || CAST(t2.position AS text)) ->> '$[#-1]'
                )
              ),
              ''
            )
          )
        )
        FROM (
          SELECT t2.record_version AS record_version,
            (t2.position + et2.key) AS position,
            st2.at AS at,
            st2.actor AS actor,
            (et2.value ->> 0) AS field,
            (et2.value ->> 1) AS before,
            (et2.value ->> 2) AS after,
            (t2.causes -> CAST(et2.value ->> 3 AS integer) ->> 0) AS reason,
            (t2.causes -> CAST(et2.value ->> 3 AS integer) ->> 1) AS source_kind,
            (t2.causes -> CAST(et2.value ->> 3 AS integer) ->> 2) AS source_number,
            t2.change_set_id AS change_set_id
          FROM record_change t2
            JOIN change_set st2 ON st2.id = t2.change_set_id CROSS
            JOIN json_each(t2.changes) et2
          WHERE t2.record_id = t1.id
          ORDER BY t2.record_version DESC, (t2.position + et2.key) DESC
          LIMIT 10
        ) t2
      )
    )
    FROM contact t1
    WHERE t1.id = ?1
  )
)
-- parameters: uuid
