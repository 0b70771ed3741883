SELECT json_object(
  'contacts', (
    WITH pt1 AS MATERIALIZED (
      SELECT t1.name_key AS name_key, t1.id AS id, t1.number AS number, t1.name AS name
      FROM contact t1
      WHERE t1.type = 'COMPANY'
      ORDER BY t1.name_key, t1.id
      LIMIT 51
    )
    SELECT json_object(
      'nodes', json_group_array(json_object('id', 'contact-' || t1.id, 'number', t1.number, 'name', t1.name)),
      'pageInfo', json_object(
        'hasNextPage', json(iif((SELECT count(*) FROM pt1) > 50, 'true', 'false')),
        'endCursor', nullif(
          hex(
            'name_key,id' || char(31) || (
              json_group_array(CAST(t1.name_key AS text) || char(31) || CAST('' || t1.id AS text)) ->> '$[#-1]'
            )
          ),
          ''
        )
      )
    )
    FROM (SELECT * FROM pt1 LIMIT 50) t1
  )
)
-- parameters: none
