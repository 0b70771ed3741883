SELECT json_object(
  'customers', (
    WITH pt1 AS MATERIALIZED (
      SELECT t1.number AS number, t1.name AS name, t1.country_code AS country_code
      FROM customer t1
      WHERE t1.country_code IN (SELECT value FROM json_each(?1))
      ORDER BY t1.number
      LIMIT 51
    )
    SELECT json_object(
      'nodes', json_group_array(
        json_object(
          'number', t1.number, 'name', t1.name, 'address', json_object('countryCode', t1.country_code)
        )
      ),
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
-- parameters: text_list
