SELECT json_object(
  'contact', (
    SELECT json_object(
      'id', 'contact-' || t1.id,
      'number', t1.number,
      'name', t1.name,
      'name2', t1.name2,
      'type', t1.type,
      'email', t1.email,
      'phone', t1.phone,
      'homePage', t1.home_page,
      'vatNumber', t1.vat_number,
      'privacyBlocked', json(iif(t1.privacy_blocked, 'true', 'false')),
      'version', t1.version,
      'updatedAt', t1.updated_at,
      'relationKind', (
        SELECT
        CASE count(*) WHEN 0 THEN 'NONE' WHEN 1 THEN coalesce(min(r.kind), 'OTHER') ELSE 'MULTIPLE'
        END
        FROM contact_relation r
        WHERE r.contact_id IN (t1.id, t1.company_id)
      ),
      'address', json_object(
        'line1', t1.address_line1,
        'line2', t1.address_line2,
        'postCode', t1.post_code,
        'city', t1.city,
        'county', t1.county,
        'countryCode', t1.country_code
      ),
      'company', (
        SELECT json_object('id', 'contact-' || t2.id, 'number', t2.number, 'name', t2.name)
        FROM contact t2
        WHERE t2.id = t1.company_id
      ),
      'persons', (
        SELECT json_object(
          'totalCount', (SELECT count(*) FROM contact t3 WHERE t3.company_id = t1.id),
          'nodes', json_group_array(
            json_object(
              'id', 'contact-' || t3.id,
              'number', t3.number,
              'name', t3.name,
              'jobTitle', t3.job_title,
              'email', t3.email,
              'phone', t3.phone
            )
          ),
          'pageInfo', json_object(
            'hasNextPage', json(
              iif(
                EXISTS (
                  SELECT 1
                  FROM contact t3
                  WHERE t3.company_id = t1.id
                  ORDER BY t3.number
                  LIMIT 1 OFFSET 20
                ),
                'true', 'false'
              )
            ),
            'endCursor', nullif(
              hex('number' || char(31) || (json_group_array(CAST(t3.number AS text)) ->> '$[#-1]')), ''
            )
          )
        )
        FROM (
          SELECT t3.number AS number,
            t3.id AS id,
            t3.name AS name,
            t3.job_title AS job_title,
            t3.email AS email,
            t3.phone AS phone
          FROM contact t3
          WHERE t3.company_id = t1.id
          ORDER BY t3.number
          LIMIT 20
        ) t3
      ),
      'linkedCustomer', (
        SELECT json_object(
          'id', 'customer-' || t4.id,
          'number', t4.number,
          'name', t4.name,
          'blocked', t4.blocked,
          'billing', json_object(
            'paymentTermsCode', t4.payment_terms_code,
            'creditLimit', iif(t4.credit_limit < 0, '-', '') || (abs(t4.credit_limit) / 100000) || iif(
              abs(t4.credit_limit) % 100000,
              '.' || rtrim(printf('%05d', abs(t4.credit_limit) % 100000), '0'),
              ''
            )
          )
        )
        FROM contact_relation lt4 JOIN customer t4 ON t4.id = lt4.customer_id
        WHERE lt4.contact_id = t1.id AND lt4.kind = 'CUSTOMER'
      ),
      'linkedVendor', (
        SELECT json_object(
          'id', 'vendor-' || t5.id, 'number', t5.number, 'name', t5.name, 'blocked', t5.blocked
        )
        FROM contact_relation lt5 JOIN vendor t5 ON t5.id = lt5.vendor_id
        WHERE lt5.contact_id = t1.id AND lt5.kind = 'VENDOR'
      ),
      'linkedBankAccounts', (
        SELECT json_group_array(
          json_object('id', 'bankaccount-' || t6.id, 'number', t6.number, 'name', t6.name, 'iban', t6.iban)
        )
        FROM (
          SELECT t6.id AS id, t6.number AS number, t6.name AS name, t6.iban AS iban
          FROM contact_relation lt6 JOIN bank_account t6 ON t6.id = lt6.bank_account_id
          WHERE lt6.contact_id = t1.id AND lt6.kind = 'BANK_ACCOUNT'
          ORDER BY lt6.created_at, lt6.id
        ) t6
      )
    )
    FROM contact t1
    WHERE t1.id = ?1
  )
)
-- parameters: uuid
