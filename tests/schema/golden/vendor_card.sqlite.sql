SELECT json_object(
  'vendor', (
    SELECT json_object(
      'id', 'vendor-' || t1.id,
      'name', t1.name,
      'purchaserCode', t1.purchaser_code,
      'blocked', t1.blocked,
      'billing', json_object(
        'vendorPostingGroup', t1.vendor_posting_group,
        'paymentTermsCode', t1.payment_terms_code,
        'payToVendor', (
          SELECT json_object('number', t2.number, 'name', t2.name)
          FROM vendor t2
          WHERE t2.id = t1.pay_to_vendor_id
        )
      ),
      'primaryContact', (
        SELECT json_object('number', t3.number, 'name', t3.name)
        FROM contact t3
        WHERE t3.id = t1.primary_contact_id
      ),
      'linkedContact', (
        SELECT json_object(
          'id', 'contact-' || t4.id,
          'number', t4.number,
          'linkedCustomer', (
            SELECT json_object('number', t5.number)
            FROM contact_relation lt5 JOIN customer t5 ON t5.id = lt5.customer_id
            WHERE lt5.contact_id = t4.id AND lt5.kind = 'CUSTOMER'
          )
        )
        FROM contact_relation lt4 JOIN contact t4 ON t4.id = lt4.contact_id
        WHERE lt4.vendor_id = t1.id
      )
    )
    FROM vendor t1
    WHERE t1.number = ?1
  )
)
-- parameters: text
