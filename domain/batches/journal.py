"""Tell the journal of a batch, as one statement over what was written: what it keeps is read from the new contacts.

Each row of the list has as many places as it has slots; those without a value stay unused, so that positions follow
the order of the list and are unique, but not without gaps.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import text

from db.unit_of_work import UnitOfWork
from domain.batches.contents import as_text, inherited, shared_with
from domain.batches.engines import MANY_ROWS, engine_of
from domain.change import Kind, Reason
from domain.setup import Setup
from domain.sync.fields import SharedField
from domain.sync.names import PARTS
from domain.sync.writes import LINKED_CONTACT

_PLACES = 64
"""Places that each row of the list has for its changes, more than there are slots."""
_COLUMNS = "change_set_id, position, record_kind, record_id, record_number, record_version, field, after, reason"
_SHOWN = ("record_kind", "record_id", "record_number", "field", "after", "reason", "source_kind", "source_number")
_CONTACT = ("'CONTACT'", "b.id", "c.number", "1")
_FROM_CONTACT = ("'CONTACT'", "c.number")
_FROM_NOTHING = ("NULL", "NULL")
Slot = tuple[str, ...]


class Journal:
    """What is told of each row of the list."""

    def __init__(
        self, work: UnitOfWork, kind: Kind, rules: Sequence[SharedField], setup: Setup, *, has_people: bool
    ) -> None:
        self._work, self._has_people = work, has_people
        self._card = (f"'{kind}'", "b.card_id", "b.card_number", "b.card_version + 1")
        self._from_card = (f"'{kind}'", "b.card_number")
        self._shared = list(shared_with(kind, rules))
        self._inherited = inherited(setup.inheritance)

    async def write(self, change_set: str) -> None:
        """Insert every change."""
        columns = f"{_COLUMNS}, source_kind, source_number"
        key = f"CAST('{change_set}' AS {engine_of(self._work).id_type})"
        values = f"{key}, s.n * {_PLACES} + s.place, s.kind, s.id, s.number, s.version, s.field, s.after, s.reason"
        for rows in self._sources():
            sql = f"INSERT INTO field_change ({columns}) SELECT {values}, s.source_kind, s.source_number FROM {rows}"
            await self._work.connection.execute(text(f"{MANY_ROWS} {sql}"))

    async def shown(self, first: int) -> tuple[dict[str, Any], ...]:
        """Return what is told of the first rows of the list, as a plan shows it."""
        found: list[Any] = []
        for rows in self._sources():
            values = "s.kind, s.id, s.number, s.field, s.after, s.reason, s.source_kind, s.source_number"
            query = text(f"SELECT s.n, s.place, {values} FROM {rows} WHERE s.n <= :first")
            found += (await self._work.connection.execute(query, {"first": first})).all()
        return tuple(_described(*row[2:]) for row in sorted(found, key=lambda row: (row.n, row.place)))

    def _sources(self) -> Iterator[str]:
        engine = engine_of(self._work)
        rows, tied = "batch_new b CROSS JOIN contact c", "c.id = b.id"
        yield engine.unfolded(rows, f"{tied} AND b.company_id IS NULL", list(self._own()))
        if self._has_people:
            yield engine.unfolded(
                f"{rows} CROSS JOIN contact o", f"{tied} AND o.id = b.company_id", list(self._person())
            )

    def _own(self) -> Iterator[Slot]:
        """Tell of a card's own contact, and of the card."""
        yield _said(_CONTACT, "number", Reason.DEFAULTED)
        yield from (_said(_CONTACT, name, Reason.SYNCHRONISED, self._from_card) for name in self._shared)
        initial = [name for name in ("type", "privacyBlocked") if name not in self._shared]
        yield from (_said(_CONTACT, name, Reason.DEFAULTED) for name in initial)
        yield from (_said(_CONTACT, name, Reason.DERIVED) for name in PARTS)
        yield self._changed(LINKED_CONTACT, "'contact-' || b.id", Reason.ENTERED)
        itself = "CASE WHEN b.primary_id = b.id THEN 'contact-' || b.id END"
        yield self._changed("primaryContactId", itself, Reason.DERIVED)
        yield self._changed("contactName", "b.takes_name", Reason.DERIVED)

    def _person(self) -> Iterator[Slot]:
        """Tell of the person whose name was typed on a card, and of the card."""
        yield _said(_CONTACT, "number", Reason.DEFAULTED)
        yield from (_said(_CONTACT, name, Reason.DERIVED, self._from_card) for name in ("name", "type", "companyId"))
        company = ("'CONTACT'", "o.number")
        yield from (_said(_CONTACT, name, Reason.INHERITED, company) for name in self._inherited)
        yield from (_said(_CONTACT, name, Reason.DERIVED) for name in PARTS)
        yield _said(_CONTACT, "privacyBlocked", Reason.DEFAULTED)
        yield self._changed("primaryContactId", "'contact-' || b.id", Reason.DERIVED)

    def _changed(self, field: str, after: str, reason: Reason) -> Slot:
        return (*self._card, f"'{field}'", after, f"'{reason}'", *_FROM_CONTACT)


def _said(record: Slot, name: str, reason: Reason, source: Slot = _FROM_NOTHING) -> Slot:
    return (*record, f"'{name}'", as_text(name), f"'{reason}'", *source)


def _described(*values: Any) -> dict[str, Any]:
    shown = dict(zip(_SHOWN, values, strict=True))
    return {**shown, "record_id": str(shown["record_id"]), "before": None}
