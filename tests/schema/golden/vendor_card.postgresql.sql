SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT row_to_json(o)
        FROM (
          SELECT 'vendor-' || t1.id::text AS "id",
            t1.name AS "name",
            t1.purchaser_code AS "purchaserCode",
            t1.blocked AS "blocked",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT t1.vendor_posting_group AS "vendorPostingGroup",
                  t1.payment_terms_code AS "paymentTermsCode",
                  (
                    SELECT row_to_json(o)
                    FROM (
                      SELECT t2.number AS "number", t2.name AS "name"
                      FROM vendor t2
                      WHERE t2.id = t1.pay_to_vendor_id
                    ) o
                  ) AS "payToVendor"
              ) o
            ) AS "billing",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT t3.number AS "number", t3.name AS "name"
                FROM contact t3
                WHERE t3.id = t1.primary_contact_id
              ) o
            ) AS "primaryContact",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT 'contact-' || t4.id::text AS "id",
                  t4.number AS "number",
                  (
                    SELECT row_to_json(o)
                    FROM (
                      SELECT t5.number AS "number"
                      FROM contact_relation lt5 JOIN customer t5 ON t5.id = lt5.customer_id
                      WHERE lt5.contact_id = t4.id AND lt5.kind = 'CUSTOMER'
                    ) o
                  ) AS "linkedCustomer"
                FROM contact_relation lt4 JOIN contact t4 ON t4.id = lt4.contact_id
                WHERE lt4.vendor_id = t1.id
              ) o
            ) AS "linkedContact"
          FROM vendor t1
          WHERE t1.number = $1::text
        ) o
      ) AS "vendor"
    ) o
  ) AS text
)
-- parameters: text
