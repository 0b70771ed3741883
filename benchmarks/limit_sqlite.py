"""Write the statements of the bare limit for SQLite. Each returns the whole answer.

Tuned by measuring: lookups by scalar subqueries beat left joins by three and row_number() by 1.4; json_object beats
gluing quoted texts together; the page itself is glued, which saves parsing the nodes again.
"""

_CUSTOMER = """(SELECT json_object('number', k.number, 'name', k.name, 'phone', k.phone, 'blocked', k.blocked)
  FROM contact_relation r JOIN customer k ON k.id = r.customer_id
  WHERE r.contact_id = c.id AND r.kind = 'CUSTOMER')"""
_VENDOR = """(SELECT json_object('number', k.number, 'name', k.name, 'phone', k.phone)
  FROM contact_relation r JOIN vendor k ON k.id = r.vendor_id
  WHERE r.contact_id = c.id AND r.kind = 'VENDOR')"""
_BANK_ACCOUNT = """(SELECT json_object('number', k.number, 'name', k.name, 'iban', k.iban)
  FROM contact_relation r JOIN bank_account k ON k.id = r.bank_account_id
  WHERE r.contact_id = c.id AND r.kind = 'BANK_ACCOUNT' ORDER BY r.rowid LIMIT 1)"""
_CONTACT = f"""json_object('id', c.id, 'number', c.number, 'name', c.name, 'phone', c.phone, 'email', c.email,
  'address', json_object('line1', c.address_line1, 'city', c.city, 'postCode', c.post_code,
    'countryCode', c.country_code),
  'linkedCustomer', {_CUSTOMER}, 'linkedVendor', {_VENDOR}, 'linkedBankAccount', {_BANK_ACCOUNT})"""
_COLUMNS = "id, number, name, phone, email, address_line1, city, post_code, country_code, name_key"
_BY_NAME = "contact WHERE (name_key, id) > (?1, ?2) ORDER BY name_key, id LIMIT"
_COMPANIES = "contact WHERE type = 'COMPANY' AND number > ?1 ORDER BY number LIMIT"
_COMPANY = """json_object('number', c.number, 'name', c.name,
  'persons', json_object('nodes', (
    SELECT json_group_array(json_object('number', p.number, 'name', p.name, 'email', p.email))
    FROM (SELECT number, name, email FROM contact WHERE company_id = c.id ORDER BY number LIMIT 5) p)),
  'linkedCustomer', (SELECT json_object('number', k.number, 'name', k.name)
    FROM contact_relation r JOIN customer k ON k.id = r.customer_id
    WHERE r.contact_id = c.id AND r.kind = 'CUSTOMER'))"""


def _page_info(rows: str, size: int, cursor: str) -> str:
    more = f"iif(EXISTS(SELECT 1 FROM {rows} 1 OFFSET {size}), 'true', 'false')"
    return f"""'"pageInfo":{{"hasNextPage":' || {more} || ',"endCursor":' || json_quote(max({cursor})) || '}}'"""


_NAME_CURSOR = "c.name_key || char(31) || c.id"

READS = {
    "Q1": f"""SELECT '{{"data":{{"contact":' ||
        coalesce((SELECT {_CONTACT} FROM contact c WHERE c.number = ?1), 'null') || '}}}}'""",
    "Q2": f"""SELECT '{{"data":{{"contacts":{{"nodes":[' || coalesce(group_concat({_CONTACT}), '') || '],' ||
        {_page_info(_BY_NAME, 50, _NAME_CURSOR)} || '}}}}}}' FROM (SELECT {_COLUMNS} FROM {_BY_NAME} 50) c""",
    "Q3": f"""SELECT '{{"data":{{"contacts":{{"nodes":[' || coalesce(group_concat({_COMPANY}), '') || ']}}}}}}'
        FROM (SELECT id, number, name FROM {_COMPANIES} 50) c""",
    "NameCursors": f"""SELECT '{{"data":{{"contacts":{{' || {_page_info(_BY_NAME, 200, _NAME_CURSOR)} || '}}}}}}'
        FROM (SELECT name_key, id FROM {_BY_NAME} 200) c""",
    "CompanyCursors": f"""SELECT '{{"data":{{"contacts":{{' || {_page_info(_COMPANIES, 200, "c.number")} || '}}}}}}'
        FROM (SELECT number FROM {_COMPANIES} 200) c""",
}


def _edit(table: str, target: str, returning: str) -> str:
    sets = "phone = ?1, version = version + 1, updated_at = ?3"
    return f"UPDATE {table} SET {sets} WHERE {target} RETURNING {returning}"


def _linked(table: str) -> str:
    return f"id IN (SELECT {table}_id FROM contact_relation WHERE contact_id = ?2 AND kind = '{table.upper()}')"


WRITES = {
    "CONTACT": _edit("contact", "id = ?2", "number, version"),
    **{
        table.upper(): _edit(table, _linked(table), "number, version")
        for table in ("customer", "vendor", "bank_account")
    },
}
"""Phone number, contact's id, time: the statements of one transaction, which SQLite cannot express as one statement."""
