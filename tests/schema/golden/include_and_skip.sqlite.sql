SELECT json_object(
  'contact', (
    SELECT json_object(
      'id', 'contact-' || t1.id,
      'name', t1.name,
      'linkedCustomer', (
        SELECT json_object('number', t2.number)
        FROM contact_relation lt2 JOIN customer t2 ON t2.id = lt2.customer_id
        WHERE lt2.contact_id = t1.id AND lt2.kind = 'CUSTOMER'
      ),
      'linkedVendor', (
        SELECT json_object('name', t3.name)
        FROM contact_relation lt3 JOIN vendor t3 ON t3.id = lt3.vendor_id
        WHERE lt3.contact_id = t1.id AND lt3.kind = 'VENDOR'
      )
    )
    FROM contact t1
    WHERE t1.number = ?1
  )
)
-- parameters: text
