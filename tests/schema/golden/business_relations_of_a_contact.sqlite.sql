SELECT json_object(
  'contact', (
    SELECT json_object(
      'relationKind', (
        SELECT
        CASE count(*) WHEN 0 THEN 'NONE' WHEN 1 THEN coalesce(min(r.kind), 'OTHER') ELSE 'MULTIPLE'
        END
        FROM contact_relation r
        WHERE r.contact_id IN (t1.id, t1.company_id)
      ),
      'businessRelations', (
        SELECT json_group_array(
          json_object(
            'businessRelation', coalesce(
              (
                SELECT json_object('code', t3.code, 'description', t3.description)
                FROM business_relation t3
                WHERE t3.id = t2.business_relation_id
              ),
              json('"\u0000"')
            ),
            'link', (
              SELECT json_object(
                'id', 'link-' || t4.id,
                'card', coalesce(
                  CASE t4.kind
                    WHEN 'CUSTOMER' THEN (
                      SELECT json_object('number', t5.number)
                      FROM customer t5
                      WHERE t5.id = t4.customer_id
                    )
                    WHEN 'VENDOR' THEN (
                      SELECT json_object('number', t6.number)
                      FROM vendor t6
                      WHERE t6.id = t4.vendor_id
                    )
                    WHEN 'BANK_ACCOUNT' THEN (
                      SELECT json_object('number', t7.number)
                      FROM bank_account t7
                      WHERE t7.id = t4.bank_account_id
                    )
                  END, json('"\u0000"')
                )
              )
              FROM contact_relation t4
              WHERE t4.id = t2.id AND t4.kind IS NOT NULL
            )
          )
        )
        FROM (
          SELECT t2.business_relation_id AS business_relation_id, t2.id AS id
          FROM contact_relation t2
          WHERE t2.contact_id = t1.id
          ORDER BY t2.created_at, t2.id
        ) t2
      )
    )
    FROM contact t1
    WHERE t1.number = ?1
  ),
  'businessRelations', (
    SELECT json_group_array(
      json_object('id', 'relation-' || t8.id, 'code', t8.code, 'description', t8.description)
    )
    FROM (
      SELECT t8.id AS id, t8.code AS code, t8.description AS description
      FROM business_relation t8
      WHERE true
      ORDER BY t8.code
    ) t8
  )
)
-- parameters: text
