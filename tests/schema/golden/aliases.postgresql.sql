SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT (
        SELECT row_to_json(o)
        FROM (
          SELECT 'contact-' || t1.id::text AS "key",
            t1.name AS "label",
            (SELECT row_to_json(o) FROM (SELECT t1.city AS "name") o) AS "town"
          FROM contact t1
          WHERE t1.number = $1::text
        ) o
      ) AS "left",
        (
          SELECT row_to_json(o)
          FROM (
            SELECT 'contact-' || t2.id::text AS "key",
              t2.name AS "label",
              (SELECT row_to_json(o) FROM (SELECT t2.city AS "name") o) AS "town"
            FROM contact t2
            WHERE t2.number = $2::text
          ) o
        ) AS "right"
    ) o
  ) AS text
)
-- parameters: text, text
