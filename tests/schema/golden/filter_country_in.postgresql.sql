SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        WITH pt1 AS MATERIALIZED (
          SELECT t1.number AS number, t1.name AS name, t1.country_code AS country_code
          FROM customer t1
          WHERE t1.country_code = ANY($1::text[])
          ORDER BY t1.number
          LIMIT 51
        )
        SELECT json_build_object(
          'nodes', coalesce(
            json_agg(
              (
                SELECT row_to_json(o)
                FROM (
                  SELECT t1.number AS "number",
                    t1.name AS "name",
                    (SELECT row_to_json(o) FROM (SELECT t1.country_code AS "countryCode") o) AS "address"
                ) o
              )
            ),
            '[]'::json
          ),
          'pageInfo', json_build_object(
            'hasNextPage', ((SELECT count(*) FROM pt1) > 50),
            'endCursor', upper(
              encode(
                convert_to('number' || chr(31) || (array_agg(CAST(t1.number AS text)))[count(*)], 'UTF8'),
                'hex'
              )
            )
          )
        )
        FROM (SELECT * FROM pt1 LIMIT 50) t1
      ) AS "customers"
    ) o
  ) AS text
)
-- parameters: text_list
