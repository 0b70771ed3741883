"""Say what is to be written, and how the journal tells it: changes, new and deleted records, new and ended links."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from uuid_utils import uuid7

from domain.change import Change, Reason, Record, Value, as_text
from domain.sync.packing import cause_of
from domain.tables import id_of

LINKED_CONTACT, RELATION = "linkedContact", "businessRelation"
"""Fields of the journal that no column holds: the contact a card is linked with, a relation given to a contact."""


@dataclass(frozen=True)
class Link:
    """A business relation of a contact, by its key and code; with a card it is a link. `id` is its own key."""

    contact: Record
    card: Record | None
    relation_key: str
    relation_code: str
    id: str = field(default_factory=lambda: str(uuid7()))

    def begun(self, reason: Reason) -> Change:
        """Return how the journal tells it: on the card, or on the contact where the relation only classifies."""
        if self.card is None:
            return Change(self.contact, RELATION, None, self.relation_code, reason)
        return Change(self.card, LINKED_CONTACT, None, id_of(self.contact), reason, self.contact)

    def ended(self, reason: Reason) -> Change:
        """Return how the journal tells its end."""
        if self.card is None:
            return Change(self.contact, RELATION, self.relation_code, None, reason)
        return Change(self.card, LINKED_CONTACT, id_of(self.contact), None, reason, self.contact)


@dataclass(frozen=True)
class Lines:
    """The lines of a document, which are all replaced: as the journal tells them by field, before and after.

    `rows` are those to be stored, by table, without the column `document_id`.
    """

    document: Record
    before: Mapping[str, str]
    after: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)

    def changes(self, reason: Reason) -> Iterator[Change]:
        """Return how the journal tells it: each line that is another one."""
        for name in sorted(self.before.keys() | self.after.keys(), key=_place):
            before, after = self.before.get(name), self.after.get(name)
            if before != after:
                yield Change(self.document, name, before, after, reason)


def _place(name: str) -> int:
    return int(name.rpartition(".")[2])


@dataclass(frozen=True)
class Writes:
    """What is to be written.

    A changed record at version 0 is new: its changes are all of its values. `created` are new records whose values
    are all there for one reason. Of a deleted record, the journal keeps every value that it had. `restored` are the
    keys of changed records that were deleted and come back, with the time of their creation; `reverts` is the key of
    the change set that all this takes back.
    """

    changes: Sequence[Change] = ()
    created: Sequence[Record] = ()
    links: Sequence[Link] = ()
    unlinked: Sequence[Link] = ()
    deleted: Sequence[Record] = ()
    lines: Sequence[Lines] = ()
    restored: Mapping[str, datetime] = field(default_factory=dict)
    reason: Reason = Reason.ENTERED
    reverts: str | None = None

    def journalled(self) -> Iterator[Change]:
        """Return every change in the journal's order, those of one record together."""
        by_record: dict[str, list[Change]] = {}
        for change in self._all():
            by_record.setdefault(change.record.id, []).append(change)
        return (change for own in by_record.values() for change in own)

    def _all(self) -> Iterator[Change]:
        """Return every change; of a new or deleted record, each field that has a value."""
        for record in self.created:
            yield from (Change(record, name, None, value, self.reason) for name, value in _held(record))
        yield from self.changes
        for lines in self.lines:
            yield from lines.changes(self.reason)
        yield from (link.begun(self.reason) for link in self.links)
        yield from (link.ended(self.reason) for link in self.unlinked)
        for record in self.deleted:
            yield from (Change(record, name, value, None, self.reason) for name, value in _held(record))


def _held(record: Record) -> Iterator[tuple[str, Value]]:
    return ((name, value) for name, value in record.values.items() if value is not None)


@dataclass(frozen=True)
class Signed:
    """Who does what, and when."""

    actor: str
    operation: str
    at: datetime


def described(change: Change) -> dict[str, Any]:
    """Return a change as a plan shows it, in the words of the journal."""
    return {
        "record_kind": str(change.record.kind),
        "record_id": change.record.id,
        "record_number": change.record.number,
        "field": change.field,
        "before": as_text(change.before),
        "after": as_text(change.after),
        **dict(zip(("reason", "source_kind", "source_number"), cause_of(change), strict=True)),
    }
