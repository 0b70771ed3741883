SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        WITH pt1 AS MATERIALIZED (
          SELECT t1.number AS number, t1.name AS name
          FROM contact t1
          WHERE (
            NOT (EXISTS (SELECT 1 FROM contact_relation l WHERE l.contact_id = t1.id AND l.kind = 'VENDOR'))
            AND t1.type = 'COMPANY'
          )
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
-- parameters: none
