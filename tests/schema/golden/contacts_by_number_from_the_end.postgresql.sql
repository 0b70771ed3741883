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
          ),
          'pageInfo', json_build_object(
            'hasPreviousPage', (
              EXISTS (
                SELECT 1
                FROM contact t1
                WHERE (t1.number) < ($1::text)
                ORDER BY t1.number DESC
                LIMIT 1 OFFSET 50
              )
            ),
            'startCursor', upper(
              encode(
                convert_to('number' || chr(31) || (array_agg(CAST(t1.number AS text)))[1], 'UTF8'), 'hex'
              )
            )
          )
        )
        FROM (
          SELECT *
          FROM (
            SELECT t1.number AS number, t1.id AS id, t1.name AS name
            FROM contact t1
            WHERE (t1.number) < ($1::text)
            ORDER BY t1.number DESC
            LIMIT 50
          ) t1
          ORDER BY t1.number
        ) t1
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: text
