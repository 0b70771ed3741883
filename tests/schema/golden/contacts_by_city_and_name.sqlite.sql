SELECT json_object(
  'contacts', (
    SELECT json_object(
      'nodes', json_group_array(
        json_object('number', t1.number, 'name', t1.name, 'address', json_object('city', t1.city))
      ),
      'pageInfo', json_object(
        'hasNextPage', json(
          iif(
            EXISTS (
              SELECT 1
              FROM contact t1
              WHERE t1.city_key >= +?1
                AND (
                  (t1.city_key > +?1)
                  OR (t1.city_key = +?1 AND t1.name_key < +?2)
                  OR (t1.city_key = +?1 AND t1.name_key = +?2 AND t1.id > +?3)
                )
              ORDER BY t1.city_key, t1.name_key DESC, t1.id
              LIMIT 1 OFFSET 50
            ),
            'true', 'false'
          )
        ),
        'endCursor', nullif(
          hex(
            'city_key,name_key-,id' || char(31) || (
              json_group_array(
                CAST(t1.city_key AS text) || char(31) || CAST(t1.name_key AS text) || char(31) || CAST(
                  '' || t1.id AS text
                )
              ) ->> '$[#-1]'
            )
          ),
          ''
        )
      )
    )
    FROM (
      SELECT t1.city_key AS city_key,
        t1.name_key AS name_key,
        t1.id AS id,
        t1.number AS number,
        t1.name AS name,
        t1.city AS city
      FROM contact t1
      WHERE t1.city_key >= +?1
        AND (
          (t1.city_key > +?1)
          OR (t1.city_key = +?1 AND t1.name_key < +?2)
          OR (t1.city_key = +?1 AND t1.name_key = +?2 AND t1.id > +?3)
        )
      ORDER BY t1.city_key, t1.name_key DESC, t1.id
      LIMIT 50
    ) t1
  )
)
-- parameters: text, text, uuid
