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
            'hasNextPage', (
              EXISTS (
                SELECT 1
                FROM contact t1
                WHERE (t1.name_key, t1.id) < ($1::text, $2::uuid)
                ORDER BY t1.name_key DESC, t1.id DESC
                LIMIT 1 OFFSET 50
              )
            ),
            'hasPreviousPage', (
              (
                SELECT 1
                FROM contact t2
                WHERE (t2.name_key, t2.id) >= ($1::text, $2::uuid)
                ORDER BY t2.name_key, t2.id
                LIMIT 1
              ) IS NOT NULL
            ),
            'startCursor', upper(
              encode(
                convert_to(
                  'name_key-,id-' || chr(31) || (
                    array_agg(CAST(t1.name_key AS text) || chr(31) || CAST('' || t1.id::text AS text))
                  )[1],
                  'UTF8'
                ),
                'hex'
              )
            ),
            'endCursor', upper(
              encode(
                convert_to(
                  'name_key-,id-' || chr(31) || (
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
          WHERE (t1.name_key, t1.id) < ($1::text, $2::uuid)
          ORDER BY t1.name_key DESC, t1.id DESC
          LIMIT 50
        ) t1
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: text, uuid
