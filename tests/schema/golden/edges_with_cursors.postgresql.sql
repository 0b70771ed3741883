SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT json_build_object(
          'edges', coalesce(
            json_agg(
              (
                SELECT row_to_json(o)
                FROM (
                  SELECT upper(
                    encode(
                      convert_to(
                        'name_key,id' || chr(31) || CAST(t1.name_key AS text) || chr(31) || CAST(
                          '' || t1.id::text AS text
                        ),
                        'UTF8'
                      ),
                      'hex'
                    )
                  ) AS "cursor",
                    (
                      SELECT row_to_json(o)
                      FROM (SELECT 'vendor-' || t1.id::text AS "id", t1.number AS "number", t1.name AS "name") o
                    ) AS "node"
                ) o
              )
            ),
            '[]'::json
          ),
          'pageInfo', json_build_object(
            'hasNextPage', (
              EXISTS (
                SELECT 1
                FROM vendor t1
                WHERE (t1.name_key, t1.id) > ($1::text, $2::uuid)
                ORDER BY t1.name_key, t1.id
                LIMIT 1 OFFSET 10
              )
            ),
            'hasPreviousPage', (
              (
                SELECT 1
                FROM vendor t2
                WHERE (t2.name_key, t2.id) <= ($1::text, $2::uuid)
                ORDER BY t2.name_key DESC, t2.id DESC
                LIMIT 1
              ) IS NOT NULL
            ),
            'startCursor', upper(
              encode(
                convert_to(
                  'name_key,id' || chr(31) || (
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
          FROM vendor t1
          WHERE (t1.name_key, t1.id) > ($1::text, $2::uuid)
          ORDER BY t1.name_key, t1.id
          LIMIT 10
        ) t1
      ) AS "vendors"
    ) o
  ) AS text
)
-- parameters: text, uuid
