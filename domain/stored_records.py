"""Read records as JSON arrays of their values: the database writes one, and Python reads it, sooner than forty columns.

Every node of a plan, and every row of a result, costs the database and its driver something for each column.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import orjson
from sqlalchemy import ColumnElement, FromClause, func

from db.types import Flag, Money
from domain.change import Kind, Record
from domain.tables import NUMBERS, RECORD_FIELDS, TABLES, record_of

_ARRAY = {"sqlite": func.json_array, "postgresql": func.json_build_array}


def as_json(dialect: str, columns: Iterable[ColumnElement[Any]]) -> ColumnElement[Any]:
    """Return an expression whose value is a JSON array of what these have."""
    return _ARRAY[dialect](*columns)


def record_as_json(dialect: str, kind: Kind, source: FromClause) -> ColumnElement[Any]:
    """Return an expression whose value `records` can read; `source` has the columns of the kind's table."""
    return as_json(dialect, (source.c[name] for name in _columns(kind)))


def records(kind: Kind, written: Iterable[str]) -> Iterator[Record]:
    """Yield what the database wrote as records."""
    columns = _columns(kind)
    for values in map(orjson.loads, written):
        for place, type_ in _unlike_json(kind):
            values[place] = type_.process_result_value(values[place], None)
        yield record_of(kind, dict(zip(columns, values, strict=True)))


@cache
def _columns(kind: Kind) -> tuple[str, ...]:
    """Return the columns that a record is made of."""
    return "id", "version", NUMBERS.get(kind, "number"), *(field.column for field in RECORD_FIELDS[kind].values())


@cache
def _unlike_json(kind: Kind) -> list[tuple[int, Any]]:
    """Return the places of columns whose values JSON has in another form, with their types."""
    types = [TABLES[kind].c[name].type for name in _columns(kind)]
    return [(place, type_) for place, type_ in enumerate(types) if isinstance(type_, Flag | Money)]
