SELECT json_object(
  'contacts', (
    SELECT json_object(
      'nodes', json_group_array(json_object('number', t1.number, 'createdAt', t1.created_at)),
      'pageInfo', json_object(
        'hasNextPage', json(
          iif(
            EXISTS (
              SELECT 1
              FROM contact t1
              WHERE (t1.created_at, t1.id) > (+?1, +?2)
              ORDER BY t1.created_at, t1.id
              LIMIT 1 OFFSET 50
            ),
            'true', 'false'
          )
        ),
        'endCursor', nullif(
          hex(
            'created_at,id' || char(31) || (
              json_group_array(CAST(t1.created_at AS text) || char(31) || CAST('' || t1.id AS text)) ->> '$[#-1]'
            )
          ),
          ''
        )
      )
    )
    FROM (
      SELECT t1.created_at AS created_at, t1.id AS id, t1.number AS number
      FROM contact t1
      WHERE (t1.created_at, t1.id) > (+?1, +?2)
      ORDER BY t1.created_at, t1.id
      LIMIT 50
    ) t1
  )
)
-- parameters: instant, uuid
