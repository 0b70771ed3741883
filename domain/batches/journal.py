"""Tell the journal of a batch, as one statement over what was written: what it keeps is read from the new contacts.

Each row of the list has a place for each record that it tells of, with room for all of its changes, so that positions
follow the order of the list and are unique, but not without gaps. Where a person is made for a card, the card is told
of behind its own contact and again behind the person.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from sqlalchemy import text

from db.unit_of_work import UnitOfWork
from domain.batches.contents import as_text, inherited, shared_with
from domain.batches.engines import MANY_ROWS, SLOT, engine_of
from domain.change import Kind, Reason
from domain.setup import Setup
from domain.sync.fields import SharedField
from domain.sync.names import PARTS
from domain.sync.packing import unpacked
from domain.sync.writes import LINKED_CONTACT

_RECORDS, _ROOM = 2, 64
"""Records that each row of the list tells of, and places that each has for its changes: more than it has fields."""
_COLUMNS = "change_set_id, position, record_kind, record_id, record_number, record_version, causes, changes"
_POSITION = f"(s.n * {_RECORDS} + s.place) * {_ROOM}"
_CONTACT = ("'CONTACT'", "b.id", "c.number", "1")
Source: TypeAlias = tuple[str, str] | None
"""The kind of the record that a value comes from, and the expression of its number."""
Cause: TypeAlias = tuple[Reason, Source]
Said: TypeAlias = tuple[str, str, Cause]
"""A field, the expression of its new value, and why it changes."""
_FROM_CONTACT = ("CONTACT", "c.number")


class Journal:
    """What is told of each row of the list."""

    def __init__(self, work: UnitOfWork, kind: Kind, rules: Sequence[SharedField], setup: Setup) -> None:
        self._work, self._engine = work, engine_of(work)
        self._card = (f"'{kind}'", "b.card_id", "b.card_number", "b.card_version + 1")
        self._from_card = (str(kind), "b.card_number")
        self._shared = list(shared_with(kind, rules))
        self._inherited = inherited(setup.inheritance)

    async def write(self, change_set: str, *, has_people: bool) -> None:
        """Insert every change of the portion."""
        key = f"CAST('{change_set}' AS {self._engine.id_type})"
        values = ", ".join(f"s.{name}" for name in SLOT)
        for rows in self._sources(has_people=has_people):
            sql = f"INSERT INTO record_change ({_COLUMNS}) SELECT {key}, {_POSITION}, {values} FROM {rows}"
            await self._work.connection.execute(text(f"{MANY_ROWS} {sql}"))

    async def shown(self, first: int, *, has_people: bool) -> Iterator[dict[str, Any]]:
        """Return what is told of the list's rows up to the first so many, as a plan shows it."""
        columns = "s.kind AS record_kind, s.id AS record_id, s.number AS record_number, s.causes, s.changes"
        found: list[Any] = []
        for rows in self._sources(has_people=has_people):
            query = text(f"SELECT {_POSITION} AS position, {columns} FROM {rows} WHERE s.n <= :first")
            found += (await self._work.connection.execute(query, {"first": first})).mappings().all()
        in_order = sorted(found, key=lambda row: row["position"])
        return (_described(change) for row in in_order for change in unpacked(row))

    def _sources(self, *, has_people: bool) -> Iterator[str]:
        rows, tied = "batch_new b CROSS JOIN contact c", "c.id = b.id"
        own = (self._slot(_CONTACT, self._own()), self._slot(self._card, self._own_card()))
        yield self._engine.unfolded(rows, f"{tied} AND b.company_id IS NULL", own)
        if has_people:
            person = (self._slot(_CONTACT, self._person()), self._slot(self._card, self._person_card()))
            company = f"{tied} AND o.id = b.company_id"
            yield self._engine.unfolded(f"{rows} CROSS JOIN contact o", company, person)

    def _own(self) -> Iterator[Said]:
        """Tell of a card's own contact."""
        yield _said("number", Reason.DEFAULTED)
        yield from (_said(name, Reason.SYNCHRONISED, self._from_card) for name in self._shared)
        initial = [name for name in ("type", "privacyBlocked") if name not in self._shared]
        yield from (_said(name, Reason.DEFAULTED) for name in initial)
        yield from (_said(name, Reason.DERIVED) for name in PARTS)

    def _own_card(self) -> Iterator[Said]:
        yield LINKED_CONTACT, "'contact-' || b.id", (Reason.ENTERED, _FROM_CONTACT)
        itself = "CASE WHEN b.primary_id = b.id THEN 'contact-' || b.id END"
        yield "primaryContactId", itself, (Reason.DERIVED, _FROM_CONTACT)
        yield "contactName", "b.takes_name", (Reason.DERIVED, _FROM_CONTACT)

    def _person(self) -> Iterator[Said]:
        """Tell of the person whose name was typed on a card."""
        yield _said("number", Reason.DEFAULTED)
        yield from (_said(name, Reason.DERIVED, self._from_card) for name in ("name", "type", "companyId"))
        yield from (_said(name, Reason.INHERITED, ("CONTACT", "o.number")) for name in self._inherited)
        yield from (_said(name, Reason.DERIVED) for name in PARTS)
        yield _said("privacyBlocked", Reason.DEFAULTED)

    def _person_card(self) -> Iterator[Said]:
        yield "primaryContactId", "'contact-' || b.id", (Reason.DERIVED, _FROM_CONTACT)

    def _slot(self, record: tuple[str, ...], said: Iterator[Said]) -> tuple[str, ...]:
        """Write what is said of a record as `domain.sync.packing` does; a field without a value is left out."""
        places: dict[Cause, int] = {}
        changes = [
            f"""'["{field}",null,' || {self._engine.quoted(after)} || ',{places.setdefault(cause, len(places))}]'"""
            for field, after, cause in said
        ]
        causes = " || ',' || ".join(self._cause(reason, source) for reason, source in places)
        return (*record, f"'[' || {causes} || ']'", f"'[' || concat_ws(',', {', '.join(changes)}) || ']'")

    def _cause(self, reason: Reason, source: Source) -> str:
        if source is None:
            return f"""'["{reason}",null,null]'"""
        kind, number = source
        return f"""'["{reason}","{kind}",' || {self._engine.quoted(number)} || ']'"""


def _said(name: str, reason: Reason, source: Source = None) -> Said:
    return name, as_text(name), (reason, source)


def _described(change: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if name == "record_id" else value for name, value in change.items() if name != "position"}
