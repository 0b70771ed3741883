SELECT json_object(
  'customer', (
    SELECT json_object(
      'number', t1.number,
      'name', t1.name,
      'blocked', t1.blocked,
      'contactType', t1.contact_type,
      'billing', json_object(
        'customerPostingGroup', t1.customer_posting_group,
        'paymentTermsCode', t1.payment_terms_code,
        'creditLimit', iif(t1.credit_limit < 0, '-', '') || (abs(t1.credit_limit) / 100000) || iif(
          abs(t1.credit_limit) % 100000, '.' || rtrim(printf('%05d', abs(t1.credit_limit) % 100000), '0'), ''
        ),
        'pricesIncludeVat', json(iif(t1.prices_include_vat, 'true', 'false')),
        'billToCustomer', (
          SELECT json_object('number', t2.number, 'name', t2.name)
          FROM customer t2
          WHERE t2.id = t1.bill_to_customer_id
        )
      ),
      'primaryContact', (
        SELECT json_object('number', t3.number, 'name', t3.name, 'phone', t3.phone)
        FROM contact t3
        WHERE t3.id = t1.primary_contact_id
      ),
      'linkedContact', (
        SELECT json_object(
          'number', t4.number,
          'name', t4.name,
          'persons', (
            SELECT json_object('nodes', json_group_array(json_object('number', t5.number, 'name', t5.name)))
            FROM (
              SELECT t5.number AS number, t5.name AS name
              FROM contact t5
              WHERE t5.company_id = t4.id
              ORDER BY t5.number
              LIMIT 5
            ) t5
          )
        )
        FROM contact_relation lt4 JOIN contact t4 ON t4.id = lt4.contact_id
        WHERE lt4.customer_id = t1.id
      )
    )
    FROM customer t1
    WHERE t1.id = ?1
  )
)
-- parameters: uuid
