SELECT json_object(
  'contacts', (
    SELECT json_object(
      'nodes', json_group_array(
        json_object(
          'number', t1.number,
          'name', t1.name,
          'persons', (
            SELECT json_object(
              'totalCount', (SELECT count(*) FROM contact t2 WHERE t2.company_id = t1.id),
              'nodes', json_group_array(json_object('number', t2.number, 'name', t2.name, 'email', t2.email)),
              'pageInfo', json_object(
                'hasNextPage', json(
                  iif(
                    EXISTS (
                      SELECT 1
                      FROM contact t2
                      WHERE t2.company_id = t1.id
                      ORDER BY t2.name_key, t2.id
                      LIMIT 1 OFFSET 5
                    ),
                    'true', 'false'
                  )
                ),
                'endCursor', nullif(
                  hex(
                    'name_key,id' || char(31) || (
                      json_group_array(CAST(t2.name_key AS text) || char(31) || CAST('' || t2.id AS text)) ->> '$[#-1]'
                    )
                  ),
                  ''
                )
              )
            )
            FROM (
              SELECT t2.name_key AS name_key,
                t2.id AS id,
                t2.number AS number,
                t2.name AS name,
                t2.email AS email
              FROM contact t2
              WHERE t2.company_id = t1.id
              ORDER BY t2.name_key, t2.id
              LIMIT 5
            ) t2
          ),
          'linkedCustomer', (
            SELECT json_object('number', t3.number, 'name', t3.name)
            FROM contact_relation lt3 JOIN customer t3 ON t3.id = lt3.customer_id
            WHERE lt3.contact_id = t1.id AND lt3.kind = 'CUSTOMER'
          )
        )
      )
    )
    FROM (
      SELECT t1.number AS number, t1.name AS name, t1.id AS id
      FROM contact t1
      WHERE t1.type = 'COMPANY' AND (t1.number) > (+?1)
      ORDER BY t1.number
      LIMIT 50
    ) t1
  )
)
-- parameters: text
