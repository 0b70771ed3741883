"""Carry out a plan: write each record once, its links, and the journal with them. Nothing else writes records."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import Update, bindparam, delete, insert, update
from uuid_utils import uuid7

from db.tables import ChangeSet, ContactRelation, FieldChange, metadata
from db.unit_of_work import UnitOfWork
from domain.change import Change, Kind, Record
from domain.sync.writes import Lines, Link, Signed, Writes, described
from domain.tables import RECORD_FIELDS, TABLES, TYPE_NAMES, link_column, stored

_LINKS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
ByRecord: TypeAlias = Mapping[str, list[Change]]


class RowChanged(Exception):  # noqa: N818 - a broken promise of the locks, not an answer
    """A record is not at the version that its plan was made from, although it is locked."""


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
    gone = {record.id for record in writes.deleted}
    await _insert(work, by_record, signed)
    await _unlink(work, writes.unlinked)
    for key, changes in by_record.items():
        if changes[0].record.version and key not in gone:
            await _update(work, changes[0].record, changes, signed.at)
    await _replace_lines(work, writes.lines)
    await _link(work, writes.links, signed)
    await _delete(work, writes.deleted)
    return await _journal(work, by_record.values(), signed)


async def _insert(work: UnitOfWork, by_record: ByRecord, signed: Signed) -> None:
    rows: dict[Kind, list[dict[str, Any]]] = defaultdict(list)
    for key, changes in by_record.items():
        record = changes[0].record
        if record.version == 0:
            made = {"id": key, "version": 1, "created_at": signed.at, "updated_at": signed.at}
            rows[record.kind].append(
                {**made, **stored(record.kind, dict.fromkeys(RECORD_FIELDS[record.kind]) | _new(changes))}
            )
    for kind in sorted(rows, key=list(Kind).index):
        await _insert_rows(work, kind, rows[kind])


async def _insert_rows(work: UnitOfWork, kind: Kind, rows: list[dict[str, Any]]) -> None:
    """Insert rows; what refers to another row of the table is filled in once all are there."""
    table = TABLES[kind]
    own = [field.column for field in RECORD_FIELDS[kind].values() if field.refers_to == TYPE_NAMES[kind]]
    await work.connection.execute(insert(table), [{**row, **dict.fromkeys(own)} for row in rows])
    for column in own:
        referring = [{"key": row["id"], "target": row[column]} for row in rows if row[column] is not None]
        if referring:
            statement = update(table).where(table.c.id == bindparam("key")).values({column: bindparam("target")})
            await work.connection.execute(statement, referring)


async def _update(work: UnitOfWork, record: Record, changes: Iterable[Change], at: datetime) -> None:
    columns = {**stored(record.kind, _new(changes)), "version": record.version + 1, "updated_at": at}
    found = {"this_id": record.id, "this_version": record.version}
    if (await work.connection.execute(_updating(record.kind, tuple(columns)), columns | found)).rowcount != 1:
        raise RowChanged(record.number)


def _new(changes: Iterable[Change]) -> dict[str, Any]:
    return {change.field: change.after for change in changes if change.field in RECORD_FIELDS[change.record.kind]}


@lru_cache(maxsize=1024)
def _updating(kind: Kind, columns: tuple[str, ...]) -> Update:
    """Return the statement that sets columns of a row that is still at the version from which it was planned."""
    table = TABLES[kind]
    as_planned = (table.c.id == bindparam("this_id"), table.c.version == bindparam("this_version"))
    return update(table).where(*as_planned).values({name: bindparam(name) for name in columns})


async def _link(work: UnitOfWork, links: Iterable[Link], signed: Signed) -> None:
    rows = [_link_row(link, signed) for link in links]
    if rows:
        await work.connection.execute(insert(_LINKS), rows)


def _link_row(link: Link, signed: Signed) -> dict[str, Any]:
    cards = dict.fromkeys(("customer_id", "vendor_id", "bank_account_id"))
    if link.card:
        cards[link_column(link.card.kind)] = link.card.id
    return {
        "id": link.id,
        "contact_id": link.contact.id,
        "business_relation_id": link.relation_key,
        "kind": str(link.card.kind) if link.card else None,
        "created_at": signed.at,
        **cards,
    }


async def _unlink(work: UnitOfWork, links: Iterable[Link]) -> None:
    keys = [link.id for link in links]
    if keys:
        await work.connection.execute(delete(_LINKS).where(_LINKS.c.id.in_(keys)))


async def _replace_lines(work: UnitOfWork, documents: Iterable[Lines]) -> None:
    for lines in documents:
        for name, rows in lines.rows.items():
            table = metadata.tables[name]
            if lines.before:
                await work.connection.execute(delete(table).where(table.c.document_id == lines.document.id))
            if rows:
                await work.connection.execute(
                    insert(table), [{**row, "document_id": lines.document.id} for row in rows]
                )


async def _delete(work: UnitOfWork, records: Iterable[Record]) -> None:
    """Delete rows in the order given: persons come before the company that they belong to."""
    for record in records:
        table = TABLES[record.kind]
        as_planned = (table.c.id == record.id, table.c.version == record.version)
        if (await work.connection.execute(delete(table).where(*as_planned))).rowcount != 1:
            raise RowChanged(record.number)


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
