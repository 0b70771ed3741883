"""Turn SQLAlchemy's statements into what a driver takes, each shape once, and the driver's rows into its results.

SQLAlchemy writes the SQL and knows the types of columns; its engine is left out, which costs some ten times what a
driver does for a statement. See docs/decisions/0023.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Executable
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.util import LRUCache

from db.drivers import Ran

DIALECTS: Mapping[str, type[Dialect]] = {"sqlite": pysqlite.dialect, "postgresql": asyncpg.dialect}
Parameters: TypeAlias = Mapping[str, Any]
SHAPES = 1_000
"""How many shapes of statements are kept."""


class Rows(IteratorResult[*tuple[Any, ...]]):
    """The result of a statement, and how many rows it wrote."""

    def __init__(self, names: SimpleResultMetaData, rows: Iterator[Any], rowcount: int) -> None:
        super().__init__(names, rows)
        self.rowcount = rowcount


class Shape:
    """A statement without its values: its text, and how values go in and come out."""

    def __init__(self, compiled: SQLCompiler) -> None:
        self._compiled = compiled
        self._defaults = dict(_defaults(compiled))
        self._expands = bool(compiled.post_compile_params or compiled.literal_execute_params)
        self._into: Mapping[str, Any] = compiled._bind_processors  # noqa: SLF001 - what SQLAlchemy's engine does here
        columns = compiled._result_columns  # noqa: SLF001 - the same
        found = [column.type._cached_result_processor(compiled.dialect, None) for column in columns]  # noqa: SLF001 - the same
        self._out = [(place, processor) for place, processor in enumerate(found) if processor]
        self._names = SimpleResultMetaData([column.keyname for column in columns]) if columns else None

    def bound(self, parameters: Parameters | None, extracted: Any, collected: Any) -> tuple[str, list[Any]]:
        """Return the text and the values in their order; a list for IN makes a text of its own."""
        compiled, into = self._compiled, self._into
        values = compiled.construct_params(parameters, extracted, escape_names=False, _collected_params=collected)
        values.update(self._defaults)
        sql, order = compiled.string, tuple(compiled.positiontup or ())
        if self._expands:
            expanded = compiled._process_parameters_for_postcompile(values)  # noqa: SLF001 - the same
            sql, order, values = expanded.statement, tuple(expanded.positiontup or ()), dict(expanded.parameters)
            into = {**into, **expanded.processors}
        return sql, [into[name](values[name]) if name in into else values[name] for name in order]

    def rows(self, ran: Ran) -> Rows:
        """Return what the driver found, as values of Python."""
        names = self._names or SimpleResultMetaData(ran.names)
        return Rows(names, map(self._loaded, ran.rows) if self._out else map(tuple, ran.rows), ran.written)

    def _loaded(self, row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for place, processor in self._out:
            values[place] = processor(values[place])
        return tuple(values)


def _defaults(compiled: SQLCompiler) -> Iterator[tuple[str, Any]]:
    """Yield what is bound for the columns that an INSERT leaves out and that have a default."""
    for column in (*compiled.insert_prefetch, *compiled.update_prefetch):
        default: Any = column.default
        assert default.is_scalar  # noqa: S101 - our columns have no other
        yield compiled._within_exec_param_key_getter(column), default.arg  # noqa: SLF001 - what SQLAlchemy's engine does here


@cache
def statements(dialect: str) -> "Statements":
    """Return the shapes of an engine, which all databases on it have in common."""
    return Statements(dialect)


class Statements:
    """Every shape of statement that was asked for lately on one engine."""

    def __init__(self, dialect: str) -> None:
        self._dialect = DIALECTS[dialect]()
        self._compiled: LRUCache[Any, Any] = LRUCache(SHAPES)
        self._shapes: LRUCache[Any, Shape] = LRUCache(SHAPES)
        self._known: WeakKeyDictionary[Executable, Any] = WeakKeyDictionary()

    def shape(
        self, statement: Executable, columns: Sequence[str] = (), *, many: bool = False
    ) -> tuple[Shape, Any, Any]:
        """Return the shape of a statement, and the values that stand in the statement itself."""
        known = self._known.get(statement)
        if known is None or known[0] != (columns, many):
            known = (columns, many), self._found(statement, columns, many=many)
            self._known[statement] = known
        return known[1]

    def _found(self, statement: Any, columns: Sequence[str], *, many: bool) -> tuple[Shape, Any, Any]:
        compiled, extracted, collected, _ = statement._compile_w_cache(  # noqa: SLF001 - what SQLAlchemy's engine does here
            self._dialect, compiled_cache=self._compiled, column_keys=columns, for_executemany=many
        )
        shape = self._shapes.get(compiled)
        if shape is None:
            shape = self._shapes[compiled] = Shape(compiled)
        return shape, extracted, collected
