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
                    t1.description AS "description",
                    trim_scale(t1.unit_price::numeric / 100000)::text AS "unitPrice"
                ) o
              )
            ),
            '[]'::json
          ),
          'pageInfo', json_build_object(
            'hasNextPage', (EXISTS (SELECT 1 FROM item t1 WHERE true ORDER BY t1.number LIMIT 1 OFFSET 50)),
            'endCursor', upper(
              encode(
                convert_to('number' || chr(31) || (array_agg(CAST(t1.number AS text)))[count(*)], 'UTF8'),
                'hex'
              )
            )
          )
        )
        FROM (
          SELECT t1.number AS number, t1.description AS description, t1.unit_price AS unit_price
          FROM item t1
          WHERE true
          ORDER BY t1.number
          LIMIT 50
        ) t1
      ) AS "items",
        (
          SELECT row_to_json(o)
          FROM (
            SELECT t2.number AS "number",
              trim_scale(t2.unit_price::numeric / 100000)::text AS "unitPrice",
              trim_scale(t2.vat_percent::numeric / 100000)::text AS "vatPercent"
            FROM item t2
            WHERE t2.number = $1::text
          ) o
        ) AS "item"
    ) o
  ) AS text
)
-- parameters: text
