SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT row_to_json(o)
        FROM (
          SELECT t1.field AS "field",
            (
              SELECT e.value ->> 2
              FROM record_change r CROSS
                JOIN LATERAL (
                  SELECT ordinality - 1 AS key, value
                  FROM jsonb_array_elements(CAST(r.changes AS jsonb))
                  WITH ORDINALITY
                ) e
              WHERE r.record_id = t1.key AND e.value ->> 0 = t1.field
              ORDER BY r.record_version DESC
              LIMIT 1
            ) AS "value",
            (
              SELECT coalesce(
                json_agg(
                  (
                    SELECT row_to_json(o)
                    FROM (
                      SELECT t2.record_kind AS "recordKind",
                        t2.record_number AS "recordNumber",
                        t2.before AS "before",
                        t2.after AS "after",
                        t2.reason AS "reason",
                        to_char(t2.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "at",
                        t2.actor AS "actor"
                    ) o
                  )
                ),
                '[]'::json
              )
              FROM (
                SELECT t2.record_kind AS record_kind,
                  t2.record_number AS record_number,
                  t2.before AS before,
                  t2.after AS after,
                  t2.reason AS reason,
                  t2.at AS at,
                  t2.actor AS actor
                FROM (
                  WITH RECURSIVE chain(
                    depth,
                    change_set_id,
                    record_kind,
                    record_id,
                    record_number,
                    position,
                    field,
                    before,
                    after,
                    reason,
                    source_kind,
                    source_number,
                    source_id,
                    source_field
                  ) AS (
                    SELECT 1,
                      r.change_set_id,
                      r.record_kind,
                      r.record_id,
                      r.record_number,
                      r.position + e.key,
                      e.value ->> 0,
                      e.value ->> 1,
                      e.value ->> 2,
                      (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 0,
                      (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 1,
                      (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2,
                      
                    CASE
                      WHEN (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 1 IS NULL THEN NULL
                      ELSE coalesce(
                        (
                          SELECT q.record_id
                          FROM record_change q
                          WHERE q.change_set_id = r.change_set_id
                            AND q.record_kind = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 1
                            AND q.record_number = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                          LIMIT 1
                        ),
                        (
                          SELECT k.id
                          FROM (
                            SELECT
                            CASE (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 1
                              WHEN 'CONTACT' THEN (
                                SELECT q.id
                                FROM contact q
                                WHERE q.number = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                              )
                              WHEN 'CUSTOMER' THEN (
                                SELECT q.id
                                FROM customer q
                                WHERE q.number = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                              )
                              WHEN 'VENDOR' THEN (
                                SELECT q.id
                                FROM vendor q
                                WHERE q.number = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                              )
                              WHEN 'BANK_ACCOUNT' THEN (
                                SELECT q.id
                                FROM bank_account q
                                WHERE q.number = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                              )
                            END AS id
                          ) k
                          WHERE coalesce(
                            (
                              SELECT f.value ->> 1
                              FROM record_change n CROSS
                                JOIN LATERAL (
                                  SELECT ordinality - 1 AS key, value
                                  FROM jsonb_array_elements(CAST(n.changes AS jsonb))
                                  WITH ORDINALITY
                                ) f
                              WHERE n.record_id = k.id
                                AND n.change_set_id > r.change_set_id
                                AND f.value ->> 0 = 'number'
                              ORDER BY n.record_version
                              LIMIT 1
                            ),
                            (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                          ) = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                        )
                      )
                    END,
                    CASE r.record_kind || '.' || (e.value ->> 0)
                      WHEN 'CUSTOMER.contactType' THEN 'type'
                      WHEN 'CONTACT.type' THEN 'contactType'
                      WHEN 'CUSTOMER.contactName' THEN 'name'
                      WHEN 'VENDOR.contactName' THEN 'name'
                      WHEN 'CUSTOMER.blocked' THEN 'privacyBlocked'
                      WHEN 'VENDOR.blocked' THEN 'privacyBlocked'
                      ELSE e.value ->> 0
                    END
                    FROM record_change r CROSS
                      JOIN LATERAL (
                        SELECT ordinality - 1 AS key, value
                        FROM jsonb_array_elements(CAST(r.changes AS jsonb))
                        WITH ORDINALITY
                      ) e
                    WHERE r.record_id = t1.key
                      AND e.value ->> 0 = t1.field
                      AND r.record_version = (
                        SELECT max(n.record_version)
                        FROM record_change n CROSS
                          JOIN LATERAL (
                            SELECT ordinality - 1 AS key, value
                            FROM jsonb_array_elements(CAST(n.changes AS jsonb))
                            WITH ORDINALITY
                          ) f
                        WHERE n.record_id = t1.key AND f.value ->> 0 = t1.field
                      ) UNION ALL
                    SELECT c.depth + 1,
                      r.change_set_id,
                      r.record_kind,
                      r.record_id,
                      r.record_number,
                      r.position + e.key,
                      e.value ->> 0,
                      e.value ->> 1,
                      e.value ->> 2,
                      (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 0,
                      (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 1,
                      (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2,
                      
                    CASE
                      WHEN (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 1 IS NULL THEN NULL
                      ELSE coalesce(
                        (
                          SELECT q.record_id
                          FROM record_change q
                          WHERE q.change_set_id = r.change_set_id
                            AND q.record_kind = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 1
                            AND q.record_number = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                          LIMIT 1
                        ),
                        (
                          SELECT k.id
                          FROM (
                            SELECT
                            CASE (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 1
                              WHEN 'CONTACT' THEN (
                                SELECT q.id
                                FROM contact q
                                WHERE q.number = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                              )
                              WHEN 'CUSTOMER' THEN (
                                SELECT q.id
                                FROM customer q
                                WHERE q.number = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                              )
                              WHEN 'VENDOR' THEN (
                                SELECT q.id
                                FROM vendor q
                                WHERE q.number = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                              )
                              WHEN 'BANK_ACCOUNT' THEN (
                                SELECT q.id
                                FROM bank_account q
                                WHERE q.number = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                              )
                            END AS id
                          ) k
                          WHERE coalesce(
                            (
                              SELECT f.value ->> 1
                              FROM record_change n CROSS
                                JOIN LATERAL (
                                  SELECT ordinality - 1 AS key, value
                                  FROM jsonb_array_elements(CAST(n.changes AS jsonb))
                                  WITH ORDINALITY
                                ) f
                              WHERE n.record_id = k.id
                                AND n.change_set_id > r.change_set_id
                                AND f.value ->> 0 = 'number'
                              ORDER BY n.record_version
                              LIMIT 1
                            ),
                            (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                          ) = (CAST(r.causes AS jsonb) -> CAST(e.value ->> 3 AS integer)) ->> 2
                        )
                      )
                    END,
                    CASE r.record_kind || '.' || (e.value ->> 0)
                      WHEN 'CUSTOMER.contactType' THEN 'type'
                      WHEN 'CONTACT.type' THEN 'contactType'
                      WHEN 'CUSTOMER.contactName' THEN 'name'
                      WHEN 'VENDOR.contactName' THEN 'name'
                      WHEN 'CUSTOMER.blocked' THEN 'privacyBlocked'
                      WHEN 'VENDOR.blocked' THEN 'privacyBlocked'
                      ELSE e.value ->> 0
                    END
                    FROM chain c
                      JOIN record_change r ON r.record_id = c.source_id CROSS
                      JOIN LATERAL (
                        SELECT ordinality - 1 AS key, value
                        FROM jsonb_array_elements(CAST(r.changes AS jsonb))
                        WITH ORDINALITY
                      ) e
                    WHERE c.depth < 50
                      AND e.value ->> 0 = c.source_field
                      AND r.record_version = (
                        SELECT max(n.record_version)
                        FROM record_change n CROSS
                          JOIN LATERAL (
                            SELECT ordinality - 1 AS key, value
                            FROM jsonb_array_elements(CAST(n.changes AS jsonb))
                            WITH ORDINALITY
                          ) f
                        WHERE n.record_id = c.source_id
                          AND f.value ->> 0 = c.source_field
                          AND n.change_set_id <= c.change_set_id
                      )
                  )
                  SELECT chain.*, s.at, s.actor
                  FROM chain JOIN change_set s ON s.id = chain.change_set_id
                ) t2
                WHERE true
                ORDER BY t2.depth
              ) t2
            ) AS "chain"
          FROM jsonb_to_recordset($1::jsonb) AS t1(kind text, key uuid, field text)
          WHERE EXISTS (SELECT 1 FROM record_change r WHERE r.record_id = t1.key AND r.record_kind = t1.kind)
        ) o
      ) AS "provenance"
    ) o
  ) AS text
)
-- parameters: json
