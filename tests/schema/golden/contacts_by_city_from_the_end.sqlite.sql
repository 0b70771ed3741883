SELECT json_object(
  'contacts', (
    SELECT json_object(
      'nodes', json_group_array(json_object('number', t1.number, 'address', json_object('city', t1.city))),
      'pageInfo', json_object(
        'hasPreviousPage', json(
          iif(
            EXISTS (
              SELECT 1
              FROM contact t1
              WHERE (t1.city_key, t1.id) < (+?1, +?2)
              ORDER BY t1.city_key DESC, t1.id DESC
              LIMIT 1 OFFSET 25
            ),
            'true', 'false'
          )
        ),
        'startCursor', nullif(
          hex(
            'city_key,id' || char(31) || (
              json_group_array(CAST(t1.city_key AS text) || char(31) || CAST('' || t1.id AS text)) ->> '$[0]'
            )
          ),
          ''
        )
      )
    )
    FROM (
      SELECT *
      FROM (
        SELECT t1.city_key AS city_key, t1.id AS id, t1.number AS number, t1.city AS city
        FROM contact t1
        WHERE (t1.city_key, t1.id) < (+?1, +?2)
        ORDER BY t1.city_key DESC, t1.id DESC
        LIMIT 25
      ) t1
      ORDER BY t1.city_key, t1.id
    ) t1
  )
)
-- parameters: text, uuid
