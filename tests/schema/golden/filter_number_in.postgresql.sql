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
                FROM (SELECT 'contact-' || t1.id::text AS "id", t1.number AS "number", t1.name AS "name") o
              )
            ),
            '[]'::json
          )
        )
        FROM (
          SELECT t1.number AS number, t1.id AS id, t1.name AS name
          FROM contact t1
          WHERE t1.number = ANY($1::text[])
          ORDER BY t1.number
          LIMIT 50
        ) t1
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: text_list
