SELECT json_object(
  'nodes', (
    SELECT json_group_array(
      CASE t1.kind
        WHEN 'Contact' THEN (
          SELECT json_object(
            '__typename', json('"Contact"'),
            'id', 'contact-' || t2.id,
            'number', t2.number,
            'name', t2.name,
            'mail', t2.email,
            'address', json_object('city', t2.city)
          )
          FROM contact t2
          WHERE t2.id = t1.key
        )
        WHEN 'Customer' THEN (
          SELECT json_object(
            '__typename', json('"Customer"'),
            'id', 'customer-' || t3.id,
            'number', t3.number,
            'name', t3.name,
            'mail', t3.email,
            'address', json_object('city', t3.city)
          )
          FROM customer t3
          WHERE t3.id = t1.key
        )
        WHEN 'Vendor' THEN (
          SELECT json_object(
            '__typename', json('"Vendor"'),
            'id', 'vendor-' || t4.id,
            'number', t4.number,
            'name', t4.name,
            'mail', t4.email,
            'address', json_object('city', t4.city)
          )
          FROM vendor t4
          WHERE t4.id = t1.key
        )
        WHEN 'BankAccount' THEN (
          SELECT json_object(
            '__typename', json('"BankAccount"'),
            'id', 'bankaccount-' || t5.id,
            'number', t5.number,
            'name', t5.name,
            'mail', t5.email,
            'address', json_object('city', t5.city)
          )
          FROM bank_account t5
          WHERE t5.id = t1.key
        )
        WHEN 'Link' THEN (
          SELECT json_object(
            '__typename', json('"Link"'),
            'id', 'link-' || t6.id,
            'kind', t6.kind,
            'contact', coalesce(
              (SELECT json_object('number', t7.number) FROM contact t7 WHERE t7.id = t6.contact_id),
              json('"\u0000"')
            ),
            'card', coalesce(
              CASE t6.kind
                WHEN 'CUSTOMER' THEN (
                  SELECT json_object('number', t8.number)
                  FROM customer t8
                  WHERE t8.id = t6.customer_id
                )
                WHEN 'VENDOR' THEN (
                  SELECT json_object('number', t9.number)
                  FROM vendor t9
                  WHERE t9.id = t6.vendor_id
                )
                WHEN 'BANK_ACCOUNT' THEN (
                  SELECT json_object('number', t10.number)
                  FROM bank_account t10
                  WHERE t10.id = t6.bank_account_id
                )
              END, json('"\u0000"')
            )
          )
          FROM (SELECT * FROM contact_relation WHERE kind IS NOT NULL) t6
          WHERE t6.id = t1.key
        )
        WHEN 'BusinessRelation' THEN (
          SELECT json_object('__typename', json('"BusinessRelation"'), 'id', 'relation-' || t11.id)
          FROM business_relation t11
          WHERE t11.id = t1.key
        )
        WHEN 'ChangeSet' THEN (
          SELECT json_object(
            '__typename', json('"ChangeSet"'),
            'id', 'changeset-' || t12.id,
            'at', t12.at,
            'actor', t12.actor,
            'operation', t12.operation
          )
          FROM change_set t12
          WHERE t12.id = t1.key
        )
        WHEN 'Salesperson' THEN (
          SELECT json_object('__typename', json('"Salesperson"'), 'id', 'salesperson-' || t13.id)
          FROM salesperson t13
          WHERE t13.id = t1.key
        )
        WHEN 'PaymentTerms' THEN (
          SELECT json_object('__typename', json('"PaymentTerms"'), 'id', 'paymentterms-' || t14.id)
          FROM payment_terms t14
          WHERE t14.id = t1.key
        )
        WHEN 'Item' THEN (
          SELECT json_object('__typename', json('"Item"'), 'id', 'item-' || t15.id)
          FROM item t15
          WHERE t15.id = t1.key
        )
        WHEN 'NumberSeries' THEN (
          SELECT json_object('__typename', json('"NumberSeries"'), 'id', 'numberseries-' || t16.id)
          FROM number_series t16
          WHERE t16.id = t1.key
        )
        WHEN 'CustomerTemplate' THEN (
          SELECT json_object('__typename', json('"CustomerTemplate"'), 'id', 'customertemplate-' || t17.id)
          FROM customer_template t17
          WHERE t17.id = t1.key
        )
        WHEN 'VendorTemplate' THEN (
          SELECT json_object('__typename', json('"VendorTemplate"'), 'id', 'vendortemplate-' || t18.id)
          FROM vendor_template t18
          WHERE t18.id = t1.key
        )
        WHEN 'Paper' THEN (
          SELECT json_object('__typename', json('"Paper"'), 'id', 'paper-' || t19.id)
          FROM paper t19
          WHERE t19.id = t1.key
        )
        WHEN 'SalesDocument' THEN (
          SELECT json_object('__typename', json('"SalesDocument"'), 'id', 'salesdocument-' || t20.id)
          FROM sales_document t20
          WHERE t20.id = t1.key
        )
        WHEN 'PurchaseDocument' THEN (
          SELECT json_object('__typename', json('"PurchaseDocument"'), 'id', 'purchasedocument-' || t21.id)
          FROM purchase_document t21
          WHERE t21.id = t1.key
        )
        WHEN 'ServiceOrder' THEN (
          SELECT json_object('__typename', json('"ServiceOrder"'), 'id', 'serviceorder-' || t22.id)
          FROM service_order t22
          WHERE t22.id = t1.key
        )
        WHEN 'Interaction' THEN (
          SELECT json_object('__typename', json('"Interaction"'), 'id', 'interaction-' || t23.id)
          FROM interaction t23
          WHERE t23.id = t1.key
        )
        WHEN 'InteractionTemplate' THEN (
          SELECT json_object(
            '__typename', json('"InteractionTemplate"'), 'id', 'interactiontemplate-' || t24.id
          )
          FROM interaction_template t24
          WHERE t24.id = t1.key
        )
        WHEN 'InteractionGroup' THEN (
          SELECT json_object('__typename', json('"InteractionGroup"'), 'id', 'interactiongroup-' || t25.id)
          FROM interaction_group t25
          WHERE t25.id = t1.key
        )
      END
    )
    FROM (
      SELECT t1.kind AS kind, t1.key AS key
      FROM (
        SELECT value ->> '$.kind' AS kind, value ->> '$.key' AS key, value ->> '$.position' AS position
        FROM json_each(?1)
      ) t1
      WHERE true
      ORDER BY t1.position
    ) t1
  )
)
-- parameters: json
