"""Carry out a plan: write each record once, its links, and the journal with them. Nothing else writes records."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import bindparam, delete, insert, update
from uuid_utils import uuid7

from db.tables import ChangeSet, ContactRelation, RecordChange, metadata
from db.unit_of_work import UnitOfWork
from domain.change import Change, Kind, Record
from domain.sync.packing import packed
from domain.sync.rows import Row, write
from domain.sync.writes import Lines, Link, Signed, Writes
from domain.tables import RECORD_FIELDS, TABLES, TYPE_NAMES, link_column, stored

_LINKS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_CHANGE_SETS = ChangeSet.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_RECORD_CHANGES = RecordChange.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
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
    key, journal = _journal(by_record.values(), signed, writes.reverts)
    await _insert(work, by_record, writes, signed)
    await _unlink(work, writes.unlinked)
    if writes.links or writes.deleted or writes.lines:
        await _update(work, _changed(by_record, writes, signed.at))
        await _replace_lines(work, writes.lines)
        await _link(work, writes.links, signed)
        await _delete(work, writes.deleted)
        await write(work, journal)
    else:
        await _update(work, _changed(by_record, writes, signed.at), journal)
    return key


async def _insert(work: UnitOfWork, by_record: ByRecord, writes: Writes, signed: Signed) -> None:
    rows: dict[Kind, list[dict[str, Any]]] = defaultdict(list)
    for key, changes in by_record.items():
        record = changes[0].record
        if record.version == 0 or key in writes.restored:
            created = writes.restored.get(key, signed.at)
            made = {"id": key, "version": record.version + 1, "created_at": created, "updated_at": signed.at}
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


def _changed(by_record: ByRecord, writes: Writes, at: datetime) -> list[Row]:
    """Return the rows that are there and stay, with what changes of them."""
    not_there = {record.id for record in writes.deleted} | writes.restored.keys()
    return [
        _changed_row(changes[0].record, changes, at)
        for key, changes in by_record.items()
        if changes[0].record.version and key not in not_there
    ]


def _changed_row(record: Record, changes: Iterable[Change], at: datetime) -> Row:
    columns = {**stored(record.kind, _new(changes)), "version": record.version + 1, "updated_at": at}
    return Row(TABLES[record.kind], columns, (record.id, record.version))


async def _update(work: UnitOfWork, changed: Sequence[Row], besides: Sequence[Row] = ()) -> None:
    """Change rows that are still at the version from which they were planned; insert others at once with them."""
    counts = await write(work, [*changed, *besides])
    for row, count in zip(changed, counts, strict=False):
        if count != 1:
            raise RowChanged(row.at)


def _new(changes: Iterable[Change]) -> dict[str, Any]:
    return {change.field: change.after for change in changes if change.field in RECORD_FIELDS[change.record.kind]}


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


def _journal(by_record: Iterable[Sequence[Change]], signed: Signed, reverts: str | None) -> tuple[str, list[Row]]:
    """Return the rows of a new change set, and its key."""
    key = str(uuid7())
    change_set = {"id": key, "at": signed.at, "actor": signed.actor, "operation": signed.operation}
    change_set |= {"reverts_id": reverts} if reverts else {}
    rows = [Row(_RECORD_CHANGES, columns) for columns in _journal_rows(key, by_record)]
    return key, [Row(_CHANGE_SETS, change_set), *rows]


def _journal_rows(change_set: str, by_record: Iterable[Sequence[Change]]) -> Iterator[Mapping[str, Any]]:
    position = 1
    for changes in by_record:
        record = changes[0].record
        yield {
            "change_set_id": change_set,
            "position": position,
            "record_kind": str(record.kind),
            "record_id": record.id,
            "record_number": record.number,
            "record_version": record.version + 1,
            **packed(changes),
        }
        position += len(changes)
