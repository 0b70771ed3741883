"""Write new contacts, their links, and what changes on the cards: one statement over the lists for each."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Table, TextClause, bindparam, text

from db.types import Flag, Instant
from db.unit_of_work import UnitOfWork
from domain.batches.contents import own_contact, person
from domain.batches.engines import MANY_ROWS, engine_of
from domain.batches.worklist import Counts
from domain.change import Kind
from domain.new_cards import PEOPLED
from domain.setup import Setup
from domain.sync.fields import SharedField
from domain.tables import TABLES, link_column

_EVERY = 2**31 - 1
_LISTED = "batch_new b JOIN batch_number m ON m.n = b.n LEFT JOIN batch_name p ON p.n = b.n"


async def write_contacts(
    work: UnitOfWork,
    kind: Kind,
    rules: Sequence[SharedField],
    setup: Setup,
    *,
    counts: Counts,
    at: datetime,
    first: int = _EVERY,
) -> None:
    """Insert the contacts of a portion, companies before their persons; only the list's first so many for a plan."""
    binds = {"at": at, "no": False, "first": first}
    cards = f"{_LISTED} JOIN {TABLES[kind].name} k ON k.id = b.card_id WHERE b.company_id IS NULL"
    await work.connection.execute(_inserting(own_contact(kind, rules), cards), binds)
    if counts.contacts > counts.cards:
        people = f"{_LISTED} JOIN contact c ON c.id = b.company_id WHERE b.company_id IS NOT NULL"
        await work.connection.execute(_inserting(person(setup.inheritance), people), binds)


def _inserting(columns: Mapping[str, str], rows: str) -> TextClause:
    """Return the statement that inserts contacts in the order of the list, so that indexes grow at their end."""
    names, values = ", ".join(columns), ", ".join(columns.values())
    return _bound(f"INSERT INTO contact ({names}) SELECT {values} FROM {rows} AND b.n <= :first ORDER BY b.n")


async def write_links(work: UnitOfWork, kind: Kind, relation: str, base: str, at: datetime) -> None:
    """Link each card with its contact. `base` begins the links' ids."""
    columns = f"id, contact_id, business_relation_id, kind, {link_column(kind)}, created_at"
    values = f"{engine_of(work).counted(base, 'b.n')}, b.id, :relation, '{kind}', b.card_id, :at"
    rows = "FROM batch_new b WHERE b.company_id IS NULL ORDER BY b.n"
    statement = _bound(f"INSERT INTO contact_relation ({columns}) SELECT {values} {rows}")
    await work.connection.execute(statement, {"relation": relation, "at": at})


async def change_cards(work: UnitOfWork, kind: Kind, counts: Counts, at: datetime) -> None:
    """Give each card its next version; those that get a primary contact are written in a statement of their own."""
    table = TABLES[kind]
    kept = {name: f"{table}.{name}" for name in engine_of(work).restated(table)}
    made = {**kept, "version": f"{table}.version + 1", "updated_at": ":at"}
    await work.connection.execute(_changing(table, made, "b.primary_id IS NULL"), {"at": at})
    if kind in PEOPLED and counts.persons:
        made["primary_contact_id"] = "b.primary_id"
        made["contact_name"] = f"coalesce({table}.contact_name, b.takes_name)"
        await work.connection.execute(_changing(table, made, "b.primary_id IS NOT NULL"), {"at": at})


def _changing(table: Table, columns: Mapping[str, str], which: str) -> TextClause:
    values = ", ".join(f"{name} = {value}" for name, value in columns.items())
    cards = f"FROM batch_new b WHERE b.card_id = {table}.id AND b.company_id IS NULL"
    return _bound(f"UPDATE {table} SET {values} {cards} AND {which}")


def _bound(sql: str) -> TextClause:
    statement = text(f"{MANY_ROWS} {sql}")
    types = {"at": Instant(), "no": Flag()}
    return statement.bindparams(*(bindparam(name, type_=type_) for name, type_ in types.items() if f":{name}" in sql))
