SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        WITH pt1 AS MATERIALIZED (
          SELECT t1.number AS number, t1.name AS name, t1.email AS email
          FROM contact t1
          WHERE (
            (
              t1.type = 'COMPANY'
              AND (
                (t1.city_key = $2::text AND t1.city = $3::text)
                OR (t1.salesperson_code_key = $4::text AND t1.salesperson_code = $5::text)
              )
            )
            AND (t1.email IS NULL) IS NOT TRUE
            AND t1.updated_at >= $6::timestamptz
          )
          ORDER BY t1.number DESC
          LIMIT $1::integer
        )
        SELECT json_build_object(
          'nodes', coalesce(
            json_agg(
              (
                SELECT row_to_json(o)
                FROM (SELECT t1.number AS "number", t1.name AS "name", t1.email AS "email") o
              )
            ),
            '[]'::json
          ),
          'pageInfo', json_build_object(
            'hasNextPage', ((SELECT count(*) FROM pt1) > 50),
            'endCursor', upper(
              encode(
                convert_to('number-' || chr(31) || (array_agg(CAST(t1.number AS text)))[count(*)], 'UTF8'),
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
-- parameters: integer, text, text, text, text, instant
