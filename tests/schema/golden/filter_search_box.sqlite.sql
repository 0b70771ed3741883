SELECT json_object(
  'contacts', (
    SELECT json_object(
      'nodes', json_group_array(
        json_object('id', 'contact-' || t1.id, 'number', t1.number, 'name', t1.name, 'email', t1.email)
      )
    )
    FROM (
      SELECT t1.number AS number, t1.id AS id, t1.name AS name, t1.email AS email
      FROM contact t1
      WHERE (
        (t1.number IS NOT NULL AND t1.number_key >= ?1 AND t1.number_key < ?2)
        OR (t1.name IS NOT NULL AND t1.name_key >= ?3 AND t1.name_key < ?4)
        OR (t1.email IS NOT NULL AND t1.email_key >= ?5 AND t1.email_key < ?6)
        OR (t1.post_code IS NOT NULL AND t1.post_code_key >= ?7 AND t1.post_code_key < ?8)
      )
      ORDER BY t1.number
      LIMIT 20
    ) t1
  )
)
-- parameters: text, text, text, text, text, text, text, text
