SELECT json_object(
  'contact', (
    SELECT json_object(
      'links', (
        SELECT json_group_array(
          json_object(
            'id', 'link-' || t2.id,
            'kind', t2.kind,
            'createdAt', t2.created_at,
            'businessRelation', coalesce(
              (
                SELECT json_object('code', t3.code)
                FROM business_relation t3
                WHERE t3.id = t2.business_relation_id
              ),
              json('"\u0000"')
            ),
            'card', coalesce(
              CASE t2.kind
                WHEN 'CUSTOMER' THEN (
                  SELECT json_object(
                    '__typename', json('"Customer"'),
                    'id', 'customer-' || t4.id,
                    'number', t4.number,
                    'name', t4.name,
                    'blocked', t4.blocked
                  )
                  FROM customer t4
                  WHERE t4.id = t2.customer_id
                )
                WHEN 'VENDOR' THEN (
                  SELECT json_object(
                    '__typename', json('"Vendor"'),
                    'id', 'vendor-' || t5.id,
                    'number', t5.number,
                    'name', t5.name
                  )
                  FROM vendor t5
                  WHERE t5.id = t2.vendor_id
                )
                WHEN 'BANK_ACCOUNT' THEN (
                  SELECT json_object(
                    '__typename', json('"BankAccount"'),
                    'id', 'bankaccount-' || t6.id,
                    'number', t6.number,
                    'name', t6.name,
                    'iban', t6.iban
                  )
                  FROM bank_account t6
                  WHERE t6.id = t2.bank_account_id
                )
              END, json('"\u0000"')
            )
          )
        )
        FROM (
          SELECT t2.id AS id,
            t2.kind AS kind,
            t2.created_at AS created_at,
            t2.business_relation_id AS business_relation_id,
            t2.customer_id AS customer_id,
            t2.vendor_id AS vendor_id,
            t2.bank_account_id AS bank_account_id
          FROM contact_relation t2
          WHERE t2.contact_id = t1.id AND t2.kind IS NOT NULL
          ORDER BY t2.created_at, t2.id
        ) t2
      )
    )
    FROM contact t1
    WHERE t1.id = ?1
  )
)
-- parameters: uuid
