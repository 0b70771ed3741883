SELECT json_object(
  'left', (
    SELECT json_object('key', 'contact-' || t1.id, 'label', t1.name, 'town', json_object('name', t1.city))
    FROM contact t1
    WHERE t1.number = ?1
  ),
  'right', (
    SELECT json_object('key', 'contact-' || t2.id, 'label', t2.name, 'town', json_object('name', t2.city))
    FROM contact t2
    WHERE t2.number = ?2
  )
)
-- parameters: text, text
