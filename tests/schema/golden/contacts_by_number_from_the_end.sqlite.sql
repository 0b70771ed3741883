SELECT json_object(
  'contacts', (
    SELECT json_object(
      'nodes', json_group_array(json_object('id', 'contact-' || t1.id, 'number', t1.number, 'name', t1.name)),
      'pageInfo', json_object(
        'hasPreviousPage', json(
          iif(
            EXISTS (
              SELECT 1
              FROM contact t1
              WHERE (t1.number) < (+?1)
              ORDER BY t1.number DESC
              LIMIT 1 OFFSET 50
            ),
            'true', 'false'
          )
        ),
        'startCursor', nullif(
          hex('number' || char(31) || (json_group_array(CAST(t1.number AS text)) ->> '$[0]')), ''
        )
      )
    )
    FROM (
      SELECT *
      FROM (
        SELECT t1.number AS number, t1.id AS id, t1.name AS name
        FROM contact t1
        WHERE (t1.number) < (+?1)
        ORDER BY t1.number DESC
        LIMIT 50
      ) t1
      ORDER BY t1.number
    ) t1
  )
)
-- parameters: text
