SELECT json_object(
  'contacts', (
    WITH pt1 AS MATERIALIZED (
      SELECT t1.number AS number, t1.name AS name, t1.id AS id
      FROM contact t1
      WHERE (EXISTS (SELECT 1 FROM contact_relation l WHERE l.contact_id = t1.id AND l.kind = 'CUSTOMER'))
        AND (t1.number) > (+?1)
      ORDER BY t1.number
      LIMIT 51
    )
    SELECT json_object(
      'nodes', json_group_array(
        json_object(
          'number', t1.number,
          'name', t1.name,
          'linkedCustomer', (
            SELECT json_object('number', t2.number, 'blocked', t2.blocked)
            FROM contact_relation lt2 JOIN customer t2 ON t2.id = lt2.customer_id
            WHERE lt2.contact_id = t1.id AND lt2.kind = 'CUSTOMER'
          )
        )
      ),
      'pageInfo', json_object(
        'hasNextPage', json(iif((SELECT count(*) FROM pt1) > 50, 'true', 'false')),
        'endCursor', nullif(
          hex('number' || char(31) || (json_group_array(CAST(t1.number AS text)) ->> '$[#-1]')), ''
        )
      )
    )
    FROM (SELECT * FROM pt1 LIMIT 50) t1
  )
)
-- parameters: text
