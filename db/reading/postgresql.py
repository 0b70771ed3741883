"""Say it in PostgreSQL's words, 15 and newer."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from db.reading.dialects import SCALE, arguments, down
from db.reading.tree import Element, Form, JsonRows, ParamKind

LONGEST_COLUMN, MOST_COLUMNS = 63, 1_600
"""What the list of a SELECT takes: bytes of a name, and columns."""


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

    def unseen(self, placeholder: str) -> str:
        """Leave it: PostgreSQL keeps a plan that is as good for all values."""
        return placeholder

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
            f"json_build_object({arguments(pairs[start : start + size])})"
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

    def parsed(self, text: str) -> str:
        """Take a text as JSON."""
        return f"CAST({text} AS jsonb)"

    def now(self) -> str:
        """The time when the transaction began."""
        return "CURRENT_TIMESTAMP"

    def element(self, element: Element) -> str:
        """Go down the path."""
        return down(self.parsed(element.json), element.path)

    def true(self, expression: str) -> str:
        """A condition is a truth value already."""
        return f"({expression})"
