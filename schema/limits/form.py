"""Count what is written in a document: fragments, directives, elements of lists."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    ValueNode,
    VariableDefinitionNode,
)

from schema.limits.visitor import selections_of


def written(document: DocumentNode) -> dict[str, int]:
    """Return what a document has of each thing that is counted as it is written, by the name of its limit."""
    nodes = list(_nodes(document))
    directives = [len(node.directives or ()) for node in nodes]
    return {
        "fragments": sum(isinstance(node, FragmentDefinitionNode) for node in nodes),
        "directives": sum(directives),
        "directives_at_one_place": max(directives, default=0),
        "list_items": max((longest(value) for value in _values(nodes)), default=0),
    }


def _nodes(document: DocumentNode) -> Iterator[Any]:
    """Return everything that may have directives."""
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            yield definition
            yield from definition.variable_definitions or ()
            yield from selections_of(definition)


def _values(nodes: list[Any]) -> Iterator[ValueNode]:
    """Return every argument and every default that is written."""
    for node in nodes:
        if isinstance(node, FieldNode):
            yield from (argument.value for argument in node.arguments or ())
        elif isinstance(node, VariableDefinitionNode) and node.default_value:
            yield node.default_value


def longest(value: ValueNode) -> int:
    """Return the length of the longest list in a value that is written."""
    found, pending = 0, [value]
    while pending:
        inner = pending.pop()
        if isinstance(inner, ListValueNode):
            found = max(found, len(inner.values))
            pending += inner.values
        elif isinstance(inner, ObjectValueNode):
            pending += [field.value for field in inner.fields]
    return found
