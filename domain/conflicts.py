"""Tell an edit that was made from an old version from one that clashes. Source: product.md §2.10."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import select

from db.tables import ChangeSet, RecordChange
from db.unit_of_work import UnitOfWork
from domain.change import Record, Value, as_text
from domain.errors import Conflict, FieldConflict, InvalidValue, Refusal
from domain.sync.packing import unpacked

_CHANGES, _SETS = RecordChange.__table__, ChangeSet.__table__  # type: ignore[attr-defined] # SQLModel makes them


@dataclass(frozen=True)
class Merged:
    """What is left to do of an edit that was made from an older version, and why it may not be done."""

    asked: Mapping[str, Value]
    refusals: tuple[Refusal, ...] = ()


async def merge(work: UnitOfWork, record: Record, expected_version: int | None, asked: Mapping[str, Value]) -> Merged:
    """Merge an edit made from `expected_version` with what others changed since.

    What the caller left alone is kept as others made it, also where the caller sends back the value it once read. The
    same field changed on both sides to different values is a conflict. A field that others changed and changed back is
    as the caller knows it: no conflict.
    """
    if expected_version is None or expected_version == record.version:
        return Merged(asked)
    if not 1 <= expected_version < record.version:
        return Merged(asked, (_unknown_version(record),))
    meanwhile = await _meanwhile(work, record, expected_version)
    untouched = {field for field, change in meanwhile.items() if as_text(asked.get(field)) == change["base"]}
    touched = {field: value for field, value in asked.items() if field not in untouched}
    found = tuple(
        _conflict(record, field, touched[field], change)
        for field, change in meanwhile.items()
        if field in touched and as_text(record.values[field]) not in {as_text(touched[field]), change["base"]}
    )
    refusals = (Conflict(conflicts=found, version=record.version, path=("input",)),) if found else ()
    return Merged(touched, refusals)


async def changed_since(
    work: UnitOfWork,
    record: Record,
    expected_version: int | None,
    concerns: Callable[[str], bool] = lambda _field: True,
) -> list[Refusal]:
    """Refuse to act on a record when anything that concerns the act changed since `expected_version`.

    That is anything of the record, its link included, unless `concerns` says which fields.
    """
    if expected_version is None or expected_version == record.version:
        return []
    if not 1 <= expected_version < record.version:
        return [_unknown_version(record)]
    meanwhile = await _meanwhile(work, record, expected_version)
    found = tuple(_conflict(record, field, None, change) for field, change in meanwhile.items() if concerns(field))
    return [Conflict(conflicts=found, version=record.version, path=("input",))] if found else []


def _conflict(record: Record, field: str, yours: Value, change: Mapping[str, Any]) -> FieldConflict:
    return FieldConflict(
        field=field,
        base=change["base"],
        yours=as_text(yours),
        theirs=as_text(record.values[field]) if field in record.values else change["after"],
        changed_by=str(change["by"]),
        changed_at=change["at"],
    )


def _unknown_version(record: Record) -> Refusal:
    return InvalidValue(
        path=("input", "expectedVersion"),
        reason=f"The record never had this version; it is at version {record.version}. Read it again.",
        raison=f"L'enregistrement n'a jamais eu cette version ; il en est à la version {record.version}. Relisez-le.",
    )


async def _meanwhile(work: UnitOfWork, record: Record, version: int) -> dict[str, dict[str, Any]]:
    """Return for each field changed since a version what it was then, what it became, who changed it last, and when."""
    query = (
        select(_CHANGES, _SETS.c.actor, _SETS.c.at)
        .join(_SETS, _SETS.c.id == _CHANGES.c.change_set_id)
        .where(_CHANGES.c.record_id == record.id, _CHANGES.c.record_version > version)
        .order_by(_CHANGES.c.record_version, _CHANGES.c.position)
    )
    found: dict[str, dict[str, Any]] = {}
    for change in chain.from_iterable(map(unpacked, (await work.connection.execute(query)).mappings())):
        entry = found.setdefault(change["field"], {"base": change["before"]})
        entry |= {"after": change["after"], "by": change["actor"], "at": change["at"]}
    return found
