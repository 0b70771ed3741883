SELECT json_object(
  'contacts', (
    WITH pt1 AS MATERIALIZED (
      SELECT t1.number AS number, t1.name AS name
      FROM contact t1
      WHERE (t1.country_code = ?1 AND (t1.salesperson_code_key = ?2 AND t1.salesperson_code = ?3))
        AND (t1.number) > (+?4)
      ORDER BY t1.number
      LIMIT 51
    )
    SELECT json_object(
      'nodes', json_group_array(json_object('number', t1.number, 'name', t1.name)),
      'pageInfo', json_object(
        'hasNextPage', json(iif((SELECT count(*) FROM pt1) > 50, 'true', 'false')),
        'endCursor', nullif(
          hex('number' || char(31) || (json_group_array(CAST(t1.number AS text)) ->> '$[#-1]')), ''
        )
      )
    )
    FROM (SELECT * FROM pt1 LIMIT 50) t1
  )
)
-- parameters: text, text, text, text
