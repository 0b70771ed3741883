SELECT json_object(
  'contacts', json_object('totalCount', (SELECT count(*) FROM contact t1 WHERE t1.country_code = ?1))
)
-- parameters: text
