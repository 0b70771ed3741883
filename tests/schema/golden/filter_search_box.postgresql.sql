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
                    t1.email AS "email"
                ) o
              )
            ),
            '[]'::json
          )
        )
        FROM (
          SELECT t1.number AS number, t1.id AS id, t1.name AS name, t1.email AS email
          FROM contact t1
          WHERE (
            (t1.number IS NOT NULL AND t1.number_key >= $2::text AND t1.number_key < $3::text)
            OR (t1.name IS NOT NULL AND t1.name_key >= $4::text AND t1.name_key < $5::text)
            OR (t1.email IS NOT NULL AND t1.email_key >= $6::text AND t1.email_key < $7::text)
            OR (t1.post_code IS NOT NULL AND t1.post_code_key >= $8::text AND t1.post_code_key < $9::text)
          )
          ORDER BY t1.number
          LIMIT $1::integer
        ) t1
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: integer, text, text, text, text, text, text, text, text
