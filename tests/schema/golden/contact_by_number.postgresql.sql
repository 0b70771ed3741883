SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT row_to_json(o)
        FROM (
          SELECT 'contact-' || t1.id::text AS "id",
            t1.number AS "number",
            t1.name AS "name",
            t1.phone AS "phone",
            t1.email AS "email",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT t1.address_line1 AS "line1",
                  t1.city AS "city",
                  t1.post_code AS "postCode",
                  t1.country_code AS "countryCode"
              ) o
            ) AS "address",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT t2.number AS "number", t2.name AS "name", t2.phone AS "phone", t2.blocked AS "blocked"
                FROM contact_relation lt2 JOIN customer t2 ON t2.id = lt2.customer_id
                WHERE lt2.contact_id = t1.id AND lt2.kind = 'CUSTOMER'
              ) o
            ) AS "linkedCustomer",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT t3.number AS "number", t3.name AS "name", t3.phone AS "phone"
                FROM contact_relation lt3 JOIN vendor t3 ON t3.id = lt3.vendor_id
                WHERE lt3.contact_id = t1.id AND lt3.kind = 'VENDOR'
              ) o
            ) AS "linkedVendor",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT t4.number AS "number", t4.name AS "name", t4.iban AS "iban"
                FROM (
                  SELECT t4.number AS number, t4.name AS name, t4.iban AS iban
                  FROM contact_relation lt4 JOIN bank_account t4 ON t4.id = lt4.bank_account_id
                  WHERE lt4.contact_id = t1.id AND lt4.kind = 'BANK_ACCOUNT'
                  ORDER BY lt4.created_at, lt4.id
                  LIMIT 1
                ) t4
              ) o
            ) AS "linkedBankAccount"
          FROM contact t1
          WHERE t1.number = $1::text
        ) o
      ) AS "contact"
    ) o
  ) AS text
)
-- parameters: text
