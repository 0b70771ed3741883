"""Prepare an operation once: parse it, refuse what is too much, validate it, choose it, and say what it costs."""

from collections.abc import Iterator

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    Source,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from domain.access import EVERYTHING, Rights
from resolvers.reading import Operation
from schema.failures import coded, request_error
from schema.limits import Costs, Limits, exceeded, refusals
from schema.limits.visitor import ABOUT_THE_SCHEMA, selections_of
from schema.variables import MOST_ERRORS, plain_variables

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
_TOO_MANY_TOKENS = "Syntax Error: Document contains more than"


class Unanswerable(Exception):  # noqa: N818 - an answer to the client
    """The request is wrong as a whole, so there is no `data`."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        self.errors = errors[:MOST_ERRORS]
        super().__init__(errors[0].message)


def parsed(query: str, limits: Limits) -> DocumentNode:
    """Return the document that a client wrote.

    Raises:
        Unanswerable: it is too long, or no document.
    """
    if len(query) > limits.characters:
        raise Unanswerable([exceeded("characters", len(query), limits.characters)])
    try:
        return parse(Source(query), max_tokens=limits.tokens)
    except GraphQLError as problem:
        if problem.message.startswith(_TOO_MANY_TOKENS):
            raise Unanswerable([exceeded("tokens", limits.tokens + 1, limits.tokens)]) from None
        raise Unanswerable([coded(problem, "GRAPHQL_PARSE_FAILED")]) from None


def operation_of(
    schema: GraphQLSchema, document: DocumentNode, name: str | None, limits: Limits, rights: Rights = EVERYTHING
) -> Operation:
    """Return the operation of a document that has this name, or no other beside it.

    Raises:
        Unanswerable: the document is too much, or not valid; there is no such operation; it costs too much.
    """
    if too_much := refusals(schema, document, limits):
        raise Unanswerable(too_much)
    if invalid := validate(schema, document, RULES, max_errors=MOST_ERRORS):
        raise Unanswerable([coded(error, "GRAPHQL_VALIDATION_FAILED") for error in invalid])
    node = _chosen(document, name)
    costs = Costs(schema, document, node, limits)
    if costs.always and costs.always.refusal:
        raise Unanswerable([costs.always.refusal])
    compilable = not any(_introspects(document))
    return Operation(document, node, compilable, rights, plain_variables(node), costs)


def _chosen(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """Return the operation to carry out; without a name there must be exactly one."""
    found = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    named = [node for node in found if name is None or (node.name and node.name.value == name)]
    if len(named) != 1:
        message = f"The document has no operation named {name}." if name else "Say which operation by operationName."
        raise Unanswerable([request_error(message, "BAD_USER_INPUT")])
    return named[0]


def _introspects(document: DocumentNode) -> Iterator[bool]:
    """Tell of each selection of the document whether it asks about the schema itself."""
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            for selection in selections_of(definition):
                yield isinstance(selection, FieldNode) and selection.name.value in ABOUT_THE_SCHEMA
