"""Carry out a plan: write each record once, its links, and the journal with them. Nothing else writes records."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Update, bindparam, insert, update
from uuid_utils import uuid7

from db.tables import ChangeSet, ContactRelation, FieldChange
from db.unit_of_work import UnitOfWork
from domain.change import Change, Kind, Reason, Record, as_text
from domain.fields import FIELDS
from domain.tables import TABLES, TYPE_NAMES, id_of, link_column, stored

LINKED_CONTACT, RELATION = "linkedContact", "businessRelation"
"""Fields of the journal that no column holds: the contact a card is linked with, a relation given to a contact."""
_NO_COLUMN = frozenset({LINKED_CONTACT, RELATION})


class RowChanged(Exception):  # noqa: N818 - a broken promise of the locks, not an answer
    """A record is not at the version that its plan was made from, although it is locked."""


@dataclass(frozen=True)
class NewLink:
    """A business relation given to a contact, by its key and code; with a card it is a link."""

    contact: Record
    card: Record | None
    relation_key: str
    relation_code: str

    def change(self, reason: Reason) -> Change:
        """Return how the journal tells it: on the card, or on the contact where the relation only classifies."""
        if self.card is None:
            return Change(self.contact, RELATION, None, self.relation_code, reason)
        return Change(self.card, LINKED_CONTACT, None, id_of(self.contact), reason, self.contact)


@dataclass(frozen=True)
class Writes:
    """What is to be written: changes of stored records, new records (at version 0, with all values), new links."""

    changes: Sequence[Change] = ()
    created: Sequence[Record] = ()
    links: Sequence[NewLink] = ()
    reason: Reason = Reason.ENTERED

    def journalled(self) -> Iterator[Change]:
        """Return every change for the journal; of a new record, each field that has a value."""
        for record in self.created:
            for name, value in record.values.items():
                if value is not None:
                    yield Change(record, name, None, value, self.reason)
        yield from self.changes
        for link in self.links:
            yield link.change(self.reason)


@dataclass(frozen=True)
class Signed:
    """Who does what, and when."""

    actor: str
    operation: str
    at: datetime


async def apply(work: UnitOfWork, writes: Writes, signed: Signed) -> str | None:
    """Write it all, and one change set that names every change; return its key, None where nothing changes.

    Raises:
        RowChanged: a lock was missing; the transaction must be rolled back.
    """
    by_record: dict[str, list[Change]] = defaultdict(list)
    for change in writes.journalled():
        by_record[change.record.id].append(change)
    if not by_record:
        return None
    await _insert(work, writes.created, signed.at)
    new = {record.id for record in writes.created}
    for key, changes in by_record.items():
        if key not in new:
            await _update(work, changes[0].record, changes, signed.at)
    await _link(work, writes.links, signed.at)
    return await _journal(work, by_record.values(), signed)


async def _insert(work: UnitOfWork, records: Iterable[Record], at: datetime) -> None:
    by_kind: dict[Kind, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        made = {"id": record.id, "version": 1, "created_at": at, "updated_at": at}
        by_kind[record.kind].append({**made, **stored(record.kind, record.values)})
    for kind in sorted(by_kind, key=list(Kind).index):
        await _insert_rows(work, kind, by_kind[kind])


async def _insert_rows(work: UnitOfWork, kind: Kind, rows: list[dict[str, Any]]) -> None:
    """Insert rows; what refers to another row of the table is filled in once all are there."""
    table = TABLES[kind]
    own = [field.column for field in FIELDS[kind].values() if field.refers_to == TYPE_NAMES[kind]]
    await work.connection.execute(insert(table), [{**row, **dict.fromkeys(own)} for row in rows])
    for column in own:
        referring = [{"key": row["id"], "target": row[column]} for row in rows if row[column] is not None]
        if referring:
            statement = update(table).where(table.c.id == bindparam("key")).values({column: bindparam("target")})
            await work.connection.execute(statement, referring)


async def _update(work: UnitOfWork, record: Record, changes: Iterable[Change], at: datetime) -> None:
    values = {change.field: change.after for change in changes if change.field not in _NO_COLUMN}
    columns = {**stored(record.kind, values), "version": record.version + 1, "updated_at": at}
    found = {"this_id": record.id, "this_version": record.version}
    if (await work.connection.execute(_updating(record.kind, tuple(columns)), columns | found)).rowcount != 1:
        raise RowChanged(record.number)


@lru_cache(maxsize=1024)
def _updating(kind: Kind, columns: tuple[str, ...]) -> Update:
    """Return the statement that sets columns of a row that is still at the version from which it was planned."""
    table = TABLES[kind]
    as_planned = (table.c.id == bindparam("this_id"), table.c.version == bindparam("this_version"))
    return update(table).where(*as_planned).values({name: bindparam(name) for name in columns})


async def _link(work: UnitOfWork, links: Iterable[NewLink], at: datetime) -> None:
    rows = [_link_row(link, at) for link in links]
    if rows:
        await work.connection.execute(insert(ContactRelation), rows)


def _link_row(link: NewLink, at: datetime) -> dict[str, Any]:
    cards = dict.fromkeys(("customer_id", "vendor_id", "bank_account_id"))
    if link.card:
        cards[link_column(link.card.kind)] = link.card.id
    return {
        "id": str(uuid7()),
        "contact_id": link.contact.id,
        "business_relation_id": link.relation_key,
        "kind": str(link.card.kind) if link.card else None,
        "created_at": at,
        **cards,
    }


async def _journal(work: UnitOfWork, changes: Iterable[Iterable[Change]], signed: Signed) -> str:
    key = str(uuid7())
    change_set = {"id": key, "at": signed.at, "actor": signed.actor, "operation": signed.operation}
    await work.connection.execute(insert(ChangeSet), [change_set])
    in_order = [change for own in changes for change in own]
    rows = [_journal_row(key, position, change) for position, change in enumerate(in_order, 1)]
    await work.connection.execute(insert(FieldChange), rows)
    return key


def _journal_row(change_set: str, position: int, change: Change) -> Mapping[str, Any]:
    made = {"change_set_id": change_set, "position": position, "record_version": change.record.version + 1}
    return made | described(change)


def described(change: Change) -> dict[str, Any]:
    """Return a change as the journal's columns, as far as they do not depend on its being carried out."""
    return {
        "record_kind": str(change.record.kind),
        "record_id": change.record.id,
        "record_number": change.record.number,
        "field": change.field,
        "before": as_text(change.before),
        "after": as_text(change.after),
        "reason": str(change.reason),
        "source_kind": str(change.source.kind) if change.source else None,
        "source_number": change.source.number if change.source else None,
    }
