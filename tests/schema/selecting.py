"""Draw random queries over the schema: aliases, fragments, directives, arguments as literals and as variables.

The deeper a selection stands the fewer fields it has, so that a query ends.
"""

import json
from collections.abc import Mapping
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
MERGED = {"id", "number", "address", "linkedCustomer", "__typename"}
"""Fields that may stand without an alias, so that several of them merge: they mean the same on every type."""
ORDERS: list[Any] = [
    [{"field": "NAME"}],
    [{"field": "CITY", "direction": "DESC"}, {"field": "NAME"}],
    [{"field": "UPDATED_AT"}],
    [],
    None,
]
CARD_FILTERS: list[Any] = [
    {},
    None,
    {"name": {"contains": "o"}},
    {"or": [{"city": {"isNull": True}}, {"number": {"startsWith": "c"}}]},
    {"not": {"city": {"eq": "Kiel"}}, "countryCode": {"ne": "DE"}},
    {"updatedAt": {"gt": "2026-03-01T12:00:00.5Z"}},
]
DOCUMENT_ORDERS: list[Any] = [
    [{"field": "DOCUMENT_DATE"}],
    [{"field": "NUMBER", "direction": "DESC"}],
    [{"field": "CREATED_AT"}],
    [],
]
DOCUMENT_FILTERS: list[Any] = [
    {},
    None,
    {"number": {"contains": "1"}},
    {"or": [{"dueDate": {"lt": "2026-03-30"}}, {"status": "RELEASED"}]},
    {"not": {"documentDate": {"eq": "2026-02-28"}}},
]
INTERACTION_FILTERS: list[Any] = [
    {},
    None,
    {"templateCode": {"contains": "m"}},
    {"or": [{"canceled": True}, {"at": {"lt": "2026-01-02T05:00:00Z"}}]},
    {"not": {"evaluation": "NEGATIVE"}, "documentKind": "SALES_QUOTE"},
]
FILTERS: dict[str, list[Any]] = {
    "ContactFilter": [*CARD_FILTERS, {"type": "PERSON"}, {"hasCustomer": True, "not": {"hasVendor": True}}],
    "CustomerFilter": [*CARD_FILTERS, {"hasContact": False}],
    "VendorFilter": [*CARD_FILTERS, {"and": [{"hasContact": True}, {"email": {"isNull": False}}]}],
    "BankAccountFilter": [*CARD_FILTERS, {"hasContact": True}],
    **dict.fromkeys(("SalesDocumentFilter", "PurchaseDocumentFilter", "ServiceOrderFilter"), DOCUMENT_FILTERS),
    "InteractionFilter": INTERACTION_FILTERS,
}
SIZES = [0, 1, 3, 50, None]
ENUM_VALUES = {
    "contactType": ["COMPANY", "PERSON", None],
    "kind": ["CUSTOMER", "VENDOR", "BANK_ACCOUNT", None],
    "type": ["QUOTE", "ORDER", "BLANKET_ORDER", None],
}
CHOICES = {**ENUM_VALUES, "includePersons": [True, False, None]}
_ENUM_FIELDS = {"field", "direction", "type", "status", "evaluation", "documentKind"}


def literal(value: Any, *, is_enum: bool = False) -> str:
    """Write a value as it stands in a document."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {literal(it, is_enum=key in _ENUM_FIELDS)}' for key, it in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return str(value) if is_enum and value is not None else json.dumps(value)


@dataclass(frozen=True)
class Known:
    """What queries may look for: ids, numbers, and for each list and order the cursors of some of its rows."""

    ids: list[str]
    numbers: list[str]
    cursors: Mapping[tuple[str, str], list[str]]


@dataclass
class Query:
    """A query while it is being drawn."""

    draw: Any
    schema: GraphQLSchema
    known: Known
    definitions: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    keys: int = 0
    body: str = ""

    def chance(self, percent: int) -> bool:
        return bool(self.draw(st.integers(1, 100)) <= percent)

    def one(self, values: Any) -> Any:
        return self.draw(st.sampled_from(list(values)))

    def variable(self, type_: str, value: Any, *, is_enum: bool = False) -> str:
        """Bring a value along in a variable, which may have it as its default and be given or not."""
        name = f"v{len(self.definitions)}"
        has_default = self.chance(30) and not (value is None and type_.endswith("!"))
        default = f" = {literal(value, is_enum=is_enum)}" if has_default else ""
        self.definitions.append(f"${name}: {type_}{default}")
        if not has_default or self.chance(50):
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
            return f"{self._alias('__typename')}__typename"
        fields = [
            (name, inner)
            for name, inner in type_.fields.items()
            if depth < DEEPEST or is_leaf_type(get_named_type(inner.type))
        ]
        if not fields:
            return f"{self._alias('__typename')}__typename"
        name, chosen = self.one(fields)
        return (
            f"{self._alias(name)}{name}{self._arguments(name, chosen)}{self._directive()}"
            f"{self._below(chosen.type, depth)}"
        )

    def _alias(self, name: str) -> str:
        # Other fields get a key of their own, so that selections never contradict each other.
        if name in MERGED and self.chance(40):
            return ""
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
            ids = self.draw(st.lists(st.sampled_from(self.known.ids), max_size=4))
            return {"ids": self._written("[ID!]!", ids)}
        if set(chosen.args) == {"id"}:
            return {"id": self._written("ID!", self.one(self.known.ids))}
        if set(chosen.args) == {"id", "field"}:
            named = self._written("String!", self.one(["phone", "name", "contactType", "iban", "nothing"]))
            return {"id": self._written("ID!", self.one(self.known.ids)), "field": named}
        if "number" in chosen.args:
            by = self.one(sorted(set(chosen.args) - {"type"}))
            kind = "String!" if name == "item" else {"id": "ID", "number": "String"}[by]
            found = {by: self._written(kind, self.one(self.known.ids if by == "id" else self.known.numbers))}
            typed = {"type": self.one(ENUM_VALUES["type"][:3])} if by == "number" and "type" in chosen.args else {}
            return found | typed
        return self._page(name, chosen)

    def _page(self, name: str, chosen: GraphQLField) -> dict[str, str]:
        keys = [key for key in chosen.args if self.chance(40)]
        keys = [key for key in keys if key != "last" or "first" not in keys]
        sorted_by = str(chosen.args["orderBy"].type) if "orderBy" in keys else ""
        is_of_documents = "Document" in sorted_by or "Service" in sorted_by
        order = self.one(DOCUMENT_ORDERS if is_of_documents else ORDERS) if sorted_by else None
        cursors = self.known.cursors.get((name, json.dumps(order or None)), [])
        given: dict[str, str] = {}
        for key in keys:
            type_ = str(chosen.args[key].type)
            values = {
                "orderBy": [order],
                "where": FILTERS.get(type_),
                "first": SIZES,
                "last": SIZES,
                **CHOICES,
            }
            value = self.one(values.get(key) or [None, *cursors])
            given[key] = self._written(type_, value, is_enum=key in ENUM_VALUES)
        return given

    def _written(self, type_: str, value: Any, *, is_enum: bool = False) -> str:
        return self.variable(type_, value, is_enum=is_enum) if self.chance(50) else literal(value, is_enum=is_enum)


@st.composite
def queries(draw: Any, schema: GraphQLSchema, known: Known) -> tuple[str, dict[str, Any]]:
    """Draw a query and its variables."""
    query = Query(draw, schema, known)
    assert isinstance(schema.query_type, GraphQLObjectType)
    return query.text(), query.variables


@st.composite
def selections(draw: Any, schema: GraphQLSchema, known: Known, type_: str) -> Query:
    """Draw what is selected of an object; `body` is the selection, with its variables and its fragments beside it."""
    query = Query(draw, schema, known)
    query.body = query.selection(schema.type_map[type_], 1)
    return query
