SELECT json_object(
  'contacts', (
    SELECT json_object(
      'nodes', json_group_array(json_object('id', 'contact-' || t1.id, 'number', t1.number, 'name', t1.name))
    )
    FROM (
      SELECT t1.number AS number, t1.id AS id, t1.name AS name
      FROM contact t1
      WHERE t1.number IN (SELECT value FROM json_each(?1))
      ORDER BY t1.number
      LIMIT 50
    ) t1
  )
)
-- parameters: text_list
