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
                    (
                      SELECT json_build_object(
                        'totalCount', (SELECT count(*) FROM contact t2 WHERE t2.company_id = t1.id),
                        'nodes', coalesce(
                          json_agg(
                            (
                              SELECT row_to_json(o)
                              FROM (SELECT t2.number AS "number", t2.name AS "name", t2.email AS "email") o
                            )
                          ),
                          '[]'::json
                        ),
                        'pageInfo', json_build_object(
                          'hasNextPage', (
                            EXISTS (
                              SELECT 1
                              FROM contact t2
                              WHERE t2.company_id = t1.id
                              ORDER BY t2.name_key, t2.id
                              LIMIT 1 OFFSET 5
                            )
                          ),
                          'endCursor', upper(
                            encode(
                              convert_to(
                                'name_key,id' || chr(31) || (
                                  array_agg(
                                    CAST(t2.name_key AS text) || chr(31) || CAST('' || t2.id::text AS text)
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
                        SELECT t2.name_key AS name_key,
                          t2.id AS id,
                          t2.number AS number,
                          t2.name AS name,
                          t2.email AS email
                        FROM contact t2
                        WHERE t2.company_id = t1.id
                        ORDER BY t2.name_key, t2.id
                        LIMIT 5
                      ) t2
                    ) AS "persons",
                    (
                      SELECT row_to_json(o)
                      FROM (
                        SELECT t3.number AS "number", t3.name AS "name"
                        FROM contact_relation lt3 JOIN customer t3 ON t3.id = lt3.customer_id
                        WHERE lt3.contact_id = t1.id AND lt3.kind = 'CUSTOMER'
                      ) o
                    ) AS "linkedCustomer"
                ) o
              )
            ),
            '[]'::json
          )
        )
        FROM (
          SELECT t1.number AS number, t1.name AS name, t1.id AS id
          FROM contact t1
          WHERE t1.type = 'COMPANY' AND (t1.number) > ($1::text)
          ORDER BY t1.number
          LIMIT 50
        ) t1
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: text
