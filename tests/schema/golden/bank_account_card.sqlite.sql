SELECT json_object(
  'bankAccount', (
    SELECT json_object(
      'id', 'bankaccount-' || t1.id,
      'name', t1.name,
      'iban', t1.iban,
      'bic', t1.bic,
      'blocked', json(iif(t1.blocked, 'true', 'false')),
      'linkedContact', (
        SELECT json_object('id', 'contact-' || t2.id, 'number', t2.number, 'name', t2.name)
        FROM contact_relation lt2 JOIN contact t2 ON t2.id = lt2.contact_id
        WHERE lt2.bank_account_id = t1.id
      )
    )
    FROM bank_account t1
    WHERE t1.number = ?1
  )
)
-- parameters: text
