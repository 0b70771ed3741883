SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        WITH pt1 AS MATERIALIZED (
          SELECT t1.name_key AS name_key, t1.id AS id, t1.number AS number, t1.name AS name
          FROM vendor t1
          WHERE (t1.purchaser_code_key = $1::text AND t1.purchaser_code = $2::text)
          ORDER BY t1.name_key, t1.id
          LIMIT 51
        )
        SELECT json_build_object(
          'totalCount', (
            SELECT count(*)
            FROM vendor t1
            WHERE (t1.purchaser_code_key = $1::text AND t1.purchaser_code = $2::text)
          ),
          'nodes', coalesce(
            json_agg(
              (
                SELECT row_to_json(o)
                FROM (
                  SELECT t1.number AS "number",
                    t1.name AS "name",
                    (
                      SELECT row_to_json(o)
                      FROM (
                        SELECT t2.number AS "number", t2.name AS "name"
                        FROM contact_relation lt2 JOIN contact t2 ON t2.id = lt2.contact_id
                        WHERE lt2.vendor_id = t1.id
                      ) o
                    ) AS "linkedContact"
                ) o
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
      ) AS "vendors"
    ) o
  ) AS text
)
-- parameters: text, text
