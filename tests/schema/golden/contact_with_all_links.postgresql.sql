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
            t1.name2 AS "name2",
            t1.type AS "type",
            t1.email AS "email",
            t1.phone AS "phone",
            t1.home_page AS "homePage",
            t1.vat_number AS "vatNumber",
            t1.privacy_blocked AS "privacyBlocked",
            t1.version AS "version",
            to_char(t1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "updatedAt",
            (
              SELECT
              CASE count(*) WHEN 0 THEN 'NONE' WHEN 1 THEN coalesce(min(r.kind), 'OTHER') ELSE 'MULTIPLE'
              END
              FROM contact_relation r
              WHERE r.contact_id IN (t1.id, t1.company_id)
            ) AS "relationKind",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT t1.address_line1 AS "line1",
                  t1.address_line2 AS "line2",
                  t1.post_code AS "postCode",
                  t1.city AS "city",
                  t1.county AS "county",
                  t1.country_code AS "countryCode"
              ) o
            ) AS "address",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT 'contact-' || t2.id::text AS "id", t2.number AS "number", t2.name AS "name"
                FROM contact t2
                WHERE t2.id = t1.company_id
              ) o
            ) AS "company",
            (
              SELECT json_build_object(
                'totalCount', (SELECT count(*) FROM contact t3 WHERE t3.company_id = t1.id),
                'nodes', coalesce(
                  json_agg(
                    (
                      SELECT row_to_json(o)
                      FROM (
                        SELECT 'contact-' || t3.id::text AS "id",
                          t3.number AS "number",
                          t3.name AS "name",
                          t3.job_title AS "jobTitle",
                          t3.email AS "email",
                          t3.phone AS "phone"
                      ) o
                    )
                  ),
                  '[]'::json
                ),
                'pageInfo', json_build_object(
                  'hasNextPage', (
                    EXISTS (
                      SELECT 1
                      FROM contact t3
                      WHERE t3.company_id = t1.id
                      ORDER BY t3.number
                      LIMIT 1 OFFSET 20
                    )
                  ),
                  'endCursor', upper(
                    encode(
                      convert_to(
                        'number' || chr(31) || (array_agg(CAST(t3.number AS text)))[count(*)], 'UTF8'
                      ),
                      'hex'
                    )
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
            ) AS "persons",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT 'customer-' || t4.id::text AS "id",
                  t4.number AS "number",
                  t4.name AS "name",
                  t4.blocked AS "blocked",
                  (
                    SELECT row_to_json(o)
                    FROM (
                      SELECT t4.payment_terms_code AS "paymentTermsCode",
                        trim_scale(t4.credit_limit::numeric / 100000)::text AS "creditLimit"
                    ) o
                  ) AS "billing"
                FROM contact_relation lt4 JOIN customer t4 ON t4.id = lt4.customer_id
                WHERE lt4.contact_id = t1.id AND lt4.kind = 'CUSTOMER'
              ) o
            ) AS "linkedCustomer",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT 'vendor-' || t5.id::text AS "id",
                  t5.number AS "number",
                  t5.name AS "name",
                  t5.blocked AS "blocked"
                FROM contact_relation lt5 JOIN vendor t5 ON t5.id = lt5.vendor_id
                WHERE lt5.contact_id = t1.id AND lt5.kind = 'VENDOR'
              ) o
            ) AS "linkedVendor",
            (
              SELECT coalesce(
                json_agg(
                  (
                    SELECT row_to_json(o)
                    FROM (
                      SELECT 'bankaccount-' || t6.id::text AS "id",
                        t6.number AS "number",
                        t6.name AS "name",
                        t6.iban AS "iban"
                    ) o
                  )
                ),
                '[]'::json
              )
              FROM (
                SELECT t6.id AS id, t6.number AS number, t6.name AS name, t6.iban AS iban
                FROM contact_relation lt6 JOIN bank_account t6 ON t6.id = lt6.bank_account_id
                WHERE lt6.contact_id = t1.id AND lt6.kind = 'BANK_ACCOUNT'
                ORDER BY lt6.created_at, lt6.id
              ) t6
            ) AS "linkedBankAccounts"
          FROM contact t1
          WHERE t1.id = $1::uuid
        ) o
      ) AS "contact"
    ) o
  ) AS text
)
-- parameters: uuid
