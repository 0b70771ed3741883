"""Lock the cards that get a contact, and list every new contact with its id, in the order of the cards' numbers.

The lists are temporary tables of the transaction. `batch_card` has the cards as they were when they were locked: all of
them, or one portion after the other where the transaction is the lock. The others have what belongs to the portion at
hand. `batch_new` has the new contacts, counted by `n` from 1 through all portions: a card's own contact has no
`company_id`; the person whose name was typed on the card follows it, and has. `name` is there for persons only. On a
card's own contact, `primary_id` is the card's new primary contact, and `takes_name` the name that it gets with it.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import astuple, dataclass

from sqlalchemy import text

from db.unit_of_work import UnitOfWork
from domain.batches.asked import Batch
from domain.batches.contents import card_type
from domain.batches.engines import MANY_ROWS, Engine, engine_of
from domain.change import Kind
from domain.new_cards import PEOPLED
from domain.sync.fields import SharedField
from domain.tables import link_column

PORTION = 5_000
"""Cards that are worked off at a time: more need more memory on SQLite, and are no faster on either engine."""
_PORTION_LISTS = {
    "batch_new": "n integer PRIMARY KEY, id {key} NOT NULL, company_id {key}, card_id {key} NOT NULL,"
    " card_number text NOT NULL, card_version integer NOT NULL, type text NOT NULL, name text, primary_id {key},"
    " takes_name text",
    "batch_number": "n integer PRIMARY KEY, number text NOT NULL, number_key text NOT NULL",
    "batch_name": "n integer PRIMARY KEY, name_key text NOT NULL, first text, middle text, last text",
}
_LISTS = {
    "batch_card": "number {sorted_text} PRIMARY KEY, id {key} NOT NULL, version integer NOT NULL, name text NOT NULL,"
    " type text NOT NULL, contact_name text, has_primary integer NOT NULL",
    **_PORTION_LISTS,
}
_LAST = text(
    "SELECT max(number) FROM (SELECT number FROM batch_card WHERE number > :behind ORDER BY number LIMIT :portion) p"
)
_COUNTED = text("SELECT count(*), count(company_id), count(name) FROM batch_new")


@dataclass(frozen=True)
class Counts:
    """How many cards have a contact already or are privacy-blocked, and how many contacts and persons are made."""

    linked: int = 0
    blocked: int = 0
    cards: int = 0
    contacts: int = 0
    persons: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))


class Worklist:
    """The lists of a batch. `base` begins the contacts' ids."""

    def __init__(self, work: UnitOfWork, call: Batch, rules: Sequence[SharedField], base: str) -> None:
        self._work, self._call, self._rules, self._base = work, call, rules, base
        self._engine = engine_of(work)

    async def lock(self) -> Counts:
        """Make the lists, lock the cards, and count those that are skipped."""
        for name, columns in _LISTS.items():  # the last transaction on this connection may have left its own
            types = {"key": self._engine.id_type, "sorted_text": self._engine.sorted_text}
            await self._work.connection.execute(text(f"{MANY_ROWS} DROP TABLE IF EXISTS {name}"))
            await self._work.connection.execute(text(f"CREATE TEMPORARY TABLE {name} ({columns.format(**types)})"))
        if self._engine.lists_all:
            await self._list_cards("")
            await self._drop_linked()
        return await self._skipped()

    async def portions(self) -> AsyncIterator[Counts]:
        """List the new contacts of one portion of the cards after the other, and count each."""
        made, behind = 0, ""
        while last := await self._last(behind):
            contacts = await self._list_contacts(made, behind, last)
            if contacts.contacts:
                yield contacts
            made, behind = made + contacts.contacts, last

    async def _last(self, behind: str) -> str | None:
        """Return the last card's number of the next portion."""
        if not self._engine.lists_all:
            await self._empty("batch_card")
            await self._list_cards(behind)
        last: str | None = await self._work.connection.scalar(_LAST, {"behind": behind, "portion": PORTION})
        return last

    async def _list_cards(self, behind: str) -> None:
        """List cards as they are under their locks."""
        card, kind, condition = self._call.condition.alias, self._call.kind, self._call.condition
        peopled = f"{card}.contact_name, CASE WHEN {card}.primary_contact_id IS NULL THEN 0 ELSE 1 END"
        columns = f"{card}.number, {card}.id, {card}.version, {card}.name, {card_type(kind, self._rules, card)}"
        chosen = f"{condition.rows} AND NOT {_is_linked(kind, card)} AND NOT {_is_blocked(kind, card)}"
        rows = self._engine.cards(chosen, card, len(condition.values) + 1)
        sql = f"INSERT INTO batch_card SELECT {columns}, {peopled if kind in PEOPLED else 'NULL, 0'} FROM {rows}"
        values = condition.values if self._engine.lists_all else (*condition.values, behind, PORTION)
        await self._work.connection.exec_driver_sql(f"{MANY_ROWS} {sql}", values)

    async def _drop_linked(self) -> None:
        """Ask again whether cards are linked: another one may have held their locks, and given them contacts."""
        is_linked = _is_linked(self._call.kind, "x")
        await self._work.connection.execute(text(f"{MANY_ROWS} DELETE FROM batch_card x WHERE {is_linked}"))

    async def _list_contacts(self, made: int, behind: str, last: str) -> Counts:
        for name in _PORTION_LISTS:
            await self._empty(name)
        listing = text(_new_contacts(self._engine, self._base))
        await self._work.connection.execute(listing, {"made": made, "behind": behind, "last": last})
        contacts, people, persons = (await self._work.connection.execute(_COUNTED)).one()
        return Counts(cards=contacts - people, contacts=contacts, persons=persons)

    async def _empty(self, name: str) -> None:
        await self._work.connection.execute(text(f"{MANY_ROWS} {self._engine.empty} {name}"))

    async def _skipped(self) -> Counts:
        """Count the cards that have a contact, and the others that may not get one."""
        card, kind, condition = self._call.condition.alias, self._call.kind, self._call.condition
        is_linked, is_blocked = _is_linked(kind, card), _is_blocked(kind, card)
        blocked = f"count(CASE WHEN {is_blocked} AND NOT {is_linked} THEN 1 END) AS blocked"
        sql = f"SELECT count(CASE WHEN {is_linked} THEN 1 END) AS linked, {blocked} FROM {condition.rows}"
        found = (await self._work.connection.exec_driver_sql(sql, condition.values)).mappings().one()
        return Counts(linked=found["linked"], blocked=found["blocked"])


def _is_linked(kind: Kind, card: str) -> str:
    return f"EXISTS (SELECT 1 FROM contact_relation r WHERE r.{link_column(kind)} = {card}.id)"


def _is_blocked(kind: Kind, card: str) -> str:
    return f"({card}.privacy_blocked)" if kind in PEOPLED else "false"


def _new_contacts(engine: Engine, base: str) -> str:
    """Count cards and their persons."""
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
    counted = "CAST(:made AS integer) + row_number() OVER (ORDER BY x.number, r.role) AS n"
    roles = f"(SELECT 0 AS role UNION ALL SELECT 1) r ON r.role = 0 OR {named}"
    rows = f"SELECT x.*, r.role, {named} AS named, {counted} FROM batch_card x JOIN {roles}"
    portion = "WHERE x.number > :behind AND x.number <= :last"
    return f"{MANY_ROWS} INSERT INTO batch_new SELECT {columns} FROM ({rows} {portion}) y"
