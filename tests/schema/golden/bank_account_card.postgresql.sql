SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT row_to_json(o)
        FROM (
          SELECT 'bankaccount-' || t1.id::text AS "id",
            t1.name AS "name",
            t1.iban AS "iban",
            t1.bic AS "bic",
            t1.blocked AS "blocked",
            (
              SELECT row_to_json(o)
              FROM (
                SELECT 'contact-' || t2.id::text AS "id", t2.number AS "number", t2.name AS "name"
                FROM contact_relation lt2 JOIN contact t2 ON t2.id = lt2.contact_id
                WHERE lt2.bank_account_id = t1.id
              ) o
            ) AS "linkedContact"
          FROM bank_account t1
          WHERE t1.number = $1::text
        ) o
      ) AS "bankAccount"
    ) o
  ) AS text
)
-- parameters: text
