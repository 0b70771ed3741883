SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        WITH pt1 AS MATERIALIZED (
          SELECT t1.name_key AS name_key, t1.id AS id, t1.number AS number, t1.name AS name
          FROM contact t1
          WHERE t1.type = 'COMPANY'
          ORDER BY t1.name_key, t1.id
          LIMIT 51
        )
        SELECT json_build_object(
          'nodes', coalesce(
            json_agg(
              (
                SELECT row_to_json(o)
                FROM (SELECT 'contact-' || t1.id::text AS "id", t1.number AS "number", t1.name AS "name") o
              )
            ),
            '[]'::json
          ),
          'pageInfo', json_build_object(
            'hasNextPage', ((SELECT count(*) FROM pt1) > 50),
            'endCursor', upper(
              encode(
                convert_to(
                  'name_key,id' || chr(31) || (
                    array_agg(CAST(t1.name_key AS text) || chr(31) || CAST('' || t1.id::text AS text))
                  )[count(*)],
                  'UTF8'
                ),
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
