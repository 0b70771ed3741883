"""Say it in SQLite's words, 3.46 and newer."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from db.reading.dialects import SCALE, arguments, down
from db.reading.tree import Element, Form, JsonRows, ParamKind
from db.types import MONEY_SCALE, format_instant


class Sqlite:
    """SQLite 3.46 and newer."""

    name = "sqlite"
    argument_limit = 50
    like_escape = "ESCAPE '\\'"
    keeps_plans = False

    def placeholder(self, position: int, kind: ParamKind) -> str:  # noqa: ARG002
        """Refer to a parameter by number."""
        return f"?{position}"

    def unseen(self, placeholder: str) -> str:
        """Make an expression of it: with sqlite_stat4, a parameter itself has the statement planned for every value."""
        return f"+{placeholder}"

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
        built = f"json_object({arguments(pairs[:size])})"
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

    def parsed(self, text: str) -> str:
        """Leave it: JSON is text."""
        return text

    def now(self) -> str:
        """The time, to the millisecond."""
        return "strftime('%Y-%m-%dT%H:%M:%f000Z')"

    def element(self, element: Element) -> str:
        """Go down the path."""
        return down(element.json, element.path)

    def true(self, expression: str) -> str:
        """Turn a condition into JSON."""
        return f"json(iif({expression}, 'true', 'false'))"
