"""Read the rules of synchronisation that are in force: those of `domain.sync.fields`, changed by an administrator."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from db.tables import SyncRule
from db.unit_of_work import UnitOfWork
from domain.change import Kind
from domain.sync.fields import SHARED_FIELDS, Direction, SharedField

_RULES = SyncRule.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
CHANGED = select(_RULES.c.kind, _RULES.c.field, _RULES.c.direction)


async def rules(work: UnitOfWork) -> Sequence[SharedField]:
    """Return every shared field with the directions in force."""
    return in_force(await work.connection.execute(CHANGED))


def in_force(rows: Iterable[Any]) -> Sequence[SharedField]:
    """Return every shared field with the directions in force; `rows` are what `CHANGED` selects."""
    changed = {(field, Kind(kind)): Direction(direction) for kind, field, direction in rows}
    if not changed:
        return SHARED_FIELDS
    return tuple(
        replace(shared, rules={kind: changed.get((shared.code, kind), rule) for kind, rule in shared.rules.items()})
        for shared in SHARED_FIELDS
    )
