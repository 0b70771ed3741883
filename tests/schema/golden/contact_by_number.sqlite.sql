SELECT json_object(
  'contact', (
    SELECT json_object(
      'id', 'contact-' || t1.id,
      'number', t1.number,
      'name', t1.name,
      'phone', t1.phone,
      'email', t1.email,
      'address', json_object(
        'line1', t1.address_line1, 'city', t1.city, 'postCode', t1.post_code, 'countryCode', t1.country_code
      ),
      'linkedCustomer', (
        SELECT json_object('number', t2.number, 'name', t2.name, 'phone', t2.phone, 'blocked', t2.blocked)
        FROM contact_relation lt2 JOIN customer t2 ON t2.id = lt2.customer_id
        WHERE lt2.contact_id = t1.id AND lt2.kind = 'CUSTOMER'
      ),
      'linkedVendor', (
        SELECT json_object('number', t3.number, 'name', t3.name, 'phone', t3.phone)
        FROM contact_relation lt3 JOIN vendor t3 ON t3.id = lt3.vendor_id
        WHERE lt3.contact_id = t1.id AND lt3.kind = 'VENDOR'
      ),
      'linkedBankAccount', (
        SELECT json_object('number', t4.number, 'name', t4.name, 'iban', t4.iban)
        FROM (
          SELECT t4.number AS number, t4.name AS name, t4.iban AS iban
          FROM contact_relation lt4 JOIN bank_account t4 ON t4.id = lt4.bank_account_id
          WHERE lt4.contact_id = t1.id AND lt4.kind = 'BANK_ACCOUNT'
          ORDER BY lt4.created_at, lt4.id
          LIMIT 1
        ) t4
      )
    )
    FROM contact t1
    WHERE t1.number = ?1
  )
)
-- parameters: text
