SELECT json_object(
  'contacts', (
    SELECT json_object(
      'nodes', json_group_array(json_object('id', 'contact-' || t1.id, 'number', t1.number, 'name', t1.name)),
      'pageInfo', json_object(
        'hasNextPage', json(
          iif(
            EXISTS (
              SELECT 1
              FROM contact t1
              WHERE (t1.name_key, t1.id) < (+?1, +?2)
              ORDER BY t1.name_key DESC, t1.id DESC
              LIMIT 1 OFFSET 50
            ),
            'true', 'false'
          )
        ),
        'hasPreviousPage', json(
          iif(
            (
              SELECT 1
              FROM contact t2
              WHERE (t2.name_key, t2.id) >= (+?1, +?2)
              ORDER BY t2.name_key, t2.id
              LIMIT 1
            ) IS NOT NULL,
            'true', 'false'
          )
        ),
        'startCursor', nullif(
          hex(
            'name_key-,id-' || char(31) || (
              json_group_array(CAST(t1.name_key AS text) || char(31) || CAST('' || t1.id AS text)) ->> '$[0]'
            )
          ),
          ''
        ),
        'endCursor', nullif(
          hex(
            'name_key-,id-' || char(31) || (
              json_group_array(CAST(t1.name_key AS text) || char(31) || CAST('' || t1.id AS text)) ->> '$[#-1]'
            )
          ),
          ''
        )
      )
    )
    FROM (
      SELECT t1.name_key AS name_key, t1.id AS id, t1.number AS number, t1.name AS name
      FROM contact t1
      WHERE (t1.name_key, t1.id) < (+?1, +?2)
      ORDER BY t1.name_key DESC, t1.id DESC
      LIMIT 50
    ) t1
  )
)
-- parameters: text, uuid
