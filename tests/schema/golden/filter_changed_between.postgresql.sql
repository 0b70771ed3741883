SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        WITH pt1 AS MATERIALIZED (
          SELECT t1.updated_at AS updated_at, t1.id AS id, t1.number AS number
          FROM contact t1
          WHERE (t1.updated_at >= $1::timestamptz AND t1.updated_at < $2::timestamptz)
          ORDER BY t1.updated_at, t1.id
          LIMIT 51
        )
        SELECT json_build_object(
          'totalCount', (
            SELECT count(*)
            FROM contact t1
            WHERE (t1.updated_at >= $1::timestamptz AND t1.updated_at < $2::timestamptz)
          ),
          'nodes', coalesce(
            json_agg(
              (
                SELECT row_to_json(o)
                FROM (
                  SELECT 'contact-' || t1.id::text AS "id",
                    t1.number AS "number",
                    to_char(t1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "updatedAt"
                ) o
              )
            ),
            '[]'::json
          ),
          'pageInfo', json_build_object(
            'hasNextPage', ((SELECT count(*) FROM pt1) > 50),
            'endCursor', upper(
              encode(
                convert_to(
                  'updated_at,id' || chr(31) || (
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
        FROM (SELECT * FROM pt1 LIMIT 50) t1
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: instant, instant
