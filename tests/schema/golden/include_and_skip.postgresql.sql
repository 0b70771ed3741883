SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT row_to_json(o)
        FROM (
          SELECT 'contact-' || t1.id::text AS "id",
            t1.name AS "name",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT t2.number AS "number"
                FROM contact_relation lt2 JOIN customer t2 ON t2.id = lt2.customer_id
                WHERE lt2.contact_id = t1.id AND lt2.kind = 'CUSTOMER'
              ) o
            ) AS "linkedCustomer",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT t3.name AS "name"
                FROM contact_relation lt3 JOIN vendor t3 ON t3.id = lt3.vendor_id
                WHERE lt3.contact_id = t1.id AND lt3.kind = 'VENDOR'
              ) o
            ) AS "linkedVendor"
          FROM contact t1
          WHERE t1.number = $1::text
        ) o
      ) AS "contact"
    ) o
  ) AS text
)
-- parameters: text
