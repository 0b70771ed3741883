"""Say in each engine's words what both can do: build JSON, aggregate, format values, bind parameters."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from db.reading.tree import Element, Form, JsonRows, ParamKind
from db.types import MONEY_SCALE, format_instant

SCALE = 10**MONEY_SCALE
LONGEST_COLUMN, MOST_COLUMNS = 63, 1_600
"""What PostgreSQL takes in the list of a SELECT: bytes of a name, and columns."""


class Dialect(Protocol):
    """What the statement builder needs to know of an engine; `keeps_plans` if it goes by values, and keeps the plan."""

    name: str
    argument_limit: int
    like_escape: str
    keeps_plans: bool

    def placeholder(self, position: int, kind: ParamKind) -> str:
        """Refer to a parameter, counted from 1."""
        ...

    def bind(self, kind: ParamKind, value: Any) -> Any:
        """Return what the driver takes for a value."""
        ...

    def json(self, text: str) -> str:
        """Write a JSON literal."""
        ...

    def object(self, pairs: Sequence[tuple[str, str]]) -> str:
        """Build an object; keys are GraphQL names, so they need no escaping."""
        ...

    def object_of(self, pairs: Sequence[tuple[str, str]], rows: str) -> str:
        """Select an object made of the one row that a FROM clause finds."""
        ...

    def gathered(self, pairs: Sequence[tuple[str, str]]) -> str:
        """Build an object whose values may be aggregates."""
        ...

    def array(self, value: str) -> str:
        """Aggregate rows into a list in the order they come."""
        ...

    def end_of(self, value: str, *, first: bool) -> str:
        """Aggregate rows into the value of the first or the last of them, null without any."""
        ...

    def form(self, column: str, form: Form, prefix: str) -> str:
        """Format a column as the API shows it."""
        ...

    def hex(self, text: str) -> str:
        """Encode a text's UTF-8 bytes in upper-case hexadecimal."""
        ...

    def code(self, number: int) -> str:
        """Write a character by its code."""
        ...

    def any_of(self, column: str, placeholder: str) -> str:
        """Test membership in a bound list."""
        ...

    def rows(self, source: JsonRows, placeholder: str, alias: str) -> str:
        """Return a FROM clause over a bound JSON array of objects."""
        ...

    def each(self, column: str, alias: str) -> str:
        """Return what a row is joined with to be there once for each element of a JSON list in a text column."""
        ...

    def element(self, element: Element) -> str:
        """Return the expression of a text in a JSON list."""
        ...

    def true(self, expression: str) -> str:
        """Turn a condition into a JSON truth value."""
        ...


class Sqlite:
    """SQLite 3.46 and newer."""

    name = "sqlite"
    argument_limit = 50
    like_escape = "ESCAPE '\\'"
    keeps_plans = False

    def placeholder(self, position: int, kind: ParamKind) -> str:  # noqa: ARG002
        """Refer to a parameter by number."""
        return f"?{position}"

    def bind(self, kind: ParamKind, value: Any) -> Any:
        """Encode lists as JSON, instants and days as text, money as integers."""
        if kind == "text_list":
            return json.dumps(value)
        if isinstance(value, datetime):
            return format_instant(value)
        if isinstance(value, date):
            return value.isoformat()
        return int(value * SCALE) if isinstance(value, Decimal) else value

    def json(self, text: str) -> str:
        """Write a JSON literal."""
        return f"json('{text.replace(chr(39), chr(39) * 2)}')"

    def object(self, pairs: Sequence[tuple[str, str]]) -> str:
        """Build an object; what is beyond the limit of arguments is inserted behind."""
        size = self.argument_limit
        built = f"json_object({_arguments(pairs[:size])})"
        for start in range(size, len(pairs), size):
            more = ", ".join(f"'$.{key}', {value}" for key, value in pairs[start : start + size])
            built = f"json_insert({built}, {more})"
        return built

    def object_of(self, pairs: Sequence[tuple[str, str]], rows: str) -> str:
        """Select it."""
        return f"(SELECT {self.object(pairs)} FROM {rows})"

    def gathered(self, pairs: Sequence[tuple[str, str]]) -> str:
        """Build any other object."""
        return self.object(pairs)

    def array(self, value: str) -> str:
        """Aggregate into a list."""
        return f"json_group_array({value})"

    def end_of(self, value: str, *, first: bool) -> str:
        """Take it from the list of all."""
        return f"(json_group_array({value}) ->> '$[{'0' if first else '#-1'}]')"

    def form(self, column: str, form: Form, prefix: str) -> str:
        """Format a column; instants are stored as the API shows them."""
        if form == "id":
            return f"'{prefix}' || {column}"
        if form == "flag":
            return f"json(iif({column}, 'true', 'false'))"
        if form == "money":
            whole, rest = f"abs({column}) / {SCALE}", f"abs({column}) % {SCALE}"
            decimals = f"iif({rest}, '.' || rtrim(printf('%0{MONEY_SCALE}d', {rest}), '0'), '')"
            return f"iif({column} < 0, '-', '') || ({whole}) || {decimals}"
        return column

    def hex(self, text: str) -> str:
        """Encode as hexadecimal: of null the function makes an empty text."""
        return f"nullif(hex({text}), '')"

    def code(self, number: int) -> str:
        """Write a character."""
        return f"char({number})"

    def any_of(self, column: str, placeholder: str) -> str:
        """Test membership."""
        return f"{column} IN (SELECT value FROM json_each({placeholder}))"

    def rows(self, source: JsonRows, placeholder: str, alias: str) -> str:
        """Unfold a JSON array of objects."""
        columns = ", ".join(f"value ->> '$.{name}' AS {name}" for name in source.columns)
        return f"(SELECT {columns} FROM json_each({placeholder})) {alias}"

    def each(self, column: str, alias: str) -> str:
        """Unfold a JSON list."""
        return f"json_each({column}) {alias}"

    def element(self, element: Element) -> str:
        """Go down the path."""
        return _down(element.json, element.path)

    def true(self, expression: str) -> str:
        """Turn a condition into JSON."""
        return f"json(iif({expression}, 'true', 'false'))"


class Postgresql:
    """PostgreSQL 15 and newer."""

    name = "postgresql"
    argument_limit = 50
    like_escape = ""
    keeps_plans = True

    _casts: dict[str, str] = {  # noqa: RUF012
        "text": "text",
        "uuid": "uuid",
        "integer": "integer",
        "instant": "timestamptz",
        "day": "date",
        "money": "bigint",
        "text_list": "text[]",
        "json": "jsonb",
    }
    _columns: dict[str, str] = {  # noqa: RUF012
        "text": "text",
        "id": "uuid",
        "instant": "timestamptz",
        "day": "date",
        "money": "bigint",
        "flag": "boolean",
        "integer": "integer",
    }

    def placeholder(self, position: int, kind: ParamKind) -> str:
        """Refer to a parameter by number, with its type."""
        return f"${position}::{self._casts[kind]}"

    def bind(self, kind: ParamKind, value: Any) -> Any:  # noqa: ARG002
        """Leave the value to the driver; money is stored as integers."""
        return int(value * SCALE) if isinstance(value, Decimal) else value

    def json(self, text: str) -> str:
        """Write a JSON literal."""
        return f"'{text.replace(chr(39), chr(39) * 2)}'::json"

    def object(self, pairs: Sequence[tuple[str, str]]) -> str:
        """Build an object of a row, which writes no spaces and is quicker."""
        return self.object_of(pairs, "")

    def object_of(self, pairs: Sequence[tuple[str, str]], rows: str) -> str:
        """Select it, as far as columns take the names and their number."""
        source = f" FROM {rows}" if rows else ""
        if not 0 < len(pairs) <= MOST_COLUMNS or max(len(key) for key, _ in pairs) > LONGEST_COLUMN:
            return f"(SELECT {self.gathered(pairs)}{source})"
        columns = ", ".join(f'{value} AS "{key}"' for key, value in pairs)
        return f"(SELECT row_to_json(o) FROM (SELECT {columns}{source}) o)"

    def gathered(self, pairs: Sequence[tuple[str, str]]) -> str:
        """Build an object; beyond the limit of arguments, from pieces of text.

        An aggregate in a row of its own would belong to that row's query instead of the one around it.
        """
        size = self.argument_limit
        pieces = [
            f"json_build_object({_arguments(pairs[start : start + size])})"
            for start in range(0, max(len(pairs), 1), size)
        ]
        if len(pieces) == 1:
            return pieces[0]
        inner = ", ".join(f"substr(left({piece}::text, -1), 2)" for piece in pieces)
        return f"('{{' || concat_ws(',', {inner}) || '}}')::json"

    def array(self, value: str) -> str:
        """Aggregate into a list, empty rather than null."""
        return f"coalesce(json_agg({value}), '[]'::json)"

    def end_of(self, value: str, *, first: bool) -> str:
        """Take it from the array of all."""
        return f"(array_agg({value}))[{'1' if first else 'count(*)'}]"

    def form(self, column: str, form: Form, prefix: str) -> str:
        """Format a column."""
        if form == "id":
            return f"'{prefix}' || {column}::text"
        if form == "instant":
            return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
        if form == "day":
            return f"to_char({column}, 'YYYY-MM-DD')"
        if form == "money":
            return f"trim_scale({column}::numeric / {SCALE})::text"
        return column

    def hex(self, text: str) -> str:
        """Encode as hexadecimal."""
        return f"upper(encode(convert_to({text}, 'UTF8'), 'hex'))"

    def code(self, number: int) -> str:
        """Write a character."""
        return f"chr({number})"

    def any_of(self, column: str, placeholder: str) -> str:
        """Test membership."""
        return f"{column} = ANY({placeholder})"

    def rows(self, source: JsonRows, placeholder: str, alias: str) -> str:
        """Unfold a JSON array of objects."""
        columns = ", ".join(f"{name} {self._columns[form]}" for name, form in source.columns.items())
        return f"jsonb_to_recordset({placeholder}) AS {alias}({columns})"

    def each(self, column: str, alias: str) -> str:
        """Unfold a JSON list; places are counted from 1 here."""
        elements = f"jsonb_array_elements(CAST({column} AS jsonb)) WITH ORDINALITY"
        return f"LATERAL (SELECT ordinality - 1 AS key, value FROM {elements}) {alias}"

    def element(self, element: Element) -> str:
        """Go down the path."""
        return _down(f"CAST({element.json} AS jsonb)", element.path)

    def true(self, expression: str) -> str:
        """A condition is a truth value already."""
        return f"({expression})"


def _down(json: str, path: Sequence[str]) -> str:
    """Go down from a JSON list to a text in it; both engines call it the same."""
    return f"({' -> '.join((json, *path[:-1]))} ->> {path[-1]})"


def _arguments(pairs: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"'{key}', {value}" for key, value in pairs)


SQLITE: Dialect = Sqlite()
POSTGRESQL: Dialect = Postgresql()
