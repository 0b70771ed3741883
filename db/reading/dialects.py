"""Say what the statement builder needs to know of an engine: build JSON, aggregate, format values, bind parameters."""

from collections.abc import Sequence
from typing import Any, Protocol

from db.reading.tree import Element, Form, JsonRows, ParamKind
from db.types import MONEY_SCALE

SCALE = 10**MONEY_SCALE


class Dialect(Protocol):
    """What the statement builder needs to know of an engine; `keeps_plans` if it goes by values, and keeps the plan."""

    name: str
    argument_limit: int
    like_escape: str
    keeps_plans: bool

    def placeholder(self, position: int, kind: ParamKind) -> str:
        """Refer to a parameter, counted from 1."""
        ...

    def unseen(self, placeholder: str) -> str:
        """Hide a parameter's value from the planner, where the best plan is the same for all values."""
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

    def parsed(self, text: str) -> str:
        """Take a text as JSON."""
        ...

    def now(self) -> str:
        """The time, as a column of instants has it."""
        ...

    def element(self, element: Element) -> str:
        """Return the expression of a text in a JSON list."""
        ...

    def true(self, expression: str) -> str:
        """Turn a condition into a JSON truth value."""
        ...


def arguments(pairs: Sequence[tuple[str, str]]) -> str:
    """Write keys and values as the arguments of a function; keys are GraphQL names, so they need no escaping."""
    return ", ".join(f"'{key}', {value}" for key, value in pairs)


def down(json: str, path: Sequence[str]) -> str:
    """Go down from a JSON list to a text in it; both engines call it the same."""
    return f"({' -> '.join((json, *path[:-1]))} ->> {path[-1]})"
