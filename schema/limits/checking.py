"""Refuse documents that are too much before the validation sees them: some of its rules compare all with all."""

from collections.abc import Iterator, Sequence

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, OperationType

from schema.limits.bounds import Limits, exceeded
from schema.limits.form import written
from schema.limits.visitor import Visitor
from schema.limits.weights import Measure


def refusals(schema: GraphQLSchema, document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """Return what is too much about a document, whatever its variables; each limit once."""
    counts = written(document)
    if counts["fragments"] <= limits.fragments:
        counts |= _largest(schema, document)
    return list(_beyond(counts, limits))


def _largest(schema: GraphQLSchema, document: DocumentNode) -> dict[str, int]:
    """Return the largest counts of any definition."""
    visitor = Visitor(schema, document, {})
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    fragments = list(visitor.fragment_measures())
    measured = [(node.operation, visitor.operation(node)) for node in operations]
    every = [*fragments, *(measure for _, measure in measured)]
    mutations = [measure for kind, measure in measured if kind is OperationType.MUTATION]
    others = [measure for kind, measure in measured if kind is not OperationType.MUTATION]
    return {
        "fields": max((measure.fields for measure in every), default=0),
        "depth": max((measure.depth for measure in every), default=0),
        "aliases": max((measure.aliases for measure in every), default=0),
        "query_fields": _most_fields(others),
        "mutation_fields": _most_fields(mutations),
        "same_root_field": max((max(measure.names.values(), default=0) for _, measure in measured), default=0),
        "same_field": max((measure.repeated for measure in every), default=0),
    }


def _most_fields(operations: Sequence[Measure]) -> int:
    return max((sum(measure.names.values()) for measure in operations), default=0)


def _beyond(counts: dict[str, int], limits: Limits) -> Iterator[GraphQLError]:
    for name, found in counts.items():
        maximum = getattr(limits, name)
        if found > maximum:
            yield exceeded(name, found, maximum)
