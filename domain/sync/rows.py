"""Write rows of several tables with as few statements as the engine allows.

PostgreSQL takes many in one statement, and so in one round trip; SQLite, which has no round trips, one at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Insert, Select, Table, Update, bindparam, func, insert, literal_column, select, update

from db.unit_of_work import UnitOfWork

MOST = 24
"""Rows that one statement writes."""


@dataclass(frozen=True)
class Row:
    """A row to insert; with `at`, its key and version, the columns to set of a row that is there at that version."""

    table: Table
    columns: Mapping[str, Any]
    at: tuple[str, int] | None = None

    @property
    def shape(self) -> "Shape":
        """Return what decides about the statement."""
        return self.table, tuple(self.columns), self.at is not None

    def binds(self, place: int) -> dict[str, Any]:
        """Return what the statement binds for it."""
        bound = {_name(place, column): value for column, value in self.columns.items()}
        if self.at:
            bound[_name(place, "this_id")], bound[_name(place, "this_version")] = self.at
        return bound


Shape: TypeAlias = tuple[Table, tuple[str, ...], bool]


async def write(work: UnitOfWork, rows: Sequence[Row]) -> list[int]:
    """Write them in this order; return for each how many rows it wrote: 0 where none was at its version."""
    if work.dialect == "postgresql":
        return [count for start in range(0, len(rows), MOST) for count in await _at_once(work, rows[start:][:MOST])]
    return [count for _, alike in groupby(rows, _batch) for count in await _one_by_one(work, list(alike))]


def _batch(row: Row) -> tuple["Shape", str | None]:
    """Tell which rows the driver takes together: it counts changed rows only one by one."""
    return row.shape, row.at and row.at[0]


async def _one_by_one(work: UnitOfWork, rows: Sequence[Row]) -> list[int]:
    binds = [row.binds(0) for row in rows]
    written = await work.connection.execute(_statement(rows[0].shape, 0), binds if len(binds) > 1 else binds[0])
    return [written.rowcount] if len(rows) == 1 else [1] * len(rows)


async def _at_once(work: UnitOfWork, rows: Sequence[Row]) -> Iterator[int]:
    binds = {name: value for place, row in enumerate(rows) for name, value in row.binds(place).items()}
    counts = (await work.connection.execute(_combined(tuple(row.shape for row in rows)), binds)).one()
    return iter(counts)


@lru_cache(maxsize=1024)
def _combined(shapes: tuple[Shape, ...]) -> Select[Any]:
    """Return one statement for all; each part sees what was there before it, and keys are checked at the end."""
    written = (
        _statement(shape, place).returning(literal_column("1").label("one")).cte(f"row_{place}")
        for place, shape in enumerate(shapes)
    )
    return select(*(select(func.count()).select_from(each).scalar_subquery() for each in written))


@lru_cache(maxsize=1024)
def _statement(shape: Shape, place: int) -> Insert | Update:
    table, columns, exists = shape
    values: dict[str, Any] = {column: bindparam(_name(place, column)) for column in columns}
    if not exists:
        return insert(table).values(values)
    as_planned = (
        table.c.id == bindparam(_name(place, "this_id")),
        table.c.version == bindparam(_name(place, "this_version")),
    )
    return update(table).where(*as_planned).values(values)


def _name(place: int, column: str) -> str:
    return f"{column}_of_{place}"
