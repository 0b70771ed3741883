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
                FROM (SELECT 'contact-' || t1.id::text AS "id", t1.number AS "number", t1.name AS "name") o
              )
            ),
            '[]'::json
          )
        )
        FROM (
          SELECT t1.number AS number, t1.id AS id, t1.name AS name
          FROM contact t1
          WHERE t1.phone = $1::text
          ORDER BY t1.number
          LIMIT 50
        ) t1
      ) AS "contacts",
        (
          SELECT json_build_object(
            'nodes', coalesce(
              json_agg(
                (
                  SELECT row_to_json(o)
                  FROM (SELECT 'customer-' || t2.id::text AS "id", t2.number AS "number", t2.name AS "name") o
                )
              ),
              '[]'::json
            )
          )
          FROM (
            SELECT t2.number AS number, t2.id AS id, t2.name AS name
            FROM customer t2
            WHERE t2.phone = $2::text
            ORDER BY t2.number
            LIMIT 50
          ) t2
        ) AS "customers",
        (
          SELECT json_build_object(
            'nodes', coalesce(
              json_agg(
                (
                  SELECT row_to_json(o)
                  FROM (SELECT 'vendor-' || t3.id::text AS "id", t3.number AS "number", t3.name AS "name") o
                )
              ),
              '[]'::json
            )
          )
          FROM (
            SELECT t3.number AS number, t3.id AS id, t3.name AS name
            FROM vendor t3
            WHERE t3.phone = $3::text
            ORDER BY t3.number
            LIMIT 50
          ) t3
        ) AS "vendors"
    ) o
  ) AS text
)
-- parameters: text, text, text
