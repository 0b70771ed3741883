SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT
        CASE t1.kind
          WHEN 'Contact' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"Contact"'::json AS "__typename",
                'contact-' || t2.id::text AS "id",
                t2.number AS "number",
                t2.name AS "name",
                t2.phone AS "phone",
                t2.type AS "type",
                (
                  SELECT row_to_json(o)
                  FROM (SELECT t3.name AS "name" FROM contact t3 WHERE t3.id = t2.company_id) o
                ) AS "company"
              FROM contact t2
              WHERE t2.id = t1.key
            ) o
          )
          WHEN 'Customer' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"Customer"'::json AS "__typename",
                'customer-' || t4.id::text AS "id",
                t4.number AS "number",
                t4.name AS "name",
                t4.phone AS "phone",
                t4.blocked AS "blocked",
                (
                  SELECT row_to_json(o)
                  FROM (
                    SELECT 'contact-' || t5.id::text AS "id"
                    FROM contact_relation lt5 JOIN contact t5 ON t5.id = lt5.contact_id
                    WHERE lt5.customer_id = t4.id
                  ) o
                ) AS "linkedContact"
              FROM customer t4
              WHERE t4.id = t1.key
            ) o
          )
          WHEN 'Vendor' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"Vendor"'::json AS "__typename",
                'vendor-' || t6.id::text AS "id",
                t6.number AS "number",
                t6.name AS "name",
                t6.phone AS "phone"
              FROM vendor t6
              WHERE t6.id = t1.key
            ) o
          )
          WHEN 'BankAccount' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"BankAccount"'::json AS "__typename",
                'bankaccount-' || t7.id::text AS "id",
                t7.number AS "number",
                t7.name AS "name",
                t7.phone AS "phone"
              FROM bank_account t7
              WHERE t7.id = t1.key
            ) o
          )
          WHEN 'Link' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"Link"'::json AS "__typename", 'link-' || t8.id::text AS "id"
              FROM (SELECT * FROM contact_relation WHERE kind IS NOT NULL) t8
              WHERE t8.id = t1.key
            ) o
          )
          WHEN 'BusinessRelation' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"BusinessRelation"'::json AS "__typename", 'relation-' || t9.id::text AS "id"
              FROM business_relation t9
              WHERE t9.id = t1.key
            ) o
          )
          WHEN 'ChangeSet' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"ChangeSet"'::json AS "__typename", 'changeset-' || t10.id::text AS "id"
              FROM change_set t10
              WHERE t10.id = t1.key
            ) o
          )
          WHEN 'Salesperson' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"Salesperson"'::json AS "__typename", 'salesperson-' || t11.id::text AS "id"
              FROM salesperson t11
              WHERE t11.id = t1.key
            ) o
          )
          WHEN 'PaymentTerms' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"PaymentTerms"'::json AS "__typename", 'paymentterms-' || t12.id::text AS "id"
              FROM payment_terms t12
              WHERE t12.id = t1.key
            ) o
          )
          WHEN 'Item' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"Item"'::json AS "__typename", 'item-' || t13.id::text AS "id"
              FROM item t13
              WHERE t13.id = t1.key
            ) o
          )
          WHEN 'NumberSeries' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"NumberSeries"'::json AS "__typename", 'numberseries-' || t14.id::text AS "id"
              FROM number_series t14
              WHERE t14.id = t1.key
            ) o
          )
          WHEN 'CustomerTemplate' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"CustomerTemplate"'::json AS "__typename", 'customertemplate-' || t15.id::text AS "id"
              FROM customer_template t15
              WHERE t15.id = t1.key
            ) o
          )
          WHEN 'VendorTemplate' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"VendorTemplate"'::json AS "__typename", 'vendortemplate-' || t16.id::text AS "id"
              FROM vendor_template t16
              WHERE t16.id = t1.key
            ) o
          )
          WHEN 'Paper' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"Paper"'::json AS "__typename", 'paper-' || t17.id::text AS "id"
              FROM paper t17
              WHERE t17.id = t1.key
            ) o
          )
          WHEN 'SalesDocument' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"SalesDocument"'::json AS "__typename", 'salesdocument-' || t18.id::text AS "id"
              FROM sales_document t18
              WHERE t18.id = t1.key
            ) o
          )
          WHEN 'PurchaseDocument' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"PurchaseDocument"'::json AS "__typename", 'purchasedocument-' || t19.id::text AS "id"
              FROM purchase_document t19
              WHERE t19.id = t1.key
            ) o
          )
          WHEN 'ServiceOrder' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"ServiceOrder"'::json AS "__typename", 'serviceorder-' || t20.id::text AS "id"
              FROM service_order t20
              WHERE t20.id = t1.key
            ) o
          )
          WHEN 'Interaction' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"Interaction"'::json AS "__typename", 'interaction-' || t21.id::text AS "id"
              FROM interaction t21
              WHERE t21.id = t1.key
            ) o
          )
          WHEN 'InteractionTemplate' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"InteractionTemplate"'::json AS "__typename",
                'interactiontemplate-' || t22.id::text AS "id"
              FROM interaction_template t22
              WHERE t22.id = t1.key
            ) o
          )
          WHEN 'InteractionGroup' THEN (
            SELECT row_to_json(o)
            FROM (
              SELECT '"InteractionGroup"'::json AS "__typename", 'interactiongroup-' || t23.id::text AS "id"
              FROM interaction_group t23
              WHERE t23.id = t1.key
            ) o
          )
        END
        FROM jsonb_to_recordset($1::jsonb) AS t1(kind text, key uuid, position integer)
        WHERE true
      ) AS "node"
    ) o
  ) AS text
)
-- parameters: json
