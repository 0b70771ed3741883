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
                    to_char(t1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "updatedAt"
                ) o
              )
            ),
            '[]'::json
          )
        )
        FROM (
          SELECT t1.updated_at AS updated_at, t1.id AS id, t1.number AS number, t1.name AS name
          FROM contact t1
          WHERE true
          ORDER BY t1.updated_at DESC, t1.id DESC
          LIMIT 5
        ) t1
      ) AS "lately",
        (
          SELECT json_build_object(
            'nodes', coalesce(
              json_agg((SELECT row_to_json(o) FROM (SELECT t2.number AS "number", t2.name AS "name") o)),
              '[]'::json
            )
          )
          FROM (
            SELECT t2.created_at AS created_at, t2.id AS id, t2.number AS number, t2.name AS name
            FROM customer t2
            WHERE true
            ORDER BY t2.created_at DESC, t2.id DESC
            LIMIT 5
          ) t2
        ) AS "newest",
        (
          SELECT json_build_object(
            'nodes', coalesce(
              json_agg((SELECT row_to_json(o) FROM (SELECT t3.number AS "number", t3.name AS "name") o)),
              '[]'::json
            )
          )
          FROM (
            SELECT t3.name_key AS name_key, t3.id AS id, t3.number AS number, t3.name AS name
            FROM vendor t3
            WHERE (t3.name IS NOT NULL AND t3.name_key >= $1::text AND t3.name_key < $2::text)
            ORDER BY t3.name_key, t3.id
            LIMIT 5
          ) t3
        ) AS "vendors",
        (
          SELECT json_build_object(
            'nodes', coalesce(
              json_agg((SELECT row_to_json(o) FROM (SELECT t4.number AS "number", t4.iban AS "iban") o)),
              '[]'::json
            )
          )
          FROM (
            SELECT t4.number AS number, t4.iban AS iban
            FROM bank_account t4
            WHERE true
            ORDER BY t4.number
            LIMIT 5
          ) t4
        ) AS "accounts",
        (
          SELECT json_build_object(
            'nodes', coalesce(
              json_agg(
                (
                  SELECT row_to_json(o)
                  FROM (
                    SELECT to_char(t5.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "at",
                      t5.actor AS "actor",
                      t5.operation AS "operation"
                  ) o
                )
              ),
              '[]'::json
            )
          )
          FROM (
            SELECT t5.at AS at, t5.id AS id, t5.actor AS actor, t5.operation AS operation
            FROM change_set t5
            WHERE true
            ORDER BY t5.at DESC, t5.id DESC
            LIMIT 5
          ) t5
        ) AS "changeSets"
    ) o
  ) AS text
)
-- parameters: text, text
