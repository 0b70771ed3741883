SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT row_to_json(o)
        FROM (
          SELECT (
            SELECT coalesce(
              json_agg(
                (
                  SELECT row_to_json(o)
                  FROM (
                    SELECT 'link-' || t2.id::text AS "id",
                      t2.kind AS "kind",
                      to_char(t2.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "createdAt",
                      coalesce(
                        (
                          SELECT row_to_json(o)
                          FROM (
                            SELECT t3.code AS "code"
                            FROM business_relation t3
                            WHERE t3.id = t2.business_relation_id
                          ) o
                        ),
                        '"\u0000"'::json
                      ) AS "businessRelation",
                      coalesce(
                        CASE t2.kind
                          WHEN 'CUSTOMER' THEN (
                            SELECT row_to_json(o)
                            FROM (
                              SELECT '"Customer"'::json AS "__typename",
                                'customer-' || t4.id::text AS "id",
                                t4.number AS "number",
                                t4.name AS "name",
                                t4.blocked AS "blocked"
                              FROM customer t4
                              WHERE t4.id = t2.customer_id
                            ) o
                          )
                          WHEN 'VENDOR' THEN (
                            SELECT row_to_json(o)
                            FROM (
                              SELECT '"Vendor"'::json AS "__typename",
                                'vendor-' || t5.id::text AS "id",
                                t5.number AS "number",
                                t5.name AS "name"
                              FROM vendor t5
                              WHERE t5.id = t2.vendor_id
                            ) o
                          )
                          WHEN 'BANK_ACCOUNT' THEN (
                            SELECT row_to_json(o)
                            FROM (
                              SELECT '"BankAccount"'::json AS "__typename",
                                'bankaccount-' || t6.id::text AS "id",
                                t6.number AS "number",
                                t6.name AS "name",
                                t6.iban AS "iban"
                              FROM bank_account t6
                              WHERE t6.id = t2.bank_account_id
                            ) o
                          )
                        END, '"\u0000"'::json
                      ) AS "card"
                  ) o
                )
              ),
              '[]'::json
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
          ) AS "links"
          FROM contact t1
          WHERE t1.id = $1::uuid
        ) o
      ) AS "contact"
    ) o
  ) AS text
)
-- parameters: uuid
