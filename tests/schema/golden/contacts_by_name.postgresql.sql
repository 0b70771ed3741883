SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT json_build_object(
          'nodes', coalesce(
            json_agg(
              (
                SELECT row_to_json(o)
                FROM (
                  SELECT 'contact-' || t1.id::text AS "id",
                    t1.number AS "number",
                    t1.name AS "name",
                    (
                      SELECT row_to_json(o)
                      FROM (
                        SELECT t2.number AS "number", t2.blocked AS "blocked"
                        FROM contact_relation lt2 JOIN customer t2 ON t2.id = lt2.customer_id
                        WHERE lt2.contact_id = t1.id AND lt2.kind = 'CUSTOMER'
                      ) o
                    ) AS "linkedCustomer",
                    (
                      SELECT row_to_json(o)
                      FROM (
                        SELECT t3.number AS "number"
                        FROM contact_relation lt3 JOIN vendor t3 ON t3.id = lt3.vendor_id
                        WHERE lt3.contact_id = t1.id AND lt3.kind = 'VENDOR'
                      ) o
                    ) AS "linkedVendor",
                    (
                      SELECT row_to_json(o)
                      FROM (
                        SELECT t4.number AS "number", t4.iban AS "iban"
                        FROM (
                          SELECT t4.number AS number, t4.iban AS iban
                          FROM contact_relation lt4 JOIN bank_account t4 ON t4.id = lt4.bank_account_id
                          WHERE lt4.contact_id = t1.id AND lt4.kind = 'BANK_ACCOUNT'
                          ORDER BY lt4.created_at, lt4.id
                          LIMIT 1
                        ) t4
                      ) o
                    ) AS "linkedBankAccount"
                ) o
              )
            ),
            '[]'::json
          ),
          'pageInfo', json_build_object(
            'hasNextPage', (
              EXISTS (
                SELECT 1
                FROM contact t1
                WHERE (t1.name_key, t1.id) > ($1::text, $2::uuid)
                ORDER BY t1.name_key, t1.id
                LIMIT 1 OFFSET 50
              )
            ),
            'endCursor', upper(
              encode(
                convert_to(
                  'name_key,id' || chr(31) || (
                    array_agg(CAST(t1.name_key AS text) || chr(31) || CAST('' || t1.id::text AS text))
                  )[count(*)],
                  'UTF8'
                ),
                'hex'
              )
            )
          )
        )
        FROM (
          SELECT t1.name_key AS name_key, t1.id AS id, t1.number AS number, t1.name AS name
          FROM contact t1
          WHERE (t1.name_key, t1.id) > ($1::text, $2::uuid)
          ORDER BY t1.name_key, t1.id
          LIMIT 50
        ) t1
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: text, uuid
