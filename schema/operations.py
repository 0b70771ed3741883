"""Answer GraphQL requests: parse and validate each document once, then take the compiled way or the ordinary one."""

from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

import orjson
from graphql import GraphQLError
from graphql.execution.values import VariableValues

from db.database import Database
from domain.access import EVERYTHING, Permission, Rights
from domain.errors import Language
from domain.papers.desk import Desk
from resolvers.queries import Incomplete, explain_operation, read_by, read_operation
from resolvers.reading import BadArgument, Operation, TooLarge
from resolvers.requests import Request
from resolvers.root import READING
from schema.build import build_schema
from schema.executing import execute_mutation
from schema.failures import coded, request_error, shown_error
from schema.limits import LIMITS, TRUSTED, Cost, Limits, too_much
from schema.preparing import Unanswerable, operation_of, parsed
from schema.trusted_documents import ANY, Documents
from schema.variables import are_plain, coerced

__all__ = ["Asked", "Operations", "Unanswerable"]

OPERATIONS = 1_000
"""How many operations are kept parsed, validated and compiled."""
ANONYMOUS = "anonymous"
"""Who calls, as long as callers are not authenticated."""


class Asked(NamedTuple):
    """A GraphQL request as it came in."""

    query: str
    variables: Mapping[str, Any]
    operation_name: str | None = None
    language: Language = "en"
    actor: str = ANONYMOUS
    rights: Rights = EVERYTHING
    shows_plan: bool = False
    """Whether the answer tells also how it was found."""


class Operations:
    """The schema with all operations that it was asked for lately, for one database."""

    def __init__(
        self,
        database: Database,
        key_hours: float = 24.0,
        desk: Desk | None = None,
        *,
        documents: Documents = ANY,
        limits: Limits = LIMITS,
    ) -> None:
        self.schema = build_schema()
        self._database = database
        self._key_hours = key_hours
        self._desk = desk or Desk()
        self._documents = documents
        self._limits = limits
        self._known: OrderedDict[tuple[str, str | None, Rights], Operation] = OrderedDict()

    async def answer(self, asked: Asked) -> bytes:
        """Return the response as JSON.

        Raises:
            Unanswerable: syntax, validation or variables are wrong.
        """
        if asked.shows_plan:
            return await self._explained(asked)
        operation = self._operation(asked)
        always = operation.cost.always
        if operation.settled and always and are_plain(operation.plain, asked.variables):
            try:
                rows = await read_by(operation.settled, self._database, asked.variables)
            except (BadArgument, Incomplete):
                pass
            else:
                return b'{"data":%b%b' % (rows, always.ending)
        values = self._values(operation, asked.variables)
        cost: Cost = operation.cost.of(values.coerced)
        if cost.refusal:
            raise Unanswerable([cost.refusal])
        request = self._request(asked, operation, values)
        if operation.compilable and operation.is_query:
            try:
                return b'{"data":%b%b' % (await read_operation(self.schema.core, request), cost.ending)
            except (BadArgument, TooLarge, Incomplete):
                pass  # the ordinary way says at which field, and answers the others
        return (await self._execute(asked, request))[:-1] + cost.ending

    async def _explained(self, asked: Asked) -> bytes:
        """Return the response with the plan in its extensions; null where no one statement answers."""
        if Permission.READ_PLANS not in asked.rights:
            raise Unanswerable([request_error("You may not see plans. Leave the header Carnet-Plan out.", "FORBIDDEN")])
        answer = orjson.loads(await self.answer(asked._replace(shows_plan=False)))
        operation, plan = self._operation(asked), None
        if operation.compilable and operation.is_query:
            request = self._request(asked, operation, self._values(operation, asked.variables))
            with suppress(BadArgument, TooLarge):
                plan = await explain_operation(self.schema.core, request)
        answer["extensions"]["plan"] = plan
        return orjson.dumps(answer)

    def is_query(self, asked: Asked) -> bool:
        """Tell whether carrying it out changes nothing.

        Raises:
            Unanswerable: syntax or validation are wrong, or there is no such operation.
        """
        return self._operation(asked).is_query

    def _request(self, asked: Asked, operation: Operation, values: VariableValues) -> Request:
        by_whom = (asked.actor, asked.language)
        return Request(self._database, READING, operation, values, *by_whom, self._key_hours, self._desk)

    async def _execute(self, asked: Asked, request: Request) -> bytes:
        if request.operation.compilable and not request.operation.is_query:
            executed = await execute_mutation(self.schema.core, request)
            return _written(executed.data, executed.errors)
        result = await self.schema.execute(
            asked.query, dict(asked.variables), context_value=request, operation_name=asked.operation_name
        )
        return _written(result.data, result.errors)

    def _operation(self, asked: Asked) -> Operation:
        key = asked.query, asked.operation_name, asked.rights
        known = self._known.get(key)
        if known is None:
            known = self._prepare(asked)
            self._known[key] = known
            if len(self._known) > OPERATIONS:
                self._known.popitem(last=False)
        return known

    def _prepare(self, asked: Asked) -> Operation:
        document = self._documents.parsed.get(asked.query)
        if document is None and self._documents.alone:
            message = "This server answers only the documents that it keeps. Name one by 'documentId'."
            raise Unanswerable([request_error(message, "DOCUMENT_NOT_TRUSTED")])
        limits = TRUSTED if document else self._limits
        document = document or parsed(asked.query, limits)
        return operation_of(self.schema.core, document, asked.operation_name, limits, asked.rights)

    def _values(self, operation: Operation, variables: Mapping[str, Any]) -> VariableValues:
        if problem := too_much(variables, self._limits):
            raise Unanswerable([problem])
        values = coerced(self.schema.core, operation.node, operation.plain, variables)
        if isinstance(values, VariableValues):
            return values
        raise Unanswerable([coded(error, "BAD_USER_INPUT") for error in values])


def _written(data: dict[str, Any] | None, errors: list[GraphQLError] | None) -> bytes:
    """Return the response as JSON."""
    answer: dict[str, Any] = {"data": data}
    if errors:
        answer["errors"] = [shown_error(error) for error in errors]
    return orjson.dumps(answer)
