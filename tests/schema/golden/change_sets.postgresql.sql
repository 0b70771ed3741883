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
                  SELECT 'changeset-' || t1.id::text AS "id",
                    to_char(t1.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "at",
                    t1.actor AS "actor",
                    t1.operation AS "operation",
                    (
                      SELECT row_to_json(o)
                      FROM (
                        SELECT 'changeset-' || t2.id::text AS "id"
                        FROM change_set t2
                        WHERE t2.id = t1.reverts_id
                      ) o
                    ) AS "reverts",
                    (
                      SELECT row_to_json(o)
                      FROM (
                        SELECT 'changeset-' || t3.id::text AS "id"
                        FROM change_set t3
                        WHERE t3.reverts_id = t1.id
                      ) o
                    ) AS "revertedBy"
                ) o
              )
            ),
            '[]'::json
          ),
          'pageInfo', json_build_object(
            'hasNextPage', (
              EXISTS (
                SELECT 1
                FROM change_set t1
                WHERE (t1.at, t1.id) < ($1::timestamptz, $2::uuid)
                ORDER BY t1.at DESC, t1.id DESC
                LIMIT 1 OFFSET 20
              )
            ),
            'endCursor', upper(
              encode(
                convert_to(
                  'at-,id-' || chr(31) || (
                    array_agg(
                      CAST(to_char(t1.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS text) || chr(
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
          SELECT t1.at AS at,
            t1.id AS id,
            t1.actor AS actor,
            t1.operation AS operation,
            t1.reverts_id AS reverts_id
          FROM change_set t1
          WHERE (t1.at, t1.id) < ($1::timestamptz, $2::uuid)
          ORDER BY t1.at DESC, t1.id DESC
          LIMIT 20
        ) t1
      ) AS "changeSets"
    ) o
  ) AS text
)
-- parameters: instant, uuid
