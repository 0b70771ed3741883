SELECT json_object(
  'contacts', (
    WITH pt1 AS MATERIALIZED (
      SELECT t1.name_key AS name_key,
        t1.id AS id,
        t1.number AS number,
        t1.name AS name,
        t1.post_code AS post_code,
        t1.city AS city
      FROM contact t1
      WHERE (t1.city_key = ?1 AND t1.city = ?2)
      ORDER BY t1.name_key, t1.id
      LIMIT 51
    )
    SELECT json_object(
      'nodes', json_group_array(
        json_object(
          'number', t1.number,
          'name', t1.name,
          'address', json_object('postCode', t1.post_code, 'city', t1.city)
        )
      ),
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
-- parameters: text, text
