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
                    t1.name AS "name",
                    (SELECT row_to_json(o) FROM (SELECT t1.city AS "city") o) AS "address"
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
                WHERE t1.city_key >= $1::text
                  AND (
                    (t1.city_key > $1::text)
                    OR (t1.city_key = $1::text AND t1.name_key < $2::text)
                    OR (t1.city_key = $1::text AND t1.name_key = $2::text AND t1.id > $3::uuid)
                  )
                ORDER BY t1.city_key, t1.name_key DESC, t1.id
                LIMIT 1 OFFSET 50
              )
            ),
            'endCursor', upper(
              encode(
                convert_to(
                  'city_key,name_key-,id' || chr(31) || (
                    array_agg(
                      CAST(t1.city_key AS text) || chr(31) || CAST(t1.name_key AS text) || chr(31) || CAST(
                        '' || t1.id::text AS text
                      )
                    )
                  )[count(*)],
                  'UTF8'
                ),
                'hex'
              )
            )
          )
        )
        FROM (
          SELECT t1.city_key AS city_key,
            t1.name_key AS name_key,
            t1.id AS id,
            t1.number AS number,
            t1.name AS name,
            t1.city AS city
          FROM contact t1
          WHERE t1.city_key >= $1::text
            AND (
              (t1.city_key > $1::text)
              OR (t1.city_key = $1::text AND t1.name_key < $2::text)
              OR (t1.city_key = $1::text AND t1.name_key = $2::text AND t1.id > $3::uuid)
            )
          ORDER BY t1.city_key, t1.name_key DESC, t1.id
          LIMIT 50
        ) t1
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: text, text, uuid
