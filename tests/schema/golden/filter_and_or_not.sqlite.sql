SELECT json_object(
  'contacts', (
    WITH pt1 AS MATERIALIZED (
      SELECT t1.number AS number, t1.name AS name, t1.email AS email
      FROM contact t1
      WHERE (
        (
          t1.type = 'COMPANY'
          AND (
            (t1.city_key = ?1 AND t1.city = ?2) OR (t1.salesperson_code_key = ?3 AND t1.salesperson_code = ?4)
          )
        )
        AND (t1.email IS NULL) IS NOT TRUE
        AND t1.updated_at >= ?5
      )
      ORDER BY t1.number DESC
      LIMIT 51
    )
    SELECT json_object(
      'nodes', json_group_array(json_object('number', t1.number, 'name', t1.name, 'email', t1.email)),
      'pageInfo', json_object(
        'hasNextPage', json(iif((SELECT count(*) FROM pt1) > 50, 'true', 'false')),
        'endCursor', nullif(
          hex('number-' || char(31) || (json_group_array(CAST(t1.number AS text)) ->> '$[#-1]')), ''
        )
      )
    )
    FROM (SELECT * FROM pt1 LIMIT 50) t1
  )
)
-- parameters: text, text, text, text, instant
