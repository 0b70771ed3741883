SELECT json_object(
  'contacts', (
    WITH pt1 AS MATERIALIZED (
      SELECT t1.updated_at AS updated_at, t1.id AS id, t1.number AS number
      FROM contact t1
      WHERE (t1.updated_at >= ?1 AND t1.updated_at < ?2)
      ORDER BY t1.updated_at, t1.id
      LIMIT 51
    )
    SELECT json_object(
      'totalCount', (SELECT count(*) FROM contact t1 WHERE (t1.updated_at >= ?1 AND t1.updated_at < ?2)),
      'nodes', json_group_array(
        json_object('id', 'contact-' || t1.id, 'number', t1.number, 'updatedAt', t1.updated_at)
      ),
      'pageInfo', json_object(
        'hasNextPage', json(iif((SELECT count(*) FROM pt1) > 50, 'true', 'false')),
        'endCursor', nullif(
          hex(
            'updated_at,id' || char(31) || (
              json_group_array(CAST(t1.updated_at AS text) || char(31) || CAST('' || t1.id AS text)) ->> '$[#-1]'
            )
          ),
          ''
        )
      )
    )
    FROM (SELECT * FROM pt1 LIMIT 50) t1
  )
)
-- parameters: instant, instant
