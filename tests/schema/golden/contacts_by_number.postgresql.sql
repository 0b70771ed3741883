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
                    t1.phone AS "phone",
                    t1.email AS "email",
                    (
                      SELECT row_to_json(o)
                      FROM (SELECT t1.city AS "city", t1.country_code AS "countryCode") o
                    ) AS "address"
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
                WHERE (t1.number) > ($1::text)
                ORDER BY t1.number
                LIMIT 1 OFFSET 50
              )
            ),
            'endCursor', upper(
              encode(
                convert_to('number' || chr(31) || (array_agg(CAST(t1.number AS text)))[count(*)], 'UTF8'),
                'hex'
              )
            )
          )
        )
        FROM (
          SELECT t1.number AS number,
            t1.id AS id,
            t1.name AS name,
            t1.phone AS phone,
            t1.email AS email,
            t1.city AS city,
            t1.country_code AS country_code
          FROM contact t1
          WHERE (t1.number) > ($1::text)
          ORDER BY t1.number
          LIMIT 50
        ) t1
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: text
