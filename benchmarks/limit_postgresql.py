"""Write the statements of the bare limit for PostgreSQL. Each returns the whole answer.

Tuned by measuring: row_to_json over a subquery beats json_build_object by a twentieth, string_agg beats json_agg, and
correlated lookups beat left joins. Page sizes are literals, because a plan for an unknown size guesses too high.
"""

_CUSTOMER = """(SELECT row_to_json(x) FROM (SELECT k.number, k.name, k.phone, k.blocked
  FROM contact_relation r JOIN customer k ON k.id = r.customer_id
  WHERE r.contact_id = c.id AND r.kind = 'CUSTOMER') x)"""
_VENDOR = """(SELECT row_to_json(x) FROM (SELECT k.number, k.name, k.phone
  FROM contact_relation r JOIN vendor k ON k.id = r.vendor_id
  WHERE r.contact_id = c.id AND r.kind = 'VENDOR') x)"""
_BANK_ACCOUNT = """(SELECT row_to_json(x) FROM (SELECT k.number, k.name, k.iban
  FROM contact_relation r JOIN bank_account k ON k.id = r.bank_account_id
  WHERE r.contact_id = c.id AND r.kind = 'BANK_ACCOUNT' ORDER BY r.id LIMIT 1) x)"""
_CONTACT = f"""(SELECT row_to_json(y)::text FROM (SELECT c.id, c.number, c.name, c.phone, c.email,
  (SELECT row_to_json(a) FROM (SELECT c.address_line1 AS line1, c.city, c.post_code AS "postCode",
    c.country_code AS "countryCode") a) AS address,
  {_CUSTOMER} AS "linkedCustomer", {_VENDOR} AS "linkedVendor", {_BANK_ACCOUNT} AS "linkedBankAccount") y)"""
_COLUMNS = "id, number, name, phone, email, address_line1, city, post_code, country_code, name_key"
_BY_NAME = "contact WHERE (name_key, id) > ($1::text, $2::uuid) ORDER BY name_key, id LIMIT"
_COMPANIES = "contact WHERE type = 'COMPANY' AND number > $1 ORDER BY number LIMIT"
_COMPANY = """(SELECT row_to_json(y)::text FROM (SELECT c.number, c.name,
  (SELECT row_to_json(l) FROM (SELECT coalesce(json_agg(p), '[]') AS nodes
    FROM (SELECT number, name, email FROM contact WHERE company_id = c.id ORDER BY number LIMIT 5) p) l) AS persons,
  (SELECT row_to_json(x) FROM (SELECT k.number, k.name
    FROM contact_relation r JOIN customer k ON k.id = r.customer_id
    WHERE r.contact_id = c.id AND r.kind = 'CUSTOMER') x) AS "linkedCustomer") y)"""


def _page_info(rows: str, size: int, cursor: str) -> str:
    more = f"EXISTS(SELECT 1 FROM {rows} 1 OFFSET {size})::text"
    return f"""'"pageInfo":{{"hasNextPage":' || {more} || ',"endCursor":' || to_json(max({cursor})) || '}}'"""


_NAME_CURSOR = "c.name_key || chr(31) || c.id"

READS = {
    "Q1": f"""SELECT '{{"data":{{"contact":' ||
        coalesce((SELECT {_CONTACT} FROM contact c WHERE c.number = $1), 'null') || '}}}}'""",
    "Q2": f"""SELECT '{{"data":{{"contacts":{{"nodes":[' || coalesce(string_agg({_CONTACT}, ','), '') || '],' ||
        {_page_info(_BY_NAME, 50, _NAME_CURSOR)} || '}}}}}}' FROM (SELECT {_COLUMNS} FROM {_BY_NAME} 50) c""",
    "Q3": f"""SELECT '{{"data":{{"contacts":{{"nodes":[' || coalesce(string_agg({_COMPANY}, ','), '') || ']}}}}}}'
        FROM (SELECT id, number, name FROM {_COMPANIES} 50) c""",
    "NameCursors": f"""SELECT '{{"data":{{"contacts":{{' || {_page_info(_BY_NAME, 200, _NAME_CURSOR)} || '}}}}}}'
        FROM (SELECT name_key, id FROM {_BY_NAME} 200) c""",
    "CompanyCursors": f"""SELECT '{{"data":{{"contacts":{{' || {_page_info(_COMPANIES, 200, "c.number")} || '}}}}}}'
        FROM (SELECT number FROM {_COMPANIES} 200) c""",
}


def _edit(table: str) -> str:
    """Edit the linked cards of one kind, and yield their changes."""
    return f"""UPDATE {table} SET phone = $1, version = version + 1, updated_at = $3
        WHERE id IN (SELECT {table}_id FROM contact_relation WHERE contact_id = $2 AND kind = '{table.upper()}')
        RETURNING '{table.upper()}' AS "recordKind", number AS "recordNumber", 'phone' AS field, phone AS after"""


WRITE = f"""WITH hub AS (UPDATE contact SET phone = $1, version = version + 1, updated_at = $3 WHERE id = $2
    RETURNING number, phone, version),
  customers AS ({_edit("customer")}), vendors AS ({_edit("vendor")}), bank_accounts AS ({_edit("bank_account")}),
  changes AS (SELECT 'CONTACT' AS "recordKind", number AS "recordNumber", 'phone' AS field, phone AS after FROM hub
    UNION ALL TABLE customers UNION ALL TABLE vendors UNION ALL TABLE bank_accounts)
SELECT json_build_object('data', json_build_object('updateContact', json_build_object(
  'contact', (SELECT json_build_object('phone', phone, 'version', version) FROM hub), 'errors', '[]'::json,
  'changeSet', json_build_object('changes', (SELECT json_agg(changes) FROM changes)))))::text"""
"""Phone number, contact's id, time: all four rows in one statement."""
