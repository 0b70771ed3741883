SELECT json_object(
  'items', (
    SELECT json_object(
      'nodes', json_group_array(
        json_object(
          'number', t1.number,
          'description', t1.description,
          'unitPrice', iif(t1.unit_price < 0, '-', '') || (abs(t1.unit_price) / 100000) || iif(
            abs(t1.unit_price) % 100000, '.' || rtrim(printf('%05d', abs(t1.unit_price) % 100000), '0'), ''
          )
        )
      ),
      'pageInfo', json_object(
        'hasNextPage', json(
          iif(EXISTS (SELECT 1 FROM item t1 WHERE true ORDER BY t1.number LIMIT 1 OFFSET 50), 'true', 'false')
        ),
        'endCursor', nullif(
          hex('number' || char(31) || (json_group_array(CAST(t1.number AS text)) ->> '$[#-1]')), ''
        )
      )
    )
    FROM (
      SELECT t1.number AS number, t1.description AS description, t1.unit_price AS unit_price
      FROM item t1
      WHERE true
      ORDER BY t1.number
      LIMIT 50
    ) t1
  ),
  'item', (
    SELECT json_object(
      'number', t2.number,
      'unitPrice', iif(t2.unit_price < 0, '-', '') || (abs(t2.unit_price) / 100000) || iif(
        abs(t2.unit_price) % 100000, '.' || rtrim(printf('%05d', abs(t2.unit_price) % 100000), '0'), ''
      ),
      'vatPercent', iif(t2.vat_percent < 0, '-', '') || (abs(t2.vat_percent) / 100000) || iif(
        abs(t2.vat_percent) % 100000, '.' || rtrim(printf('%05d', abs(t2.vat_percent) % 100000), '0'), ''
      )
    )
    FROM item t2
    WHERE t2.number = ?1
  )
)
-- parameters: text
