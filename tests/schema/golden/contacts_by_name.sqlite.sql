SELECT json_object(
  'contacts', (
    SELECT json_object(
      'nodes', json_group_array(
        json_object(
          'id', 'contact-' || t1.id,
          'number', t1.number,
          'name', t1.name,
          'linkedCustomer', (
            SELECT json_object('number', t2.number, 'blocked', t2.blocked)
            FROM contact_relation lt2 JOIN customer t2 ON t2.id = lt2.customer_id
            WHERE lt2.contact_id = t1.id AND lt2.kind = 'CUSTOMER'
          ),
          'linkedVendor', (
            SELECT json_object('number', t3.number)
            FROM contact_relation lt3 JOIN vendor t3 ON t3.id = lt3.vendor_id
            WHERE lt3.contact_id = t1.id AND lt3.kind = 'VENDOR'
          ),
          'linkedBankAccount', (
            SELECT json_object('number', t4.number, 'iban', t4.iban)
            FROM (
              SELECT t4.number AS number, t4.iban AS iban
              FROM contact_relation lt4 JOIN bank_account t4 ON t4.id = lt4.bank_account_id
              WHERE lt4.contact_id = t1.id AND lt4.kind = 'BANK_ACCOUNT'
              ORDER BY lt4.created_at, lt4.id
              LIMIT 1
            ) t4
          )
        )
      ),
      'pageInfo', json_object(
        'hasNextPage', json(
          iif(
            EXISTS (
              SELECT 1
              FROM contact t1
              WHERE (t1.name_key, t1.id) > (+?1, +?2)
              ORDER BY t1.name_key, t1.id
              LIMIT 1 OFFSET 50
            ),
            'true', 'false'
          )
        ),
        'endCursor', nullif(
          hex(
            'name_key,id' || char(31) || (
              json_group_array(CAST(t1.name_key AS text) || char(31) || CAST('' || t1.id AS text)) ->> '$[#-1]'
            )
          ),
          ''
        )
      )
    )
    FROM (
      SELECT t1.name_key AS name_key, t1.id AS id, t1.number AS number, t1.name AS name
      FROM contact t1
      WHERE (t1.name_key, t1.id) > (+?1, +?2)
      ORDER BY t1.name_key, t1.id
      LIMIT 50
    ) t1
  )
)
-- parameters: text, uuid
