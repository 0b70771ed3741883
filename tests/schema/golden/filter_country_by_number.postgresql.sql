SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        WITH pt1 AS MATERIALIZED (
          SELECT t1.number AS number, t1.name AS name
          FROM contact t1
          WHERE (
            t1.country_code = $1::text
            AND (t1.salesperson_code_key = $2::text AND t1.salesperson_code = $3::text)
          )
            AND (t1.number) > ($4::text)
          ORDER BY t1.number
          LIMIT 51
        )
        SELECT json_build_object(
          'nodes', coalesce(
            json_agg((SELECT row_to_json(o) FROM (SELECT t1.number AS "number", t1.name AS "name") o)),
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
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: text, text, text, text
