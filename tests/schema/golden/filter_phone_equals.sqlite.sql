SELECT json_object(
  'contacts', (
    SELECT json_object(
      'nodes', json_group_array(json_object('id', 'contact-' || t1.id, 'number', t1.number, 'name', t1.name))
    )
    FROM (
      SELECT t1.number AS number, t1.id AS id, t1.name AS name
      FROM contact t1
      WHERE t1.phone = ?1
      ORDER BY t1.number
      LIMIT 50
    ) t1
  ),
  'customers', (
    SELECT json_object(
      'nodes', json_group_array(json_object('id', 'customer-' || t2.id, 'number', t2.number, 'name', t2.name))
    )
    FROM (
      SELECT t2.number AS number, t2.id AS id, t2.name AS name
      FROM customer t2
      WHERE t2.phone = ?2
      ORDER BY t2.number
      LIMIT 50
    ) t2
  ),
  'vendors', (
    SELECT json_object(
      'nodes', json_group_array(json_object('id', 'vendor-' || t3.id, 'number', t3.number, 'name', t3.name))
    )
    FROM (
      SELECT t3.number AS number, t3.id AS id, t3.name AS name
      FROM vendor t3
      WHERE t3.phone = ?3
      ORDER BY t3.number
      LIMIT 50
    ) t3
  )
)
-- parameters: text, text, text
