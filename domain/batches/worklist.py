"""Lock the cards that get a contact, and list every new contact with its id, in the order of the cards' numbers.

The lists are temporary tables of the transaction. `batch_card` has the cards as they were when they were locked.
`batch_new` has the new contacts, counted by `n` from 1: a card's own contact has no `company_id`; the person whose name
was typed on the card follows it, and has. `name` is there for persons only. On a card's own contact, `primary_id` is
the card's new primary contact, and `takes_name` the name that the card gets with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text

from db.unit_of_work import UnitOfWork
from domain.batches.asked import Batch
from domain.batches.contents import card_type
from domain.batches.engines import MANY_ROWS, Engine, engine_of
from domain.change import Kind
from domain.new_cards import PEOPLED
from domain.sync.fields import SharedField
from domain.tables import link_column

_LISTS = {
    "batch_card": "id {key} PRIMARY KEY, number text NOT NULL, version integer NOT NULL, name text NOT NULL,"
    " type text NOT NULL, contact_name text, has_primary integer NOT NULL",
    "batch_new": "n integer PRIMARY KEY, id {key} NOT NULL, company_id {key}, card_id {key} NOT NULL,"
    " card_number text NOT NULL, card_version integer NOT NULL, type text NOT NULL, name text, primary_id {key},"
    " takes_name text",
    "batch_number": "n integer PRIMARY KEY, number text NOT NULL, number_key text NOT NULL",
    "batch_name": "n integer PRIMARY KEY, name_key text NOT NULL, first text, middle text, last text",
}


@dataclass(frozen=True)
class Counts:
    """How many cards have a contact already or are privacy-blocked, and how many contacts and persons are made."""

    linked: int
    blocked: int
    cards: int
    contacts: int
    persons: int


async def list_contacts(work: UnitOfWork, call: Batch, rules: Sequence[SharedField], base: str) -> Counts:
    """Fill the lists of cards and of new contacts. `base` begins the contacts' ids."""
    engine = engine_of(work)
    for name, columns in _LISTS.items():  # the last transaction on this connection may have left its own
        await work.connection.execute(text(f"{MANY_ROWS} DROP TABLE IF EXISTS {name}"))
        await work.connection.execute(text(f"CREATE TEMPORARY TABLE {name} ({columns.format(key=engine.id_type)})"))
    await _lock(work, engine, call, rules)
    linked, blocked = await _skipped(work, call)
    await work.connection.execute(text(_new_contacts(engine, call.kind, base)))
    await gather(work, "batch_new")
    found = await work.connection.execute(text("SELECT count(*), count(company_id), count(name) FROM batch_new"))
    contacts, people, persons = found.one()
    return Counts(linked, blocked, contacts - people, contacts, persons)


async def gather(work: UnitOfWork, name: str) -> None:
    """Tell the planner how large a list is."""
    command = engine_of(work).gather
    if command:
        await work.connection.execute(text(f"{command} {name}"))


async def _lock(work: UnitOfWork, engine: Engine, call: Batch, rules: Sequence[SharedField]) -> None:
    """Lock the cards in the order in which everybody locks them, and list them as they are under the lock."""
    card, kind = call.condition.alias, call.kind
    peopled = f"{card}.contact_name, CASE WHEN {card}.primary_contact_id IS NULL THEN 0 ELSE 1 END"
    columns = f"{card}.id, {card}.number, {card}.version, {card}.name, {card_type(kind, rules, card)}"
    chosen = f"{call.condition.rows} AND NOT {_is_linked(kind, card)} AND NOT {_is_blocked(kind, card)}"
    sql = f"SELECT {columns}, {peopled if kind in PEOPLED else 'NULL, 0'} FROM {chosen} ORDER BY {card}.id{engine.lock}"
    await work.connection.exec_driver_sql(f"{MANY_ROWS} INSERT INTO batch_card {sql}", call.condition.values)


async def _skipped(work: UnitOfWork, call: Batch) -> tuple[int, int]:
    """Count the cards that have a contact, and the others that may not get one."""
    card, kind = call.condition.alias, call.kind
    is_linked, is_blocked = _is_linked(kind, card), _is_blocked(kind, card)
    blocked = f"count(CASE WHEN {is_blocked} AND NOT {is_linked} THEN 1 END) AS blocked"
    sql = f"SELECT count(CASE WHEN {is_linked} THEN 1 END) AS linked, {blocked} FROM {call.condition.rows}"
    found = (await work.connection.exec_driver_sql(sql, call.condition.values)).mappings().one()
    return found["linked"], found["blocked"]


def _is_linked(kind: Kind, card: str) -> str:
    return f"EXISTS (SELECT 1 FROM contact_relation r WHERE r.{link_column(kind)} = {card}.id)"


def _is_blocked(kind: Kind, card: str) -> str:
    return f"({card}.privacy_blocked)" if kind in PEOPLED else "false"


def _new_contacts(engine: Engine, kind: Kind, base: str) -> str:
    """Count cards and their persons. Whether a card is linked is asked again: another one may have held its lock."""
    own, before, behind = (engine.counted(base, counter) for counter in ("n", "n - 1", "n + 1"))
    lonely = "role = 0 AND type = 'PERSON' AND has_primary = 0"
    columns = (
        f"n, {own}, CASE WHEN role = 1 THEN {before} END, id, number, version,"
        " CASE WHEN role = 1 THEN 'PERSON' ELSE type END,"
        " CASE WHEN role = 1 THEN contact_name WHEN type = 'PERSON' THEN name END,"
        f" CASE WHEN role = 0 AND named THEN {behind} WHEN {lonely} THEN {own} END,"
        f" CASE WHEN {lonely} AND contact_name IS NULL THEN name END"
    )
    named = "(x.type = 'COMPANY' AND x.has_primary = 0 AND x.contact_name IS NOT NULL)"
    counted = "row_number() OVER (ORDER BY x.number, r.role) AS n"
    roles = f"(SELECT 0 AS role UNION ALL SELECT 1) r ON r.role = 0 OR {named}"
    rows = f"SELECT x.*, r.role, {named} AS named, {counted} FROM batch_card x JOIN {roles}"
    free = f"WHERE NOT {_is_linked(kind, 'x')}"
    return f"{MANY_ROWS} INSERT INTO batch_new SELECT {columns} FROM ({rows} {free}) y ORDER BY n"
