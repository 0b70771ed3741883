SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT json_build_object('totalCount', (SELECT count(*) FROM contact t1 WHERE true)) AS "contacts",
        json_build_object('totalCount', (SELECT count(*) FROM customer t2 WHERE true)) AS "customers"
    ) o
  ) AS text
)
-- parameters: none
