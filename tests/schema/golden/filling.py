"""Fill a migrated database with 200,000 contacts, their cards, links and journal, by one statement for each table.

Row number n has the key, the number and the texts that n makes, so that queries can name any of them. Every third
contact has a customer, every sixth a vendor, every sixtieth a bank account; the last ones have no link.
"""

from collections.abc import Iterator, Sequence

import asyncpg
from sqlalchemy import make_url

from db.sqlite_library import sqlite3

CONTACTS, CUSTOMERS, VENDORS, BANK_ACCOUNTS, CHANGE_SETS = 200_000, 60_000, 30_000, 3_000, 50_000
UNLINKED = 100
INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name LIKE 'ix%'",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE indexname LIKE 'ix%'",
}
RELATION = "(SELECT id FROM business_relation WHERE code = '{}')"


class Words:
    """What the engines say differently."""

    def __init__(self, engine: str) -> None:
        self._sqlite = engine == "sqlite"

    def key(self, number: str) -> str:
        """Make a key of a number."""
        text = f"{digits(number, 8)} || '-0000-7000-8000-000000000000'"
        return text if self._sqlite else f"CAST({text} AS uuid)"

    def moment(self, minutes: str) -> str:
        """Make a moment of the minutes since the beginning of 2024."""
        seconds = f"1704067200 + 60 * ({minutes})"
        return (
            f"strftime('%Y-%m-%dT%H:%M:%S.000000Z', {seconds}, 'unixepoch')"
            if self._sqlite
            else f"to_timestamp({seconds})"
        )


def digits(number: str, width: int) -> str:
    """Write a number with leading zeros."""
    return f"substr(CAST({10**width} + ({number}) AS text), 2)"


def statements(engine: str) -> Iterator[str]:
    """Yield what fills the database, referenced tables first."""
    words = Words(engine)
    yield _insert("contact", CONTACTS, _contact(words))
    customer = {
        "contact_type": "'COMPANY'",
        "primary_contact_id": words.key("3 * n"),
        "salesperson_code": "'S' || (n % 17)",
    }
    customer |= {
        "salesperson_code_key": "'s' || (n % 17)",
        "bill_to_customer_id": f"CASE WHEN n % 9 = 0 THEN {words.key('n - 1')} END",
    }
    yield _insert("customer", CUSTOMERS, _taxed(words, "D") | customer | _billing())
    vendor = {"primary_contact_id": words.key("6 * n"), "purchaser_code": "'S' || (n % 17)"}
    vendor |= {
        "purchaser_code_key": "'s' || (n % 17)",
        "pay_to_vendor_id": f"CASE WHEN n % 9 = 0 THEN {words.key('n - 1')} END",
    }
    yield _insert("vendor", VENDORS, _taxed(words, "V") | vendor | _billing())
    yield _insert("bank_account", BANK_ACCOUNTS, _card(words, "B") | {"blocked": "false", "iban": "'FR76' || n"})
    yield _links(words, "customer", "CUST", CUSTOMERS - UNLINKED, step=3)
    yield _links(words, "vendor", "VEND", VENDORS - UNLINKED, step=6, base=10**6)
    yield _links(words, "bank_account", "BANK", BANK_ACCOUNTS, step=60, base=2 * 10**6)
    change = {
        "id": words.key("n"),
        "at": words.moment("n"),
        "actor": "'user' || (n % 7)",
        "operation": "'updateContact'",
    }
    yield _insert("change_set", CHANGE_SETS, change)
    for position, kind in ((0, "CONTACT"), (2, "CUSTOMER")):
        yield _insert("record_change", CHANGE_SETS, _record_change(words, position, kind))
    item = {
        "id": words.key("n"),
        "number": f"'I' || {digits('n', 6)}",
        "description": "'Thing ' || n",
        "blocked": "false",
    }
    yield _insert("item", 1_000, item | dict.fromkeys(("unit_price", "unit_cost", "vat_percent"), "n * 1000"))


def _card(words: Words, prefix: str) -> dict[str, str]:
    number, name = digits("n", 6), f"{digits('n * 7919 % 200000', 6)}"
    city, rest = digits("n * 31 % 200", 3), "n % 200 = 0"
    return {
        "id": words.key("n"),
        "version": "1",
        "number": f"'{prefix}' || {number}",
        "number_key": f"'{prefix.lower()}' || {number}",
        "name": f"'Name ' || {name}",
        "name_key": f"'name ' || {name}",
        "city": f"CASE WHEN NOT {rest} THEN 'City ' || {city} END",
        "city_key": f"CASE WHEN {rest} THEN '' ELSE 'city ' || {city} END",
        "country_code": "substr('DEFRNOSEDKBENLATCHIT', n / 10 % 10 * 2 + 1, 2)",
        "post_code": "'P' || (n % 5000)",
        "post_code_key": "'p' || (n % 5000)",
        "phone": "CASE WHEN n % 4 < 3 THEN '+49 ' || n END",
        "email": "CASE WHEN n % 7 > 0 THEN 'Office' || n || '@Example.org' END",
        "email_key": "CASE WHEN n % 7 > 0 THEN 'office' || n || '@example.org' ELSE '' END",
        "created_at": words.moment("n"),
        "updated_at": words.moment("n + n * 37 % 10000"),
    }


def _taxed(words: Words, prefix: str) -> dict[str, str]:
    vat = {"vat_number": "CASE WHEN n % 10 < 3 THEN 'DE' || n END"}
    keys = {"vat_number_key": "CASE WHEN n % 10 < 3 THEN 'de' || n ELSE '' END"}
    return _card(words, prefix) | vat | keys | {"privacy_blocked": "false"}


def _contact(words: Words) -> dict[str, str]:
    company = words.key("10 * (1 + n % 18997)")
    return _taxed(words, "C") | {
        "type": "CASE WHEN n % 10 < 3 THEN 'COMPANY' ELSE 'PERSON' END",
        "company_id": f"CASE WHEN n % 10 BETWEEN 3 AND 8 THEN {company} END",
        "salesperson_code": "'S' || (n % 17)",
        "salesperson_code_key": "'s' || (n % 17)",
    }


def _billing() -> dict[str, str]:
    return {"blocked": "'NONE'", "payment_terms_code": "'30D'", "prices_include_vat": "false"}


def _links(words: Words, table: str, relation: str, count: int, *, step: int, base: int = 0) -> str:
    columns = {
        "id": words.key(f"{base} + n"),
        "contact_id": words.key(f"{step} * n"),
        "business_relation_id": RELATION.format(relation),
        "kind": f"'{table.upper()}'",
        f"{table}_id": words.key("n"),
        "created_at": words.moment("n"),
    }
    return _insert("contact_relation", count, columns)


def _record_change(words: Words, position: int, kind: str) -> dict[str, str]:
    return {
        "change_set_id": words.key("n"),
        "position": str(position),
        "record_kind": f"'{kind}'",
        "record_id": words.key("n"),
        "record_number": f"'{kind[0]}' || {digits('n', 6)}",
        "record_version": "2",
        "causes": """'[["ENTERED",null,null]]'""",
        "changes": """'[["phone",null,"1",0],["email","a@b.example",null,0]]'""",
    }


def _insert(table: str, count: int, columns: dict[str, str]) -> str:
    series = f"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {count})"
    return f"INSERT INTO {table} ({', '.join(columns)}) {series} SELECT {', '.join(columns.values())} FROM s"


async def fill(url: str) -> None:
    """Fill a migrated database; its indexes are made anew afterwards, which is quicker."""
    if url.startswith("sqlite"):
        _fill_sqlite(str(make_url(url).database))
    else:
        await _fill_postgresql(url)


def _fill_sqlite(path: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in ("synchronous = OFF", "cache_size = -524288"):
        connection.execute(f"PRAGMA {setting}")
    indexes = connection.execute(INDEXES["sqlite"]).fetchall()
    for statement in ("BEGIN", *_around("sqlite", indexes), "COMMIT"):
        connection.execute(statement)
    connection.close()


async def _fill_postgresql(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        indexes = await connection.fetch(INDEXES["postgresql"])
        for statement in (*_around("postgresql", indexes), "VACUUM (ANALYZE)"):
            await connection.execute(statement)
    finally:
        await connection.close()


def _around(engine: str, indexes: Sequence[Sequence[str]]) -> Iterator[str]:
    """Drop the indexes, fill, make the indexes again."""
    yield from (f"DROP INDEX {name}" for name, _ in indexes)
    yield from statements(engine)
    yield from (definition for _, definition in indexes)
