"""Answer GraphQL requests: parse and validate each document once, then take the compiled way or the ordinary one."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    Source,
    parse,
    specified_rules,
)
from graphql.execution.values import VariableValues
from strawberry.schema.schema import validate_document

from db.database import Database
from domain.errors import Language
from domain.papers.desk import Desk
from resolvers.queries import read_again, read_operation
from resolvers.reading import BadArgument, Operation, TooLarge
from resolvers.requests import Request
from resolvers.root import READING
from schema.build import build_schema
from schema.failures import request_error, shown_error
from schema.variables import MOST_ERRORS, are_plain, coerced, plain_variables

OPERATIONS = 1_000
"""How many operations are kept parsed, validated and compiled."""
LONGEST, MOST_TOKENS = 15_000, 2_000
ANONYMOUS = "anonymous"
"""Who calls, as long as callers are not authenticated."""


class Asked(NamedTuple):
    """A GraphQL request as it came in."""

    query: str
    variables: Mapping[str, Any]
    operation_name: str | None = None
    language: Language = "en"
    actor: str = ANONYMOUS


class Unanswerable(Exception):  # noqa: N818 - an answer to the client
    """The request is wrong as a whole, so there is no `data`."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        self.errors = errors
        super().__init__(errors[0].message)


class Operations:
    """The schema with all operations that it was asked for lately, for one database."""

    def __init__(self, database: Database, key_hours: float = 24.0, desk: Desk | None = None) -> None:
        self.schema = build_schema()
        self._database = database
        self._key_hours = key_hours
        self._desk = desk or Desk()
        self._known: OrderedDict[tuple[str, str | None], Operation] = OrderedDict()

    async def answer(self, asked: Asked) -> bytes:
        """Return the response as JSON.

        Raises:
            Unanswerable: syntax, validation or variables are wrong.
        """
        operation = self._operation(asked.query, asked.operation_name)
        if operation.settled and are_plain(operation.plain, asked.variables):
            try:
                return b'{"data":%b}' % await read_again(self._database, operation.settled, asked.variables)
            except BadArgument:
                pass
        values = self._values(operation, asked.variables)
        request = self._request(asked, operation, values)
        if operation.compilable:
            try:
                return b'{"data":%b}' % await read_operation(self.schema.core, request)
            except (BadArgument, TooLarge):
                pass  # the ordinary way says at which field, and answers the others
        return await self._execute(asked, request)

    def _request(self, asked: Asked, operation: Operation, values: VariableValues) -> Request:
        by_whom = (asked.actor, asked.language)
        return Request(self._database, READING, operation, values, *by_whom, self._key_hours, self._desk)

    async def _execute(self, asked: Asked, request: Request) -> bytes:
        result = await self.schema.execute(
            asked.query, dict(asked.variables), context_value=request, operation_name=asked.operation_name
        )
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [shown_error(error) for error in result.errors]
        return orjson.dumps(answer)

    def _operation(self, query: str, name: str | None) -> Operation:
        known = self._known.get((query, name))
        if known is None:
            known = self._prepare(query, name)
            self._known[query, name] = known
            if len(self._known) > OPERATIONS:
                self._known.popitem(last=False)
        return known

    def _prepare(self, query: str, name: str | None) -> Operation:
        document = self._validated(query)
        node = _chosen(document, name)
        compilable = node.operation is OperationType.QUERY and not any(_introspects(document))
        return Operation(document, node, compilable, plain_variables(node))

    def _validated(self, query: str) -> DocumentNode:
        if len(query) > LONGEST:
            message = f"The document is longer than {LONGEST} characters. Split it."
            raise Unanswerable([request_error(message, "OPERATION_TOO_LARGE")])
        try:
            document = parse(Source(query), max_tokens=MOST_TOKENS)
        except GraphQLError as problem:
            raise Unanswerable([_coded(problem, "GRAPHQL_PARSE_FAILED")]) from None
        errors = validate_document(self.schema.core, document, tuple(specified_rules))
        if errors:
            raise Unanswerable([_coded(error, "GRAPHQL_VALIDATION_FAILED") for error in errors[:MOST_ERRORS]])
        return document

    def _values(self, operation: Operation, variables: Mapping[str, Any]) -> VariableValues:
        values = coerced(self.schema.core, operation.node, operation.plain, variables)
        if isinstance(values, VariableValues):
            return values
        raise Unanswerable([_coded(error, "BAD_USER_INPUT") for error in values])


def _chosen(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """Return the operation to carry out; without a name there must be exactly one."""
    found = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    named = [node for node in found if name is None or (node.name and node.name.value == name)]
    if len(named) != 1:
        message = f"The document has no operation named {name}." if name else "Say which operation by operationName."
        raise Unanswerable([request_error(message, "BAD_USER_INPUT")])
    return named[0]


def _introspects(document: DocumentNode) -> Iterator[bool]:
    """Tell of each selection of the document's top levels whether it asks about the schema itself."""
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            pending = list(definition.selection_set.selections)
            while pending:
                selection = pending.pop()
                yield isinstance(selection, FieldNode) and selection.name.value in {"__schema", "__type"}
                inner = getattr(selection, "selection_set", None)
                pending += inner.selections if inner else ()


def _coded(error: GraphQLError, code: str) -> GraphQLError:
    if not isinstance(error.original_error, GraphQLError | None):  # e.g. Python refuses to read 5,000 digits
        return GraphQLError("This value cannot be read.", error.nodes, extensions={"code": code})
    error.extensions = {"code": code, **(error.extensions or {})}
    return error
