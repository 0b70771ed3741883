SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT row_to_json(o)
        FROM (
          SELECT t1.number AS "number",
            t1.name AS "name",
            t1.blocked AS "blocked",
            t1.contact_type AS "contactType",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT t1.customer_posting_group AS "customerPostingGroup",
                  t1.payment_terms_code AS "paymentTermsCode",
                  trim_scale(t1.credit_limit::numeric / 100000)::text AS "creditLimit",
                  t1.prices_include_vat AS "pricesIncludeVat",
                  (
                    SELECT row_to_json(o)
                    FROM (
                      SELECT t2.number AS "number", t2.name AS "name"
                      FROM customer t2
                      WHERE t2.id = t1.bill_to_customer_id
                    ) o
                  ) AS "billToCustomer"
              ) o
            ) AS "billing",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT t3.number AS "number", t3.name AS "name", t3.phone AS "phone"
                FROM contact t3
                WHERE t3.id = t1.primary_contact_id
              ) o
            ) AS "primaryContact",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT t4.number AS "number",
                  t4.name AS "name",
                  (
                    SELECT json_build_object(
                      'nodes', coalesce(
                        json_agg(
                          (SELECT row_to_json(o) FROM (SELECT t5.number AS "number", t5.name AS "name") o)
                        ),
                        '[]'::json
                      )
                    )
                    FROM (
                      SELECT t5.number AS number, t5.name AS name
                      FROM contact t5
                      WHERE t5.company_id = t4.id
                      ORDER BY t5.number
                      LIMIT 5
                    ) t5
                  ) AS "persons"
                FROM contact_relation lt4 JOIN contact t4 ON t4.id = lt4.contact_id
                WHERE lt4.customer_id = t1.id
              ) o
            ) AS "linkedContact"
          FROM customer t1
          WHERE t1.id = $1::uuid
        ) o
      ) AS "customer"
    ) o
  ) AS text
)
-- parameters: uuid
