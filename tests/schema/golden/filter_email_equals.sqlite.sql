SELECT json_object(
  'contacts', (
    SELECT json_object(
      'nodes', json_group_array(
        json_object(
          'id', 'contact-' || t1.id,
          'number', t1.number,
          'name', t1.name,
          'email', t1.email,
          'linkedCustomer', (
            SELECT json_object('number', t2.number)
            FROM contact_relation lt2 JOIN customer t2 ON t2.id = lt2.customer_id
            WHERE lt2.contact_id = t1.id AND lt2.kind = 'CUSTOMER'
          )
        )
      )
    )
    FROM (
      SELECT t1.number AS number, t1.id AS id, t1.name AS name, t1.email AS email
      FROM contact t1
      WHERE (t1.email_key = ?1 AND t1.email = ?2)
      ORDER BY t1.number
      LIMIT 50
    ) t1
  )
)
-- parameters: text, text
