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
                    to_char(t1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "createdAt"
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
                WHERE (t1.created_at, t1.id) > ($1::timestamptz, $2::uuid)
                ORDER BY t1.created_at, t1.id
                LIMIT 1 OFFSET 50
              )
            ),
            'endCursor', upper(
              encode(
                convert_to(
                  'created_at,id' || chr(31) || (
                    array_agg(
                      CAST(to_char(t1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS text) || chr(
                        31
                      ) || CAST('' || t1.id::text AS text)
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
          SELECT t1.created_at AS created_at, t1.id AS id, t1.number AS number
          FROM contact t1
          WHERE (t1.created_at, t1.id) > ($1::timestamptz, $2::uuid)
          ORDER BY t1.created_at, t1.id
          LIMIT 50
        ) t1
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: instant, uuid
