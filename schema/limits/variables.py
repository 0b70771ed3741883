"""Look through variables before they are coerced: coercion looks at every element of a list."""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError

from schema.limits.bounds import Limits, exceeded


def too_much(variables: Mapping[str, Any], limits: Limits) -> GraphQLError | None:
    """Return the refusal of variables in which a list is too long."""
    for name, value in variables.items():
        found = longest(value)
        if found > limits.list_items:
            return exceeded("list_items", found, limits.list_items, variable=name)
    return None


def longest(value: Any) -> int:
    """Return the length of the longest list in a value."""
    found, pending = 0, [value]
    while pending:
        inner = pending.pop()
        if isinstance(inner, list):
            found = max(found, len(inner))
            pending += inner
        elif isinstance(inner, dict):
            pending += inner.values()
    return found
