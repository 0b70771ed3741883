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
                  SELECT t1.number AS "number",
                    (SELECT row_to_json(o) FROM (SELECT t1.city AS "city") o) AS "address"
                ) o
              )
            ),
            '[]'::json
          ),
          'pageInfo', json_build_object(
            'hasPreviousPage', (
              EXISTS (
                SELECT 1
                FROM contact t1
                WHERE (t1.city_key, t1.id) < ($1::text, $2::uuid)
                ORDER BY t1.city_key DESC, t1.id DESC
                LIMIT 1 OFFSET 25
              )
            ),
            'startCursor', upper(
              encode(
                convert_to(
                  'city_key,id' || chr(31) || (
                    array_agg(CAST(t1.city_key AS text) || chr(31) || CAST('' || t1.id::text AS text))
                  )[1],
                  'UTF8'
                ),
                'hex'
              )
            )
          )
        )
        FROM (
          SELECT *
          FROM (
            SELECT t1.city_key AS city_key, t1.id AS id, t1.number AS number, t1.city AS city
            FROM contact t1
            WHERE (t1.city_key, t1.id) < ($1::text, $2::uuid)
            ORDER BY t1.city_key DESC, t1.id DESC
            LIMIT 25
          ) t1
          ORDER BY t1.city_key, t1.id
        ) t1
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: text, uuid
