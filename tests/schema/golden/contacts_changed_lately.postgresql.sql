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
                    to_char(t1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "updatedAt",
                    t1.version AS "version"
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
                WHERE true
                ORDER BY t1.updated_at DESC, t1.id DESC
                LIMIT 1 OFFSET 20
              )
            ),
            'endCursor', upper(
              encode(
                convert_to(
                  'updated_at-,id-' || chr(31) || (
                    array_agg(
                      CAST(to_char(t1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS text) || chr(
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
          SELECT t1.updated_at AS updated_at,
            t1.id AS id,
            t1.number AS number,
            t1.name AS name,
            t1.version AS version
          FROM contact t1
          WHERE true
          ORDER BY t1.updated_at DESC, t1.id DESC
          LIMIT 20
        ) t1
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: none
