SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT row_to_json(o)
        FROM (
          SELECT (
            SELECT
            CASE count(*) WHEN 0 THEN 'NONE' WHEN 1 THEN coalesce(min(r.kind), 'OTHER') ELSE 'MULTIPLE'
            END
            FROM contact_relation r
            WHERE r.contact_id IN (t1.id, t1.company_id)
          ) AS "relationKind",
            (
              SELECT coalesce(
                json_agg(
                  (
                    SELECT row_to_json(o)
                    FROM (
                      SELECT coalesce(
                        (
                          SELECT row_to_json(o)
                          FROM (
                            SELECT t3.code AS "code", t3.description AS "description"
                            FROM business_relation t3
                            WHERE t3.id = t2.business_relation_id
                          ) o
                        ),
                        '"\u0000"'::json
                      ) AS "businessRelation",
                        (
                          SELECT row_to_json(o)
                          FROM (
                            SELECT 'link-' || t4.id::text AS "id",
                              coalesce(
                                CASE t4.kind
                                  WHEN 'CUSTOMER' THEN (
                                    SELECT row_to_json(o)
                                    FROM (
                                      SELECT t5.number AS "number"
                                      FROM customer t5
                                      WHERE t5.id = t4.customer_id
                                    ) o
                                  )
                                  WHEN 'VENDOR' THEN (
                                    SELECT row_to_json(o)
                                    FROM (
                                      SELECT t6.number AS "number"
                                      FROM vendor t6
                                      WHERE t6.id = t4.vendor_id
                                    ) o
                                  )
                                  WHEN 'BANK_ACCOUNT' THEN (
                                    SELECT row_to_json(o)
                                    FROM (
                                      SELECT t7.number AS "number"
                                      FROM bank_account t7
                                      WHERE t7.id = t4.bank_account_id
                                    ) o
                                  )
                                END, '"\u0000"'::json
                              ) AS "card"
                            FROM contact_relation t4
                            WHERE t4.id = t2.id AND t4.kind IS NOT NULL
                          ) o
                        ) AS "link"
                    ) o
                  )
                ),
                '[]'::json
              )
              FROM (
                SELECT t2.business_relation_id AS business_relation_id, t2.id AS id
                FROM contact_relation t2
                WHERE t2.contact_id = t1.id
                ORDER BY t2.created_at, t2.id
              ) t2
            ) AS "businessRelations"
          FROM contact t1
          WHERE t1.number = $1::text
        ) o
      ) AS "contact",
        (
          SELECT coalesce(
            json_agg(
              (
                SELECT row_to_json(o)
                FROM (
                  SELECT 'relation-' || t8.id::text AS "id",
                    t8.code AS "code",
                    t8.description AS "description"
                ) o
              )
            ),
            '[]'::json
          )
          FROM (
            SELECT t8.id AS id, t8.code AS code, t8.description AS description
            FROM business_relation t8
            WHERE true
            ORDER BY t8.code
          ) t8
        ) AS "businessRelations"
    ) o
  ) AS text
)
-- parameters: text
