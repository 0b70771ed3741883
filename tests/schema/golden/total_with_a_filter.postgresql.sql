SELECT CAST(
  (
    SELECT row_to_json(o)
    FROM (
      SELECT json_build_object(
        'totalCount', (SELECT count(*) FROM contact t1 WHERE t1.country_code = $1::text)
      ) AS "contacts"
    ) o
  ) AS text
)
-- parameters: text
