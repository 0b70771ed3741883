SELECT json_object(
  'node', (
    SELECT
    CASE t1.kind
      WHEN 'Contact' THEN (
        SELECT json_object(
          '__typename', json('"Contact"'),
          'id', 'contact-' || t2.id,
          'number', t2.number,
          'name', t2.name,
          'phone', t2.phone,
          'type', t2.type,
          'company', (SELECT json_object('name', t3.name) FROM contact t3 WHERE t3.id = t2.company_id)
        )
        FROM contact t2
        WHERE t2.id = t1.key
      )
      WHEN 'Customer' THEN (
        SELECT json_object(
          '__typename', json('"Customer"'),
          'id', 'customer-' || t4.id,
          'number', t4.number,
          'name', t4.name,
          'phone', t4.phone,
          'blocked', t4.blocked,
          'linkedContact', (
            SELECT json_object('id', 'contact-' || t5.id)
            FROM contact_relation lt5 JOIN contact t5 ON t5.id = lt5.contact_id
            WHERE lt5.customer_id = t4.id
          )
        )
        FROM customer t4
        WHERE t4.id = t1.key
      )
      WHEN 'Vendor' THEN (
        SELECT json_object(
          '__typename', json('"Vendor"'),
          'id', 'vendor-' || t6.id,
          'number', t6.number,
          'name', t6.name,
          'phone', t6.phone
        )
        FROM vendor t6
        WHERE t6.id = t1.key
      )
      WHEN 'BankAccount' THEN (
        SELECT json_object(
          '__typename', json('"BankAccount"'),
          'id', 'bankaccount-' || t7.id,
          'number', t7.number,
          'name', t7.name,
          'phone', t7.phone
        )
        FROM bank_account t7
        WHERE t7.id = t1.key
      )
      WHEN 'Link' THEN (
        SELECT json_object('__typename', json('"Link"'), 'id', 'link-' || t8.id)
        FROM (SELECT * FROM contact_relation WHERE kind IS NOT NULL) t8
        WHERE t8.id = t1.key
      )
      WHEN 'BusinessRelation' THEN (
        SELECT json_object('__typename', json('"BusinessRelation"'), 'id', 'relation-' || t9.id)
        FROM business_relation t9
        WHERE t9.id = t1.key
      )
      WHEN 'ChangeSet' THEN (
        SELECT json_object('__typename', json('"ChangeSet"'), 'id', 'changeset-' || t10.id)
        FROM change_set t10
        WHERE t10.id = t1.key
      )
      WHEN 'Salesperson' THEN (
        SELECT json_object('__typename', json('"Salesperson"'), 'id', 'salesperson-' || t11.id)
        FROM salesperson t11
        WHERE t11.id = t1.key
      )
      WHEN 'PaymentTerms' THEN (
        SELECT json_object('__typename', json('"PaymentTerms"'), 'id', 'paymentterms-' || t12.id)
        FROM payment_terms t12
        WHERE t12.id = t1.key
      )
      WHEN 'Item' THEN (
        SELECT json_object('__typename', json('"Item"'), 'id', 'item-' || t13.id)
        FROM item t13
        WHERE t13.id = t1.key
      )
      WHEN 'NumberSeries' THEN (
        SELECT json_object('__typename', json('"NumberSeries"'), 'id', 'numberseries-' || t14.id)
        FROM number_series t14
        WHERE t14.id = t1.key
      )
      WHEN 'CustomerTemplate' THEN (
        SELECT json_object('__typename', json('"CustomerTemplate"'), 'id', 'customertemplate-' || t15.id)
        FROM customer_template t15
        WHERE t15.id = t1.key
      )
      WHEN 'VendorTemplate' THEN (
        SELECT json_object('__typename', json('"VendorTemplate"'), 'id', 'vendortemplate-' || t16.id)
        FROM vendor_template t16
        WHERE t16.id = t1.key
      )
      WHEN 'Paper' THEN (
        SELECT json_object('__typename', json('"Paper"'), 'id', 'paper-' || t17.id)
        FROM paper t17
        WHERE t17.id = t1.key
      )
      WHEN 'SalesDocument' THEN (
        SELECT json_object('__typename', json('"SalesDocument"'), 'id', 'salesdocument-' || t18.id)
        FROM sales_document t18
        WHERE t18.id = t1.key
      )
      WHEN 'PurchaseDocument' THEN (
        SELECT json_object('__typename', json('"PurchaseDocument"'), 'id', 'purchasedocument-' || t19.id)
        FROM purchase_document t19
        WHERE t19.id = t1.key
      )
      WHEN 'ServiceOrder' THEN (
        SELECT json_object('__typename', json('"ServiceOrder"'), 'id', 'serviceorder-' || t20.id)
        FROM service_order t20
        WHERE t20.id = t1.key
      )
      WHEN 'Interaction' THEN (
        SELECT json_object('__typename', json('"Interaction"'), 'id', 'interaction-' || t21.id)
        FROM interaction t21
        WHERE t21.id = t1.key
      )
      WHEN 'InteractionTemplate' THEN (
        SELECT json_object(
          '__typename', json('"InteractionTemplate"'), 'id', 'interactiontemplate-' || t22.id
        )
        FROM interaction_template t22
        WHERE t22.id = t1.key
      )
      WHEN 'InteractionGroup' THEN (
        SELECT json_object('__typename', json('"InteractionGroup"'), 'id', 'interactiongroup-' || t23.id)
        FROM interaction_group t23
        WHERE t23.id = t1.key
      )
    END
    FROM (
      SELECT value ->> '$.kind' AS kind, value ->> '$.key' AS key, value ->> '$.position' AS position
      FROM json_each(?1)
    ) t1
    WHERE true
  )
)
-- parameters: json
