SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT coalesce(
          json_agg(
            CASE t1.kind
              WHEN 'Contact' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"Contact"'::json AS "__typename",
                    'contact-' || t2.id::text AS "id",
                    t2.number AS "number",
                    t2.name AS "name",
                    t2.email AS "mail",
                    (SELECT row_to_json(o) FROM (SELECT t2.city AS "city") o) AS "address"
                  FROM contact t2
                  WHERE t2.id = t1.key
                ) o
              )
              WHEN 'Customer' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"Customer"'::json AS "__typename",
                    'customer-' || t3.id::text AS "id",
                    t3.number AS "number",
                    t3.name AS "name",
                    t3.email AS "mail",
                    (SELECT row_to_json(o) FROM (SELECT t3.city AS "city") o) AS "address"
                  FROM customer t3
                  WHERE t3.id = t1.key
                ) o
              )
              WHEN 'Vendor' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"Vendor"'::json AS "__typename",
                    'vendor-' || t4.id::text AS "id",
                    t4.number AS "number",
                    t4.name AS "name",
                    t4.email AS "mail",
                    (SELECT row_to_json(o) FROM (SELECT t4.city AS "city") o) AS "address"
                  FROM vendor t4
                  WHERE t4.id = t1.key
                ) o
              )
              WHEN 'BankAccount' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"BankAccount"'::json AS "__typename",
                    'bankaccount-' || t5.id::text AS "id",
                    t5.number AS "number",
                    t5.name AS "name",
                    t5.email AS "mail",
                    (SELECT row_to_json(o) FROM (SELECT t5.city AS "city") o) AS "address"
                  FROM bank_account t5
                  WHERE t5.id = t1.key
                ) o
              )
              WHEN 'Link' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"Link"'::json AS "__typename",
                    'link-' || t6.id::text AS "id",
                    t6.kind AS "kind",
                    coalesce(
                      (
                        SELECT row_to_json(o)
                        FROM (SELECT t7.number AS "number" FROM contact t7 WHERE t7.id = t6.contact_id) o
                      ),
                      '"\u0000"'::json
                    ) AS "contact",
                    coalesce(
                      CASE t6.kind
                        WHEN 'CUSTOMER' THEN (
                          SELECT row_to_json(o)
                          FROM (SELECT t8.number AS "number" FROM customer t8 WHERE t8.id = t6.customer_id) o
                        )
                        WHEN 'VENDOR' THEN (
                          SELECT row_to_json(o)
                          FROM (SELECT t9.number AS "number" FROM vendor t9 WHERE t9.id = t6.vendor_id) o
                        )
                        WHEN 'BANK_ACCOUNT' THEN (
                          SELECT row_to_json(o)
                          FROM (
                            SELECT t10.number AS "number"
                            FROM bank_account t10
                            WHERE t10.id = t6.bank_account_id
                          ) o
                        )
                      END, '"\u0000"'::json
                    ) AS "card"
                  FROM (SELECT * FROM contact_relation WHERE kind IS NOT NULL) t6
                  WHERE t6.id = t1.key
                ) o
              )
              WHEN 'BusinessRelation' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"BusinessRelation"'::json AS "__typename", 'relation-' || t11.id::text AS "id"
                  FROM business_relation t11
                  WHERE t11.id = t1.key
                ) o
              )
              WHEN 'ChangeSet' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"ChangeSet"'::json AS "__typename",
                    'changeset-' || t12.id::text AS "id",
                    to_char(t12.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "at",
                    t12.actor AS "actor",
                    t12.operation AS "operation"
                  FROM change_set t12
                  WHERE t12.id = t1.key
                ) o
              )
              WHEN 'Salesperson' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"Salesperson"'::json AS "__typename", 'salesperson-' || t13.id::text AS "id"
                  FROM salesperson t13
                  WHERE t13.id = t1.key
                ) o
              )
              WHEN 'PaymentTerms' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"PaymentTerms"'::json AS "__typename", 'paymentterms-' || t14.id::text AS "id"
                  FROM payment_terms t14
                  WHERE t14.id = t1.key
                ) o
              )
              WHEN 'Item' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"Item"'::json AS "__typename", 'item-' || t15.id::text AS "id"
                  FROM item t15
                  WHERE t15.id = t1.key
                ) o
              )
              WHEN 'NumberSeries' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"NumberSeries"'::json AS "__typename", 'numberseries-' || t16.id::text AS "id"
                  FROM number_series t16
                  WHERE t16.id = t1.key
                ) o
              )
              WHEN 'CustomerTemplate' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"CustomerTemplate"'::json AS "__typename",
                    'customertemplate-' || t17.id::text AS "id"
                  FROM customer_template t17
                  WHERE t17.id = t1.key
                ) o
              )
              WHEN 'VendorTemplate' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"VendorTemplate"'::json AS "__typename", 'vendortemplate-' || t18.id::text AS "id"
                  FROM vendor_template t18
                  WHERE t18.id = t1.key
                ) o
              )
              WHEN 'Paper' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"Paper"'::json AS "__typename", 'paper-' || t19.id::text AS "id"
                  FROM paper t19
                  WHERE t19.id = t1.key
                ) o
              )
              WHEN 'SalesDocument' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"SalesDocument"'::json AS "__typename", 'salesdocument-' || t20.id::text AS "id"
                  FROM sales_document t20
                  WHERE t20.id = t1.key
                ) o
              )
              WHEN 'PurchaseDocument' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"PurchaseDocument"'::json AS "__typename",
                    'purchasedocument-' || t21.id::text AS "id"
                  FROM purchase_document t21
                  WHERE t21.id = t1.key
                ) o
              )
              WHEN 'ServiceOrder' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"ServiceOrder"'::json AS "__typename", 'serviceorder-' || t22.id::text AS "id"
                  FROM service_order t22
                  WHERE t22.id = t1.key
                ) o
              )
              WHEN 'Interaction' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"Interaction"'::json AS "__typename", 'interaction-' || t23.id::text AS "id"
                  FROM interaction t23
                  WHERE t23.id = t1.key
                ) o
              )
              WHEN 'InteractionTemplate' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"InteractionTemplate"'::json AS "__typename",
                    'interactiontemplate-' || t24.id::text AS "id"
                  FROM interaction_template t24
                  WHERE t24.id = t1.key
                ) o
              )
              WHEN 'InteractionGroup' THEN (
                SELECT row_to_json(o)
                FROM (
                  SELECT '"InteractionGroup"'::json AS "__typename",
                    'interactiongroup-' || t25.id::text AS "id"
                  FROM interaction_group t25
                  WHERE t25.id = t1.key
                ) o
              )
            END
          ),
          '[]'::json
        )
        FROM (
          SELECT t1.kind AS kind, t1.key AS key
          FROM jsonb_to_recordset($1::jsonb) AS t1(kind text, key uuid, position integer)
          WHERE true
          ORDER BY t1.position
        ) t1
      ) AS "nodes"
    ) o
  ) AS text
)
-- parameters: json
