SELECT json_object(
  'changeSets', (
    SELECT json_object(
      'nodes', json_group_array(
        json_object(
          'id', 'changeset-' || t1.id,
          'at', t1.at,
          'actor', t1.actor,
          'operation', t1.operation,
          'reverts', (
            SELECT json_object('id', 'changeset-' || t2.id)
            FROM change_set t2
            WHERE t2.id = t1.reverts_id
          ),
          'revertedBy', (
            SELECT json_object('id', 'changeset-' || t3.id)
            FROM change_set t3
            WHERE t3.reverts_id = t1.id
          )
        )
      ),
      'pageInfo', json_object(
        'hasNextPage', json(
          iif(
            EXISTS (
              SELECT 1
              FROM change_set t1
              WHERE (t1.at, t1.id) < (+?1, +?2)
              ORDER BY t1.at DESC, t1.id DESC
              LIMIT 1 OFFSET 20
            ),
            'true', 'false'
          )
        ),
        'endCursor', nullif(
          hex(
            'at-,id-' || char(31) || (
              json_group_array(CAST(t1.at AS text) || char(31) || CAST('' || t1.id AS text)) ->> '$[#-1]'
            )
          ),
          ''
        )
      )
    )
    FROM (
      SELECT t1.at AS at,
        t1.id AS id,
        t1.actor AS actor,
        t1.operation AS operation,
        t1.reverts_id AS reverts_id
      FROM change_set t1
      WHERE (t1.at, t1.id) < (+?1, +?2)
      ORDER BY t1.at DESC, t1.id DESC
      LIMIT 20
    ) t1
  )
)
-- parameters: instant, uuid
