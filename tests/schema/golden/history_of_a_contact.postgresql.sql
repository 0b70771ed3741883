SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT row_to_json(o)
        FROM (
          SELECT t1.version AS "version",
            (
              SELECT json_build_object(
                'nodes', coalesce(
                  json_agg(
                    (
                      SELECT row_to_json(o)
                      FROM (
                        SELECT to_char(t2.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "at",
                          t2.actor AS "actor",
                          t2.field AS "field",
                          t2.before AS "before",
                          t2.after AS "after",
                          t2.reason AS "reason",
                          t2.source_kind AS "sourceKind",
                          t2.source_number AS "sourceNumber",
                          (
                            SELECT row_to_json(o)
                            FROM (
                              SELECT 'changeset-' || t3.id::text AS "id",
                                t3.operation AS "operation",
                                (
                                  SELECT coalesce(
                                    json_agg(
                                      (
                                        SELECT row_to_json(o)
                                        FROM (
                                          SELECT t4.record_kind AS "recordKind",
                                            t4.record_number AS "recordNumber",
                                            t4.field AS "field",
                                            
                                          CASE t4.record_kind
                                            WHEN 'CONTACT' THEN (
                                              SELECT row_to_json(o)
                                              FROM (
                                                SELECT 'contact-' || t5.id::text AS "id", t5.name AS "name"
                                                FROM contact t5
                                                WHERE t5.id = t4.record_id
                                              ) o
                                            )
                                            WHEN 'CUSTOMER' THEN (
                                              SELECT row_to_json(o)
                                              FROM (
                                                SELECT 'customer-' || t6.id::text AS "id", t6.name AS "name"
                                                FROM customer t6
                                                WHERE t6.id = t4.record_id
                                              ) o
                                            )
                                            WHEN 'VENDOR' THEN (
                                              SELECT row_to_json(o)
                                              FROM (
                                                SELECT 'vendor-' || t7.id::text AS "id", t7.name AS "name"
                                                FROM vendor t7
                                                WHERE t7.id = t4.record_id
                                              ) o
                                            )
                                            WHEN 'BANK_ACCOUNT' THEN (
                                              SELECT row_to_json(o)
                                              FROM (
                                                SELECT 'bankaccount-' || t8.id::text AS "id",
                                                  t8.name AS "name"
                                                FROM bank_account t8
                                                WHERE t8.id = t4.record_id
                                              ) o
                                            )
                                          END AS "record"
                                        ) o
                                      )
                                    ),
                                    '[]'::json
                                  )
                                  FROM (
                                    SELECT t4.record_kind AS record_kind,
                                      t4.record_number AS record_number,
                                      (CAST(et4.value AS jsonb) ->> 0) AS field,
                                      t4.record_id AS record_id
                                    FROM record_change t4
                                      JOIN change_set st4 ON st4.id = t4.change_set_id CROSS
                                      JOIN LATERAL (
                                        SELECT ordinality - 1 AS key, value
                                        FROM jsonb_array_elements(CAST(t4.changes AS jsonb))
                                        WITH ORDINALITY
                                      ) et4
                                    WHERE t4.change_set_id = t3.id
                                    ORDER BY (t4.position + et4.key)
                                  ) t4
                                ) AS "changes"
                              FROM change_set t3
                              WHERE t3.id = t2.change_set_id
                            ) o
                          ) AS "changeSet"
                      ) o
                    )
                  ),
                  '[]'::json
                ),
                'pageInfo', json_build_object(
                  'hasNextPage', (
                    EXISTS (
                      SELECT 1
                      FROM record_change t2
                        JOIN change_set st2 ON st2.id = t2.change_set_id CROSS
                        JOIN LATERAL (
                          SELECT ordinality - 1 AS key, value
                          FROM jsonb_array_elements(CAST(t2.changes AS jsonb))
                          WITH ORDINALITY
                        ) et2
                      WHERE t2.record_id = t1.id
                      ORDER BY t2.record_version DESC, (t2.position + et2.key) DESC
                      LIMIT 1 OFFSET 10
                    )
                  ),
                  'endCursor', upper(
                    encode(
                      convert_to(
                        'record_version-,position-' || chr(31) || (
                          array_agg(CAST(t2.record_version AS text) || chr(31) || CAST(t2.position AS text))
                        )[count(*)],
                        'UTF8'
                      ),
                      'hex'
                    )
                  )
                )
              )
              FROM (
                SELECT t2.record_version AS record_version,
                  (t2.position + et2.key) AS position,
                  st2.at AS at,
                  st2.actor AS actor,
                  (CAST(et2.value AS jsonb) ->> 0) AS field,
                  (CAST(et2.value AS jsonb) ->> 1) AS before,
                  (CAST(et2.value AS jsonb) ->> 2) AS after,
                  (CAST(t2.causes AS jsonb) -> CAST(et2.value ->> 3 AS integer) ->> 0) AS reason,
                  (CAST(t2.causes AS jsonb) -> CAST(et2.value ->> 3 AS integer) ->> 1) AS source_kind,
                  (CAST(t2.causes AS jsonb) -> CAST(et2.value ->> 3 AS integer) ->> 2) AS source_number,
                  t2.change_set_id AS change_set_id
                FROM record_change t2
                  JOIN change_set st2 ON st2.id = t2.change_set_id CROSS
                  JOIN LATERAL (
                    SELECT ordinality - 1 AS key, value
                    FROM jsonb_array_elements(CAST(t2.changes AS jsonb))
                    WITH ORDINALITY
                  ) et2
                WHERE t2.record_id = t1.id
                ORDER BY t2.record_version DESC, (t2.position + et2.key) DESC
                LIMIT 10
              ) t2
            ) AS "history"
          FROM contact t1
          WHERE t1.id = $1::uuid
        ) o
      ) AS "contact"
    ) o
  ) AS text
)
-- parameters: uuid
