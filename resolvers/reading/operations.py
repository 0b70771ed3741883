"""Keep what is known of a validated operation, and tell which requests can share its compiled plans."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLNonNull,
    OperationDefinitionNode,
    OperationType,
)
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues

from domain.access import EVERYTHING, Rights
from resolvers.reading.given import ALL, Bound

PLANS = 64
"""Plans kept per operation: one for each shape of its variables."""


@dataclass
class Operation:
    """One operation of a document that was parsed and validated.

    `compilable` says whether the JSON that the database writes is its answer, if nothing in it is to be completed.
    `plain` tests whether its variables are what coercion would make of them; `settled` is the plan for all that are.
    `rights` are those of the callers whom its plans serve.
    `cost` says what it costs with which variables; only what always costs the same is ever settled.
    `deciding` are variables, found by compiling, whose very values are part of the plan: sizes of pages.
    """

    document: DocumentNode
    node: OperationDefinitionNode
    compilable: bool
    rights: Rights = EVERYTHING
    plain: Any = None
    cost: Any = None
    settled: Any = field(default=None, init=False)
    deciding: set[str] = field(default_factory=set, init=False)
    fragments: dict[str, FragmentDetails] = field(init=False)
    _plans: dict[Hashable, Any] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.fragments = {
            definition.name.value: FragmentDetails(definition)
            for definition in self.document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }

    @property
    def is_query(self) -> bool:
        """Tell whether carrying it out changes nothing."""
        return self.node.operation is OperationType.QUERY

    def plan(self, values: VariableValues, place: Hashable = None) -> Any:
        """Return the plan that was kept for such variables; of a mutation, for the payload at this place."""
        return self._plans.get(self._key(values, place))

    def keep(self, plan: Any, values: VariableValues, place: Hashable = None) -> None:
        """Keep a plan; the oldest makes room."""
        if len(self._plans) >= PLANS:
            self._plans.pop(next(iter(self._plans)))
        self._plans[self._key(values, place)] = plan

    def _key(self, values: VariableValues, place: Hashable) -> Hashable:
        return place, shape(values), tuple(values.coerced.get(name) for name in sorted(self.deciding))


def bound_variables(values: VariableValues, extra: Mapping[str, Any] | None = None) -> Bound:
    """Return what parameters are read from."""
    return {**values.coerced, ALL: values, **(extra or {})}


def shape(values: VariableValues) -> Hashable:
    """Return what of an operation's variables decides about the SQL: all but plain texts, numbers and times.

    Which keys an input object has, what is null, truth values (they skip and include), and enum values (they choose
    columns). Coerced enum values are plain texts, so types are looked at.
    """
    sources = values.sources
    if not sources:  # plain values, see schema/variables.py: only their truth values matter
        return tuple(value if type(value) is bool else "value" for value in values.coerced.values())
    return tuple(
        (name, _shape(value, sources[name].signature.type if name in sources else None))
        for name, value in values.coerced.items()
    )


def _shape(value: Any, type_: Any) -> Hashable:
    """Return the shape of one value; without a type it holds no enum values."""
    if isinstance(type_, GraphQLNonNull):
        return _shape(value, type_.of_type)
    if value is None or isinstance(value, bool | Enum) or isinstance(type_, GraphQLEnumType):
        return value  # type: ignore[no-any-return] # enum values are hashable
    if isinstance(value, dict):
        fields = getattr(type_, "fields", {})
        return tuple((key, _shape(inner, fields[key].type if key in fields else None)) for key, inner in value.items())
    if isinstance(value, list):
        return ("list", *(_shape(inner, getattr(type_, "of_type", None)) for inner in value))
    return "value"
