SELECT json_object(
  'lately', (
    SELECT json_object(
      'nodes', json_group_array(json_object('number', t1.number, 'name', t1.name, 'updatedAt', t1.updated_at))
    )
    FROM (
      SELECT t1.updated_at AS updated_at, t1.id AS id, t1.number AS number, t1.name AS name
      FROM contact t1
      WHERE true
      ORDER BY t1.updated_at DESC, t1.id DESC
      LIMIT 5
    ) t1
  ),
  'newest', (
    SELECT json_object('nodes', json_group_array(json_object('number', t2.number, 'name', t2.name)))
    FROM (
      SELECT t2.created_at AS created_at, t2.id AS id, t2.number AS number, t2.name AS name
      FROM customer t2
      WHERE true
      ORDER BY t2.created_at DESC, t2.id DESC
      LIMIT 5
    ) t2
  ),
  'vendors', (
    SELECT json_object('nodes', json_group_array(json_object('number', t3.number, 'name', t3.name)))
    FROM (
      SELECT t3.name_key AS name_key, t3.id AS id, t3.number AS number, t3.name AS name
      FROM vendor t3
      WHERE (t3.name IS NOT NULL AND t3.name_key >= ?1 AND t3.name_key < ?2)
      ORDER BY t3.name_key, t3.id
      LIMIT 5
    ) t3
  ),
  'accounts', (
    SELECT json_object('nodes', json_group_array(json_object('number', t4.number, 'iban', t4.iban)))
    FROM (
      SELECT t4.number AS number, t4.iban AS iban
      FROM bank_account t4
      WHERE true
      ORDER BY t4.number
      LIMIT 5
    ) t4
  ),
  'changeSets', (
    SELECT json_object(
      'nodes', json_group_array(json_object('at', t5.at, 'actor', t5.actor, 'operation', t5.operation))
    )
    FROM (
      SELECT t5.at AS at, t5.id AS id, t5.actor AS actor, t5.operation AS operation
      FROM change_set t5
      WHERE true
      ORDER BY t5.at DESC, t5.id DESC
      LIMIT 5
    ) t5
  )
)
-- parameters: text, text
