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
                    t1.email AS "email",
                    (
                      SELECT row_to_json(o)
                      FROM (
                        SELECT t2.number AS "number"
                        FROM contact_relation lt2 JOIN customer t2 ON t2.id = lt2.customer_id
                        WHERE lt2.contact_id = t1.id AND lt2.kind = 'CUSTOMER'
                      ) o
                    ) AS "linkedCustomer"
                ) o
              )
            ),
            '[]'::json
          )
        )
        FROM (
          SELECT t1.number AS number, t1.id AS id, t1.name AS name, t1.email AS email
          FROM contact t1
          WHERE (t1.email_key = $1::text AND t1.email = $2::text)
          ORDER BY t1.number
          LIMIT 50
        ) t1
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: text, text
