"""Measure a document before it is validated: one walk over each definition, however often its fragments are spread.

Nothing is known of the document but that it could be parsed, so what the schema does not have counts as it stands.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from resolvers.reading.pages import LARGEST_PAGE, PAGE_SIZE, SIZES
from schema.limits.weights import Measure, Weight

OBJECT, SCALAR = 2, 1
"""What an object and any other value cost."""
ABOUT_THE_SCHEMA = {"__schema": 1_000, "__type": 100}
"""What questions about the schema cost, whatever they select."""
ASSUMED = 10
"""How many elements a list without pages is taken for."""
PAGE, EDGE = "Connection", "Edge"


class Visitor:
    """Measure the definitions of one document. Sizes of pages may come from variables: `sizing` names these."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self._schema = schema
        self._variables = variables
        self.sizing: set[str] = set()
        self.fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._measured: dict[str, Measure] = {}

    def fragment_measures(self) -> Iterator[Measure]:
        """Measure every fragment, those that others spread first, so that no chain of them makes the walk deep."""
        for name in _inner_first(self.fragments):
            node = self.fragments[name]
            condition = self._schema.type_map.get(node.type_condition.name.value)
            self._measured[name] = self._selected(node.selection_set, condition)
            yield self._measured[name]

    def operation(self, node: OperationDefinitionNode) -> Measure:
        """Measure an operation; its fragments must have been measured."""
        return self._selected(node.selection_set, self._schema.get_root_type(node.operation))

    def _selected(self, selections: SelectionSetNode, type_: GraphQLNamedType | None) -> Measure:
        measure = Measure()
        for selection in selections.selections:
            measure.fields += 1
            self._add(measure, selection, type_)
        return measure

    def _add(self, measure: Measure, selection: SelectionNode, type_: GraphQLNamedType | None) -> None:
        if isinstance(selection, FieldNode):
            self._add_field(measure, selection, type_)
        elif isinstance(selection, FragmentSpreadNode):
            # A fragment that is unknown, or spreads itself, is refused by the validation.
            measure.add(self._measured.get(selection.name.value) or Measure())
        elif isinstance(selection, InlineFragmentNode):
            condition = selection.type_condition
            inner = self._schema.type_map.get(condition.name.value) if condition else type_
            measure.add(self._selected(selection.selection_set, inner))

    def _add_field(self, measure: Measure, node: FieldNode, type_: GraphQLNamedType | None) -> None:
        name, owner = node.name.value, type_.name if type_ else ""
        definition = getattr(type_, "fields", {}).get(name)
        shown = get_named_type(definition.type) if definition else self._about_the_schema(name)
        inner = self._selected(node.selection_set, shown) if node.selection_set else None
        measure.count(name)
        measure.aliases += node.alias is not None
        if inner:
            measure.add(inner, is_same_object=False)
        if owner.startswith("__"):
            return
        is_page, is_edge = owner.endswith(PAGE), owner.endswith(EDGE)
        transparent = (is_page and name in {"nodes", "edges"}) or (is_edge and name == "node")
        measure.depth = max(measure.depth, (inner.depth if inner else 0) + (not transparent))
        if is_page and name in {"nodes", "edges"}:
            measure.entry.add(_element(inner).below(name))
        else:
            measure.weight.add(self._weighed(node, definition, inner))

    def _about_the_schema(self, name: str) -> GraphQLNamedType | None:
        return self._schema.type_map.get({"__schema": "__Schema", "__type": "__Type"}.get(name, ""))

    def _weighed(self, node: FieldNode, definition: GraphQLField | None, inner: Measure | None) -> Weight:
        name = node.name.value
        if inner is None:
            return Weight(SCALAR)
        if name in ABOUT_THE_SCHEMA:
            return Weight(ABOUT_THE_SCHEMA[name]).below(name)
        key = node.alias.value if node.alias else name
        if definition and get_named_type(definition.type).name.endswith(PAGE):
            weight = Weight(OBJECT)
            weight.add(inner.weight)
            weight.add(inner.entry.times(self._page_size(node)))
            return weight.below(key)
        if definition and is_list_type(get_nullable_type(definition.type)):
            return _element(inner).times(self._length(node)).below(key)
        weight = Weight(OBJECT)
        weight.add(inner.weight)
        return weight.below(key)

    def _page_size(self, node: FieldNode) -> int:
        given = [self._value(argument.value) for argument in node.arguments or () if argument.name.value in SIZES]
        sizes = [size for size in given if type(size) is int]
        return min(max(0, *sizes), LARGEST_PAGE) if sizes else PAGE_SIZE

    def _length(self, node: FieldNode) -> int:
        """Return how many elements a list has: those that are asked for by id, or as many as are assumed."""
        for argument in node.arguments or ():
            if argument.name.value == "ids":
                ids = self._value(argument.value)
                return len(ids) if isinstance(ids, list) else 1
        return ASSUMED

    def _value(self, value: ValueNode) -> Any:
        if isinstance(value, VariableNode):
            self.sizing.add(value.name.value)
            return self._variables.get(value.name.value)
        if isinstance(value, IntValueNode):
            return int(value.value[:10])
        return list(value.values) if isinstance(value, ListValueNode) else None


def _element(inner: Measure | None) -> Weight:
    """Return what one element of a list weighs."""
    weight = Weight(OBJECT, 1)
    if inner:
        weight.add(inner.weight)
    return weight


def _inner_first(fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[str]:
    """Return the names of fragments, each behind those that it spreads; of a circle, in any order."""
    waiting = [(name, False) for name in fragments]
    seen: set[str] = set()
    while waiting:
        name, is_done = waiting.pop()
        if is_done:
            yield name
        elif name not in seen:
            seen.add(name)
            waiting.append((name, True))
            waiting += [(inner, False) for inner in spread_in(fragments[name]) if inner in fragments]


def spread_in(definition: FragmentDefinitionNode) -> Iterator[str]:
    """Return the names of the fragments that a definition spreads."""
    for selection in selections_of(definition):
        if isinstance(selection, FragmentSpreadNode):
            yield selection.name.value


def selections_of(definition: OperationDefinitionNode | FragmentDefinitionNode) -> Iterator[SelectionNode]:
    """Return all selections that are written in a definition."""
    pending = list(definition.selection_set.selections)
    while pending:
        selection = pending.pop()
        yield selection
        inner = getattr(selection, "selection_set", None)
        pending += inner.selections if inner else ()
