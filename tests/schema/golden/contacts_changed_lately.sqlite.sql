SELECT json_object(
  'contacts', (
    SELECT json_object(
      'nodes', json_group_array(
        json_object(
          'id', 'contact-' || t1.id,
          'number', t1.number,
          'name', t1.name,
          'updatedAt', t1.updated_at,
          'version', t1.version
        )
      ),
      'pageInfo', json_object(
        'hasNextPage', json(
          iif(
            EXISTS (
              SELECT 1
              FROM contact t1
              WHERE true
              ORDER BY t1.updated_at DESC, t1.id DESC
              LIMIT 1 OFFSET 20
            ),
            'true', 'false'
          )
        ),
        'endCursor', nullif(
          hex(
            'updated_at-,id-' || char(31) || (
              json_group_array(CAST(t1.updated_at AS text) || char(31) || CAST('' || t1.id AS text)) ->> '$[#-1]'
            )
          ),
          ''
        )
      )
    )
    FROM (
      SELECT t1.updated_at AS updated_at,
        t1.id AS id,
        t1.number AS number,
        t1.name AS name,
        t1.version AS version
      FROM contact t1
      WHERE true
      ORDER BY t1.updated_at DESC, t1.id DESC
      LIMIT 20
    ) t1
  )
)
-- parameters: none
