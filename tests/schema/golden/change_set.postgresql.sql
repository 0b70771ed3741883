SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT row_to_json(o)
        FROM (
          SELECT to_char(t1.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "at",
            t1.actor AS "actor",
            t1.operation AS "operation",
            (
              SELECT coalesce(
                json_agg(
                  (
                    SELECT row_to_json(o)
                    FROM (
                      SELECT t2.record_kind AS "recordKind",
                        t2.record_number AS "recordNumber",
                        t2.field AS "field",
                        t2.before AS "before",
                        t2.after AS "after",
                        t2.reason AS "reason",
                        
                      CASE t2.record_kind
                        WHEN 'CONTACT' THEN (
                          SELECT row_to_json(o)
                          FROM (
                            SELECT '"Contact"'::json AS "__typename",
                              'contact-' || t3.id::text AS "id",
                              t3.number AS "number"
                            FROM contact t3
                            WHERE t3.id = t2.record_id
                          ) o
                        )
                        WHEN 'CUSTOMER' THEN (
                          SELECT row_to_json(o)
                          FROM (
                            SELECT '"Customer"'::json AS "__typename",
                              'customer-' || t4.id::text AS "id",
                              t4.number AS "number"
                            FROM customer t4
                            WHERE t4.id = t2.record_id
                          ) o
                        )
                        WHEN 'VENDOR' THEN (
                          SELECT row_to_json(o)
                          FROM (
                            SELECT '"Vendor"'::json AS "__typename",
                              'vendor-' || t5.id::text AS "id",
                              t5.number AS "number"
                            FROM vendor t5
                            WHERE t5.id = t2.record_id
                          ) o
                        )
                        WHEN 'BANK_ACCOUNT' THEN (
                          SELECT row_to_json(o)
                          FROM (
                            SELECT '"BankAccount"'::json AS "__typename",
                              'bankaccount-' || t6.id::text AS "id",
                              t6.number AS "number"
                            FROM bank_account t6
                            WHERE t6.id = t2.record_id
                          ) o
                        )
                      END AS "record"
                    ) o
                  )
                ),
                '[]'::json
              )
              FROM (
                SELECT t2.record_kind AS record_kind,
                  t2.record_number AS record_number,
                  (CAST(et2.value AS jsonb) ->> 0) AS field,
                  (CAST(et2.value AS jsonb) ->> 1) AS before,
                  (CAST(et2.value AS jsonb) ->> 2) AS after,
                  (CAST(t2.causes AS jsonb) -> CAST(et2.value ->> 3 AS integer) ->> 0) AS reason,
                  t2.record_id AS record_id
                FROM record_change t2
                  JOIN change_set st2 ON st2.id = t2.change_set_id CROSS
                  JOIN LATERAL (
                    SELECT ordinality - 1 AS key, value
                    FROM jsonb_array_elements(CAST(t2.changes AS jsonb))
                    WITH ORDINALITY
                  ) et2
                WHERE t2.change_set_id = t1.id
                ORDER BY (t2.position + et2.key)
              ) t2
            ) AS "changes",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT 'changeset-' || t7.id::text AS "id",
                  to_char(t7.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "at"
                FROM change_set t7
                WHERE t7.id = t1.reverts_id
              ) o
            ) AS "reverts",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT 'changeset-' || t8.id::text AS "id",
                  to_char(t8.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "at"
                FROM change_set t8
                WHERE t8.reverts_id = t1.id
              ) o
            ) AS "revertedBy"
          FROM change_set t1
          WHERE t1.id = $1::uuid
        ) o
      ) AS "changeSet"
    ) o
  ) AS text
)
-- parameters: uuid
