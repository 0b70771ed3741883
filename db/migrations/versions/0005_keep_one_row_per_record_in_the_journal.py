"""Keep the journal as one row per record and change set instead of one per field.

Rows are moved in portions, so that the memory needed does not grow with the journal.

Revision: 0005, after 0004.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, islice
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op

from db import types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PORTION = 5_000
RECORD = {
    "record_kind": types.Chars(20),
    "record_id": types.Id(),
    "record_number": types.Chars(20),
    "record_version": sa.Integer(),
}
CHANGE = {"field": types.Chars(50), "before": types.Chars(), "after": types.Chars()}
CAUSE = {"reason": types.Chars(20), "source_kind": types.Chars(20), "source_number": types.Chars(20)}
OPTIONAL = {"before", "after", "source_kind", "source_number"}
Row = dict[str, Any]


def upgrade() -> None:
    table = _create("record_change", RECORD | {"causes": types.Chars(), "changes": types.Chars()})
    _move("field_change", RECORD | CHANGE | CAUSE, _folded, table)


def downgrade() -> None:
    table = _create("field_change", RECORD | CHANGE | CAUSE)
    _move("record_change", RECORD | {"causes": types.Chars(), "changes": types.Chars()}, _unfolded, table)


def _create(name: str, columns: dict[str, Any]) -> sa.Table:
    table = op.create_table(
        name,
        sa.Column("change_set_id", types.Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *(sa.Column(column, type_, nullable=column in OPTIONAL) for column, type_ in columns.items()),
        sa.ForeignKeyConstraint(
            ["change_set_id"], ["change_set.id"], name=op.f(f"fk_{name}_change_set_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("change_set_id", "position", name=op.f(f"pk_{name}")),
        sqlite_strict=True,
    )
    op.create_index(f"ix_{name}_record", name, ["record_id", "record_version", "position"])
    return table


def _move(
    source: str, columns: dict[str, Any], form: Callable[[Iterable[Row]], Iterator[Row]], target: sa.Table
) -> None:
    placed = {"change_set_id": types.Id(), "position": sa.Integer()}
    rows = sa.table(source, *(sa.column(name, type_) for name, type_ in (placed | columns).items()))
    for portion in _portions(form(_read(rows))):
        op.get_bind().execute(sa.insert(target), portion)
    op.drop_table(source)


def _read(table: Any) -> Iterator[Row]:
    """Yield all rows in the order of their keys."""
    key = (table.c.change_set_id, table.c.position)
    behind: Any = sa.true()
    query = sa.select(table).order_by(*key).limit(PORTION)
    while rows := op.get_bind().execute(query.where(behind)).mappings().all():
        yield from map(dict, rows)
        last = (sa.literal(rows[-1][column.name], column.type) for column in key)
        behind = sa.tuple_(*key) > sa.tuple_(*last)


def _portions(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while portion := list(islice(rows, PORTION)):
        yield portion


def _folded(rows: Iterable[Row]) -> Iterator[Row]:
    """Make one row of those that follow each other and are of one record."""
    shared = ("change_set_id", *RECORD)
    for key, fields in groupby(rows, lambda row: tuple(row[name] for name in shared)):
        changes, places = list(fields), dict[tuple[Any, ...], int]()
        told = [
            [*(row[name] for name in CHANGE), places.setdefault(tuple(row[name] for name in CAUSE), len(places))]
            for row in changes
        ]
        lists = {"causes": orjson.dumps(list(places)).decode(), "changes": orjson.dumps(told).decode()}
        yield {**dict(zip(shared, key, strict=True)), "position": changes[0]["position"], **lists}


def _unfolded(rows: Iterable[Row]) -> Iterator[Row]:
    return chain.from_iterable(map(_fields, rows))


def _fields(row: Row) -> Iterator[Row]:
    causes, changes = (orjson.loads(row.pop(name)) for name in ("causes", "changes"))
    for place, (*change, cause) in enumerate(changes):
        told = dict(zip(CHANGE, change, strict=True)) | dict(zip(CAUSE, causes[cause], strict=True))
        yield {**row, "position": row["position"] + place, **told}
