"""Say in each engine's words what both can do: build JSON, aggregate, format values, bind parameters."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from db.reading.tree import Form, JsonRows, ParamKind
from db.types import MONEY_SCALE, format_instant

SCALE = 10**MONEY_SCALE


class Dialect(Protocol):
    """What the statement builder needs to know of an engine."""

    name: str
    argument_limit: int
    like_escape: str

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

    def array(self, value: str) -> str:
        """Aggregate rows into a list in the order they come."""
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

    def true(self, expression: str) -> str:
        """Turn a condition into a JSON truth value."""
        ...


class Sqlite:
    """SQLite 3.46 and newer."""

    name = "sqlite"
    argument_limit = 50
    like_escape = "ESCAPE '\\'"

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

    def array(self, value: str) -> str:
        """Aggregate into a list."""
        return f"json_group_array({value})"

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
        """Encode as hexadecimal."""
        return f"hex({text})"

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

    def true(self, expression: str) -> str:
        """Turn a condition into JSON."""
        return f"json(iif({expression}, 'true', 'false'))"


class Postgresql:
    """PostgreSQL 15 and newer."""

    name = "postgresql"
    argument_limit = 50
    like_escape = ""

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
        """Build an object; beyond the limit of arguments, from pieces of text."""
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

    def true(self, expression: str) -> str:
        """A condition is a truth value already."""
        return f"({expression})"


def _arguments(pairs: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"'{key}', {value}" for key, value in pairs)


SQLITE: Dialect = Sqlite()
POSTGRESQL: Dialect = Postgresql()
