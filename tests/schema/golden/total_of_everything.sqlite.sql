SELECT json_object(
  'contacts', json_object('totalCount', (SELECT count(*) FROM contact t1 WHERE true)),
  'customers', json_object('totalCount', (SELECT count(*) FROM customer t2 WHERE true))
)
-- parameters: none
