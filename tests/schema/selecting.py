"""Draw random queries over the schema: aliases, fragments, directives, arguments as literals and as variables.

The deeper a selection stands the fewer fields it has, so that a query ends.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from hypothesis import strategies as st

DEEPEST, WIDEST = 5, 5
ORDERS = ["{field: NAME}", "[{field: CITY, direction: DESC}, {field: NAME}]", "[]", "null", "{field: UPDATED_AT}"]
FILTERS = [
    "{}",
    "null",
    '{name: {contains: "o"}}',
    '{or: [{city: {isNull: true}}, {number: {startsWith: "c"}}]}',
    '{not: {city: {eq: "Kiel"}}}',
    '{updatedAt: {gt: "2026-03-01T12:00:00.5Z"}}',
]
DOCUMENT_ORDERS = ["{field: DOCUMENT_DATE}", "[{field: NUMBER, direction: DESC}]", "[]", "{field: CREATED_AT}"]
DOCUMENT_FILTERS = [
    "{}",
    "null",
    '{number: {contains: "1"}}',
    '{or: [{dueDate: {lt: "2026-03-30"}}, {status: RELEASED}]}',
    '{not: {documentDate: {eq: "2026-02-28"}}}',
]
INTERACTION_FILTERS = [
    "{}",
    "null",
    '{templateCode: {contains: "m"}}',
    '{or: [{canceled: true}, {at: {lt: "2026-01-02T05:00:00Z"}}]}',
    "{not: {evaluation: NEGATIVE}, documentKind: SALES_QUOTE}",
]
VALUES: dict[str, Any] = {
    "includePersons": [True, False, None],
    "first": [0, 1, 3, 50, None],
    "after": [None],
    "before": [None],
}
ENUM_VALUES = {
    "contactType": ["COMPANY", "PERSON", None],
    "kind": ["CUSTOMER", "VENDOR", "BANK_ACCOUNT", None],
    "type": ["QUOTE", "ORDER", "BLANKET_ORDER", None],
}


@dataclass
class Query:
    """A query while it is being drawn."""

    draw: Any
    schema: GraphQLSchema
    ids: list[str]
    numbers: list[str]
    definitions: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    keys: int = 0

    def chance(self, percent: int) -> bool:
        return bool(self.draw(st.integers(1, 100)) <= percent)

    def one(self, values: Any) -> Any:
        return self.draw(st.sampled_from(list(values)))

    def variable(self, type_: str, value: Any) -> str:
        name = f"v{len(self.variables)}"
        self.definitions.append(f"${name}: {type_}")
        self.variables[name] = value
        return f"${name}"

    def text(self) -> str:
        body = self.selection(self.schema.query_type, 0)
        head = f"query ({', '.join(self.definitions)})" if self.definitions else "query"
        return f"{head} {body} {' '.join(self.fragments)}"

    def selection(self, type_: Any, depth: int) -> str:
        parts = [self._part(type_, depth) for _ in range(self.draw(st.integers(1, max(WIDEST - depth, 1))))]
        return f"{{ {' '.join(parts)} }}"

    def _part(self, type_: Any, depth: int) -> str:
        if 0 < depth < DEEPEST and self.chance(25):
            return self._fragment(type_, depth)
        if self.chance(10):
            return f"{self._alias()}__typename"
        fields = [
            (name, inner)
            for name, inner in type_.fields.items()
            if depth < DEEPEST or is_leaf_type(get_named_type(inner.type))
        ]
        if not fields:
            return f"{self._alias()}__typename"
        name, chosen = self.one(fields)
        return (
            f"{self._alias()}{name}{self._arguments(name, chosen)}{self._directive()}{self._below(chosen.type, depth)}"
        )

    def _alias(self) -> str:
        # Every field gets a key of its own, so that selections never contradict each other.
        self.keys += 1
        return f"k{self.keys}: "

    def _below(self, type_: GraphQLOutputType, depth: int) -> str:
        named = get_named_type(type_)
        return "" if is_leaf_type(named) else f" {self.selection(named, depth + 1)}"

    def _directive(self) -> str:
        if not self.chance(15):
            return ""
        value = self.one(["true", "false", "variable"])
        if value == "variable":
            value = self.variable("Boolean!", self.one([True, False]))
        return f" @{self.one(['include', 'skip'])}(if: {value})"

    def _fragment(self, type_: Any, depth: int) -> str:
        self.keys += 1
        name, on = f"F{self.keys}", self.one(self._overlapping(type_))
        body = self.selection(self.schema.type_map[on], depth + 1)
        if self.chance(50):
            self.fragments.append(f"fragment {name} on {on} {body}")
            return f"...{name}{self._directive()} " * self.one([1, 1, 2])
        return f"...{f' on {on}' if on != type_.name or self.chance(50) else ''}{self._directive()} {body}"

    def _overlapping(self, type_: Any) -> list[str]:
        possible = self.schema.get_possible_types(type_) if is_abstract_type(type_) else [type_]
        interfaces = {inner.name for one in possible for inner in one.interfaces}
        return sorted({type_.name, *(one.name for one in possible), *interfaces})

    def _arguments(self, name: str, chosen: GraphQLField) -> str:
        given = self._given(name, chosen)
        return f"({', '.join(f'{key}: {value}' for key, value in given.items())})" if given else ""

    def _given(self, name: str, chosen: GraphQLField) -> dict[str, str]:
        if name == "nodes" and "ids" in chosen.args:
            ids = self.draw(st.lists(st.sampled_from(self.ids), max_size=4))
            return {"ids": self._written("[ID!]!", ids)}
        if set(chosen.args) == {"id"}:
            return {"id": self._written("ID!", self.one(self.ids))}
        if "number" in chosen.args:
            by = self.one(sorted(set(chosen.args) - {"type"}))
            kind = "String!" if name == "item" else {"id": "ID", "number": "String"}[by]
            found = {by: self._written(kind, self.one(self.ids if by == "id" else self.numbers))}
            typed = {"type": self.one(ENUM_VALUES["type"][:3])} if by == "number" and "type" in chosen.args else {}
            return found | typed
        return {key: self._page_argument(key, chosen.args[key].type) for key in self._page_keys(chosen)}

    def _page_keys(self, chosen: GraphQLField) -> list[str]:
        keys = [key for key in chosen.args if self.chance(40)]
        return [key for key in keys if key != "last" or "first" not in keys]

    def _page_argument(self, key: str, type_: Any) -> str:
        if key in {"orderBy", "where"}:
            cards, documents = (ORDERS, DOCUMENT_ORDERS) if key == "orderBy" else (FILTERS, DOCUMENT_FILTERS)
            named = get_named_type(type_).name
            if "Interaction" in named:
                return self.one(INTERACTION_FILTERS)
            return str(self.one(documents if "Document" in named or "Service" in named else cards))
        if key in ENUM_VALUES:
            value = self.one(ENUM_VALUES[key])
            return self.variable(str(type_), value) if self.chance(50) else value or "null"
        return self._written(str(type_), self.one(VALUES["first" if key == "last" else key]))

    def _written(self, type_: str, value: Any) -> str:
        return self.variable(type_, value) if self.chance(50) else json.dumps(value)


@st.composite
def queries(draw: Any, schema: GraphQLSchema, ids: list[str], numbers: list[str]) -> tuple[str, dict[str, Any]]:
    """Draw a query and its variables. `ids` and `numbers` are what it may look for."""
    query = Query(draw, schema, ids, numbers)
    assert isinstance(schema.query_type, GraphQLObjectType)
    return query.text(), query.variables
