SELECT json_object(
  'contacts', (
    SELECT json_object(
      'nodes', json_group_array(
        json_object(
          'id', 'contact-' || t1.id,
          'number', t1.number,
          'name', t1.name,
          'phone', t1.phone,
          'email', t1.email,
          'address', json_object('city', t1.city, 'countryCode', t1.country_code)
        )
      ),
      'pageInfo', json_object(
        'hasNextPage', json(
          iif(
            EXISTS (SELECT 1 FROM contact t1 WHERE (t1.number) > (+?1) ORDER BY t1.number LIMIT 1 OFFSET 50),
            'true', 'false'
          )
        ),
        'endCursor', nullif(
          hex('number' || char(31) || (json_group_array(CAST(t1.number AS text)) ->> '$[#-1]')), ''
        )
      )
    )
    FROM (
      SELECT t1.number AS number,
        t1.id AS id,
        t1.name AS name,
        t1.phone AS phone,
        t1.email AS email,
        t1.city AS city,
        t1.country_code AS country_code
      FROM contact t1
      WHERE (t1.number) > (+?1)
      ORDER BY t1.number
      LIMIT 50
    ) t1
  )
)
-- parameters: text
