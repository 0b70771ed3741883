"""Write the one SQL statement of a tree, for either engine. Lists of pages are in `db.reading.pages`."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial, singledispatchmethod
from typing import Any

from db.reading import tree
from db.reading.conditions import condition_sql
from db.reading.dialects import Dialect
from db.reading.masks import masked_sql
from db.reading.pages import page_sql

AS_IT_IS = frozenset({"text", "uuid"})
"""Kinds of parameters that every driver takes as they are."""
_REFERENCE = re.compile(r"\{([tp])\}(?:\.(\w+))?")
_EACH, _JSON = re.compile(r"\{each (\S+) (\w+)\}"), re.compile(r"\{json (\S+)\}")


@dataclass(frozen=True)
class Plan:
    """One SQL statement with its parameters: everything about a read that can be known before it runs."""

    sql: str
    params: tuple[tree.Param, ...]
    dialect: Dialect
    checks: tuple[tree.Param, ...] = ()
    may_miss: bool = False
    """Whether the result may hold MISSING."""

    def bind(self, variables: tree.Variables) -> list[Any]:
        """Return the parameters' values for one request; those that the statement does without are checked too."""
        for param in self.checks:
            param.read(variables)
        return [read(variables) for read in self._readers]

    @cached_property
    def _readers(self) -> tuple[Callable[[tree.Variables], Any], ...]:
        """Return what reads and converts each parameter; texts and keys are bound as they are."""
        bind = self.dialect.bind
        return tuple(
            param.read if param.kind in AS_IT_IS else partial(_converted, bind, param) for param in self.params
        )


def _converted(bind: Callable[[tree.ParamKind, Any], Any], param: tree.Param, variables: tree.Variables) -> Any:
    return bind(param.kind, param.read(variables))


@dataclass
class Row:
    """A row under its alias; remembers which of its columns are used."""

    alias: str
    computed: Mapping[str, str] = field(default_factory=dict)
    wrapped: bool = False
    used: dict[str, None] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """Refer to a column, or to the expression it stands for where the row is not wrapped in a subquery."""
        self.used[name] = None
        if name in self.computed and not self.wrapped:
            return self.inner(name)
        return f"{self.alias}.{name}"

    def inner(self, name: str) -> str:
        """Refer to a column inside the subquery that wraps the row."""
        return self.computed[name].replace("{t}", self.alias) if name in self.computed else f"{self.alias}.{name}"

    def selected(self) -> str:
        """List the used columns for the wrapping subquery."""
        return ", ".join(f"{self.inner(name)} AS {name}" for name in self.used) or "1 AS one"


class Statement:
    """The statement while it is being written: its parameters and its aliases."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.params: dict[tree.Param, int] = {}
        self.checks: list[tree.Param] = []
        self.may_miss = False
        self._aliases = 0

    def param(self, param: tree.Param) -> str:
        """Bind a parameter; the same one twice is bound once."""
        position = self.params.setdefault(param, len(self.params) + 1)
        return self.dialect.placeholder(position, param.kind)

    def row(self, source: tree.Source, *, wrapped: bool = False) -> Row:
        """Give the rows of a source an alias."""
        self._aliases += 1
        return Row(f"t{self._aliases}", self._computed(source), wrapped)

    def _computed(self, source: tree.Source) -> dict[str, str]:
        """Return the expressions of columns that need one."""
        element, columns = self.dialect.element, source.computed.items()
        return {name: element(sql) if isinstance(sql, tree.Element) else self._spelt(sql) for name, sql in columns}

    def _spelt(self, template: str) -> str:
        """Write in the engine's words what it has words of its own for."""
        spelt = _EACH.sub(lambda match: self.dialect.each(*match.groups()), template)
        spelt = _JSON.sub(lambda match: self.dialect.parsed(match[1]), spelt)
        return spelt.replace("{now}", self.dialect.now())

    def origin(self, source: tree.Source, row: Row, parent: Row | None) -> tuple[str, str]:
        """Return FROM clause and WHERE condition of a source."""
        if isinstance(source.table, tree.JsonRows):
            table = self.dialect.rows(source.table, self.param(source.table.param), row.alias)
        elif isinstance(source.table, tree.Unfolded):
            each = self.dialect.each(f"{row.alias}.{source.table.column}", f"e{row.alias}")
            table = f"{source.table.table.replace('{t}', row.alias)} CROSS JOIN {each}"
        else:
            table = self.template(source.table, row, parent)
        return table, self.template(source.where or "true", row, parent, source.params)

    def template(self, template: str, row: Row, parent: Row | None, params: Sequence[tree.Param] = ()) -> str:
        """Fill in aliases and parameters; `{0}` is the first parameter."""

        def reference(match: re.Match[str]) -> str:
            which, name = match.groups()
            target = row if which == "t" else parent
            if target is None:
                raise ValueError(f"a root has no row above it: {template}")
            if name is None:
                return target.alias
            return target.inner(name) if which == "t" else target.column(name)

        filled = self._spelt(_REFERENCE.sub(reference, template))
        for position, param in enumerate(params):
            filled = filled.replace(f"{{{position}}}", self.param(param))
        return filled

    @singledispatchmethod
    def value(self, value: Any, row: Row | None) -> str:
        """Return the SQL expression of a value of the tree."""
        raise TypeError(f"no SQL for {value!r} on {row!r}")

    @value.register
    def _(self, value: tree.Column, row: Row) -> str:
        return self.dialect.form(row.column(value.name), value.form, value.prefix)

    @value.register
    def _(self, value: tree.Masked, row: Row) -> str:
        return masked_sql(row.column(value.name), value.mask)

    @value.register
    def _(self, value: tree.Scalar, row: Row) -> str:
        return self.dialect.form(self.template(value.template, row, row), value.form, "")

    @value.register
    def _(self, value: tree.Constant, row: Row | None) -> str:  # noqa: ARG002
        return self.dialect.json(value.json)

    @value.register
    def _(self, value: tree.Object, row: Row | None) -> str:
        return self.dialect.object(self._pairs(value, row))

    def _pairs(self, value: tree.Object, row: Row | None) -> list[tuple[str, str]]:
        return [(key, self.value(inner, row)) for key, inner in value.fields]

    @value.register
    def _(self, value: tree.One, row: Row | None) -> str:
        target = self.row(value.source, wrapped=bool(value.order))
        if isinstance(value.value, tree.Object):
            pairs = self._pairs(value.value, target)
            return self._sure(self.dialect.object_of(pairs, self._first(value, target, row)), value)
        shown = self.value(value.value, target)
        return self._sure(f"(SELECT {shown} FROM {self._first(value, target, row)})", value)

    def _first(self, value: tree.One, target: Row, row: Row | None) -> str:
        """Return what follows FROM: the one row, or the first in order."""
        table, where = self.origin(value.source, target, row)
        if not value.order:
            return f"{table} WHERE {where}"
        # Sorting makes SQLite forget that a value is JSON, so rows are sorted before the value is built.
        order = order_sql(value.order, target)
        return f"(SELECT {target.selected()} FROM {table} WHERE {where} ORDER BY {order} LIMIT 1) {target.alias}"

    @value.register
    def _(self, value: tree.Many, row: Row | None) -> str:
        target = self.row(value.source, wrapped=True)
        items = self.dialect.array(self.value(value.value, target))
        table, where = self.origin(value.source, target, row)
        order = f" ORDER BY {order_sql(value.order, target)}" if value.order else ""
        inner = f"SELECT {target.selected()} FROM {table} WHERE {where}{order}"
        return f"(SELECT {items} FROM ({inner}) {target.alias})"

    @value.register
    def _(self, value: tree.Choice, row: Row) -> str:
        column = row.column(value.column)
        cases = " ".join(f"WHEN '{key}' THEN {self.value(inner, row)}" for key, inner in value.values.items())
        otherwise = f" ELSE {self.value(value.otherwise, row)}" if value.otherwise else ""
        return self._sure(f"CASE {column} {cases}{otherwise} END", value)

    def _sure(self, expression: str, value: tree.One | tree.Choice) -> str:
        """Mark where a value that is needed is missing."""
        if not value.is_needed:
            return expression
        self.may_miss = True
        return f"coalesce({expression}, {self.dialect.json(tree.MISSING)})"

    @value.register
    def _(self, value: tree.Cursor, row: Row) -> str:
        return self.cursor(value.signature, self.place(value.order, row))

    @value.register
    def _(self, value: tree.Page, row: Row | None) -> str:
        return page_sql(self, value, row)

    def place(self, order: Sequence[tree.Order], row: Row) -> str:
        """Say where a row stands in an order: its values, parted by a character that no value holds."""
        values = [self.dialect.form(row.column(term.column), term.form, "") for term in order]
        return f" || {self.dialect.code(31)} || ".join(f"CAST({value} AS text)" for value in values)

    def cursor(self, signature: str, place: str) -> str:
        """Encode a place together with the signature of its order."""
        return self.dialect.hex(f"'{signature}' || {self.dialect.code(31)} || {place}")

    def condition(self, condition: tree.Condition, row: Row, parent: Row | None) -> str:
        """Return the SQL of a condition on the rows of a source."""
        return condition_sql(self, condition, row, parent)


def order_sql(order: Sequence[tree.Order], row: Row) -> str:
    """Write an ORDER BY list on the columns inside the wrapping subquery."""
    return ", ".join(f"{row.inner(term.column)}{' DESC' if term.descending else ''}" for term in order)


def compile_tree(root: tree.Value, dialect: Dialect) -> Plan:
    """Write the statement that returns `root` as one JSON text."""
    statement = Statement(dialect)
    expression = statement.value(root, None)
    sql = f"SELECT CAST({expression} AS text)" if dialect.name == "postgresql" else f"SELECT {expression}"
    checks = tuple(param for param in statement.checks if param not in statement.params)
    return Plan(sql, tuple(statement.params), dialect, checks, statement.may_miss)
