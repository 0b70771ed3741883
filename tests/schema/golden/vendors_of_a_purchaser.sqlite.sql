SELECT json_object(
  'vendors', (
    WITH pt1 AS MATERIALIZED (
      SELECT t1.name_key AS name_key, t1.id AS id, t1.number AS number, t1.name AS name
      FROM vendor t1
      WHERE (t1.purchaser_code_key = ?1 AND t1.purchaser_code = ?2)
      ORDER BY t1.name_key, t1.id
      LIMIT 51
    )
    SELECT json_object(
      'totalCount', (
        SELECT count(*)
        FROM vendor t1
        WHERE (t1.purchaser_code_key = ?1 AND t1.purchaser_code = ?2)
      ),
      'nodes', json_group_array(
        json_object(
          'number', t1.number,
          'name', t1.name,
          'linkedContact', (
            SELECT json_object('number', t2.number, 'name', t2.name)
            FROM contact_relation lt2 JOIN contact t2 ON t2.id = lt2.contact_id
            WHERE lt2.vendor_id = t1.id
          )
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
