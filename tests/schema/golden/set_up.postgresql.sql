SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT coalesce(
        (
          SELECT row_to_json(o)
          FROM (
            SELECT t1.name AS "name",
              t1.currency_code AS "currencyCode",
              t1.language_code AS "languageCode",
              (SELECT row_to_json(o) FROM (SELECT t1.city AS "city", t1.country_code AS "countryCode") o) AS "address"
            FROM company_information t1
            WHERE true
          ) o
        ),
        '"\u0000"'::json
      ) AS "companyInformation",
        coalesce(
          (
            SELECT row_to_json(o)
            FROM (
              SELECT (
                SELECT row_to_json(o)
                FROM (SELECT t2.inherit_salesperson AS "salesperson", t2.inherit_territory AS "territory") o
              ) AS "inherit",
                (
                  SELECT row_to_json(o)
                  FROM (SELECT t3.code AS "code" FROM number_series t3 WHERE t3.id = t2.contact_numbers_id) o
                ) AS "contactNumbers"
              FROM marketing_setup t2
              WHERE true
            ) o
          ),
          '"\u0000"'::json
        ) AS "marketingSetup",
        (
          SELECT coalesce(
            json_agg(
              (
                SELECT row_to_json(o)
                FROM (
                  SELECT t4.code AS "code",
                    t4.description AS "description",
                    (
                      SELECT coalesce(
                        json_agg(
                          (SELECT row_to_json(o) FROM (SELECT t5.starting_number AS "startingNumber") o)
                        ),
                        '[]'::json
                      )
                      FROM (
                        SELECT t5.starting_number AS starting_number
                        FROM number_series_line t5
                        WHERE t5.series_id = t4.id
                        ORDER BY t5.position
                      ) t5
                    ) AS "lines"
                ) o
              )
            ),
            '[]'::json
          )
          FROM (
            SELECT t4.code AS code, t4.description AS description, t4.id AS id
            FROM number_series t4
            WHERE true
            ORDER BY t4.code
          ) t4
        ) AS "numberSeries",
        (
          SELECT coalesce(
            json_agg(
              (
                SELECT row_to_json(o)
                FROM (SELECT t6.kind AS "kind", t6.field AS "field", t6.direction AS "direction") o
              )
            ),
            '[]'::json
          )
          FROM (
            SELECT t6.kind AS kind, t6.field AS field, t6.direction AS direction
            FROM (
              WITH d(position, kind, field, direction, contact_name, card_name) AS (
                VALUES (0, 'CUSTOMER', 'NAME', 'BOTH', 'name', 'name'),
                (1, 'CUSTOMER', 'NAME_2', 'BOTH', 'name2', 'name2'),
                (2, 'CUSTOMER', 'ADDRESS_LINE1', 'BOTH', 'address.line1', 'address.line1'),
                (3, 'CUSTOMER', 'ADDRESS_LINE2', 'BOTH', 'address.line2', 'address.line2'),
                (4, 'CUSTOMER', 'CITY', 'BOTH', 'address.city', 'address.city'),
                (5, 'CUSTOMER', 'POST_CODE', 'BOTH', 'address.postCode', 'address.postCode'),
                (6, 'CUSTOMER', 'COUNTY', 'BOTH', 'address.county', 'address.county'),
                (7, 'CUSTOMER', 'COUNTRY_CODE', 'BOTH', 'address.countryCode', 'address.countryCode'),
                (8, 'CUSTOMER', 'PHONE', 'BOTH', 'phone', 'phone'),
                (9, 'CUSTOMER', 'MOBILE_PHONE', 'BOTH', 'mobilePhone', 'mobilePhone'),
                (10, 'CUSTOMER', 'FAX', 'BOTH', 'fax', 'fax'),
                (11, 'CUSTOMER', 'EMAIL', 'BOTH', 'email', 'email'),
                (12, 'CUSTOMER', 'HOME_PAGE', 'BOTH', 'homePage', 'homePage'),
                (13, 'CUSTOMER', 'LANGUAGE_CODE', 'BOTH', 'languageCode', 'languageCode'),
                (14, 'CUSTOMER', 'CURRENCY_CODE', 'BOTH', 'currencyCode', 'currencyCode'),
                (15, 'CUSTOMER', 'TERRITORY_CODE', 'BOTH', 'territoryCode', 'territoryCode'),
                (16, 'CUSTOMER', 'SALESPERSON_CODE', 'BOTH', 'salespersonCode', 'salespersonCode'),
                (17, 'CUSTOMER', 'VAT_NUMBER', 'BOTH', 'vatNumber', 'vatNumber'),
                (18, 'CUSTOMER', 'REGISTRATION_NUMBER', 'BOTH', 'registrationNumber', 'registrationNumber'),
                (19, 'CUSTOMER', 'CONTACT_TYPE', 'CONTACT_TO_CARD', 'type', 'contactType'),
                (20, 'CUSTOMER', 'PRIVACY_BLOCKED', 'CONTACT_TO_CARD', 'privacyBlocked', 'privacyBlocked'),
                (21, 'VENDOR', 'NAME', 'BOTH', 'name', 'name'),
                (22, 'VENDOR', 'NAME_2', 'BOTH', 'name2', 'name2'),
                (23, 'VENDOR', 'ADDRESS_LINE1', 'BOTH', 'address.line1', 'address.line1'),
                (24, 'VENDOR', 'ADDRESS_LINE2', 'BOTH', 'address.line2', 'address.line2'),
                (25, 'VENDOR', 'CITY', 'BOTH', 'address.city', 'address.city'),
                (26, 'VENDOR', 'POST_CODE', 'BOTH', 'address.postCode', 'address.postCode'),
                (27, 'VENDOR', 'COUNTY', 'BOTH', 'address.county', 'address.county'),
                (28, 'VENDOR', 'COUNTRY_CODE', 'BOTH', 'address.countryCode', 'address.countryCode'),
                (29, 'VENDOR', 'PHONE', 'BOTH', 'phone', 'phone'),
                (30, 'VENDOR', 'MOBILE_PHONE', 'BOTH', 'mobilePhone', 'mobilePhone'),
                (31, 'VENDOR', 'FAX', 'BOTH', 'fax', 'fax'),
                (32, 'VENDOR', 'EMAIL', 'BOTH', 'email', 'email'),
                (33, 'VENDOR', 'HOME_PAGE', 'BOTH', 'homePage', 'homePage'),
                (34, 'VENDOR', 'LANGUAGE_CODE', 'BOTH', 'languageCode', 'languageCode'),
                (35, 'VENDOR', 'CURRENCY_CODE', 'BOTH', 'currencyCode', 'currencyCode'),
                (36, 'VENDOR', 'TERRITORY_CODE', 'BOTH', 'territoryCode', 'territoryCode'),
                (37, 'VENDOR', 'VAT_NUMBER', 'BOTH', 'vatNumber', 'vatNumber'),
                (38, 'VENDOR', 'REGISTRATION_NUMBER', 'BOTH', 'registrationNumber', 'registrationNumber'),
                (39, 'VENDOR', 'PRIVACY_BLOCKED', 'CONTACT_TO_CARD', 'privacyBlocked', 'privacyBlocked'),
                (40, 'BANK_ACCOUNT', 'NAME', 'BOTH', 'name', 'name'),
                (41, 'BANK_ACCOUNT', 'NAME_2', 'BOTH', 'name2', 'name2'),
                (42, 'BANK_ACCOUNT', 'ADDRESS_LINE1', 'BOTH', 'address.line1', 'address.line1'),
                (43, 'BANK_ACCOUNT', 'ADDRESS_LINE2', 'BOTH', 'address.line2', 'address.line2'),
                (44, 'BANK_ACCOUNT', 'CITY', 'BOTH', 'address.city', 'address.city'),
                (45, 'BANK_ACCOUNT', 'POST_CODE', 'BOTH', 'address.postCode', 'address.postCode'),
                (46, 'BANK_ACCOUNT', 'COUNTY', 'BOTH', 'address.county', 'address.county'),
                (47, 'BANK_ACCOUNT', 'COUNTRY_CODE', 'BOTH', 'address.countryCode', 'address.countryCode'),
                (48, 'BANK_ACCOUNT', 'PHONE', 'BOTH', 'phone', 'phone'),
                (49, 'BANK_ACCOUNT', 'MOBILE_PHONE', 'BOTH', 'mobilePhone', 'mobilePhone'),
                (50, 'BANK_ACCOUNT', 'FAX', 'BOTH', 'fax', 'fax'),
                (51, 'BANK_ACCOUNT', 'EMAIL', 'BOTH', 'email', 'email'),
                (52, 'BANK_ACCOUNT', 'HOME_PAGE', 'BOTH', 'homePage', 'homePage'),
                (53, 'BANK_ACCOUNT', 'LANGUAGE_CODE', 'BOTH', 'languageCode', 'languageCode'),
                (54, 'BANK_ACCOUNT', 'CURRENCY_CODE', 'BOTH', 'currencyCode', 'currencyCode'),
                (55, 'BANK_ACCOUNT', 'TERRITORY_CODE', 'BOTH', 'territoryCode', 'territoryCode')
              )
              SELECT d.position,
                d.kind,
                d.field,
                d.kind || '.' || d.field AS name,
                d.contact_name,
                d.card_name,
                coalesce(r.direction, d.direction) AS direction,
                r.direction IS NOT NULL AS is_changed
              FROM d LEFT JOIN sync_rule r ON r.kind = d.kind AND r.field = d.field
            ) t6
            WHERE t6.kind = $1::text
            ORDER BY t6.position
          ) t6
        ) AS "syncRules",
        (
          SELECT coalesce(
            json_agg((SELECT row_to_json(o) FROM (SELECT t7.code AS "code", t7.name AS "name") o)), '[]'::json
          )
          FROM (SELECT t7.code AS code, t7.name AS name FROM salesperson t7 WHERE true ORDER BY t7.code) t7
        ) AS "salespeople",
        (
          SELECT coalesce(
            json_agg((SELECT row_to_json(o) FROM (SELECT t8.code AS "code", t8.due_days AS "dueDays") o)),
            '[]'::json
          )
          FROM (
            SELECT t8.code AS code, t8.due_days AS due_days
            FROM payment_terms t8
            WHERE true
            ORDER BY t8.code
          ) t8
        ) AS "paymentTerms",
        (
          SELECT coalesce(
            json_agg(
              (SELECT row_to_json(o) FROM (SELECT t9.code AS "code", t9.description AS "description") o)
            ),
            '[]'::json
          )
          FROM (
            SELECT t9.code AS code, t9.description AS description
            FROM customer_template t9
            WHERE t9.contact_type = $2::text
            ORDER BY t9.code
          ) t9
        ) AS "customerTemplates",
        (
          SELECT coalesce(json_agg((SELECT row_to_json(o) FROM (SELECT t10.code AS "code") o)), '[]'::json)
          FROM (SELECT t10.code AS code FROM vendor_template t10 WHERE true ORDER BY t10.code) t10
        ) AS "vendorTemplates"
    ) o
  ) AS text
)
-- parameters: text, text
