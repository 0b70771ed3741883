"""Say what an operation costs. Only sizes of pages that come from variables make it differ between requests."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode

from schema.limits.bounds import Limits, exceeded
from schema.limits.visitor import Visitor
from schema.limits.weights import Weight, steps

KEPT = 64
"""Costs kept per operation: one for each combination of sizes."""


class Cost(NamedTuple):
    """What a request costs: how its answer ends that says so, or why there is none."""

    ending: bytes
    refusal: GraphQLError | None


class Costs:
    """What one operation costs, by the values of the variables that page sizes come from."""

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, node: OperationDefinitionNode, limits: Limits
    ) -> None:
        self._schema, self._document, self._node = schema, document, node
        self._limits = limits
        self._known: dict[tuple[Any, ...], Cost] = {}
        self.sizing: tuple[str, ...] = ()
        first = self._measured({})
        self.always = None if self.sizing else first
        """What it costs whatever its variables are."""

    def of(self, variables: Mapping[str, Any]) -> Cost:
        """Return what it costs with these variables, coerced."""
        if self.always:
            return self.always
        key = tuple(_size(variables.get(name)) for name in self.sizing)
        cost = self._known.get(key)
        if cost is None:
            cost = self._measured(variables)
            if len(self._known) >= KEPT:
                self._known.pop(next(iter(self._known)))
            self._known[key] = cost
        return cost

    def _measured(self, variables: Mapping[str, Any]) -> Cost:
        visitor = Visitor(self._schema, self._document, variables)
        for _ in visitor.fragment_measures():
            pass
        weight = visitor.operation(self._node).weight
        self.sizing = tuple(sorted(visitor.sizing))
        ending = b',"extensions":{"cost":{"requested":%d,"maximum":%d}}}' % (weight.cost, self._limits.cost)
        return Cost(ending, _refusal(weight, self._limits))


def _size(value: Any) -> Any:
    return len(value) if isinstance(value, list) else value


def _refusal(weight: Weight, limits: Limits) -> GraphQLError | None:
    """Return the refusal of what costs too much; it names the most costly path."""
    if weight.nodes > limits.nodes:
        return exceeded("nodes", weight.nodes, limits.nodes, path=steps(weight.path))
    if weight.cost > limits.cost:
        return exceeded("cost", weight.cost, limits.cost, path=steps(weight.path))
    return None
