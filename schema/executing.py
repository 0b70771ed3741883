"""Execute mutations: graphql-core calls their resolvers one after the other, and completes what they leave to it."""

from typing import Any, cast

import orjson
from graphql import (
    ExecutionResult,
    Executor,
    GraphQLOutputType,
    GraphQLSchema,
    default_field_resolver,
    default_type_resolver,
)
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import AwaitableOrValue, Path, is_awaitable

from resolvers.requests import Request, ResolveInfo


class WritingExecutor(Executor[Any]):
    """Take a payload that is JSON already as it is; complete all other values field by field."""

    def complete_value(
        self,
        return_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        info: ResolveInfo,
        path: Path,
        result: Any,
        position_context: Any,
    ) -> AwaitableOrValue[Any]:
        """Return the completed value of a field."""
        if isinstance(result, orjson.Fragment):
            return result
        return super().complete_value(return_type, field_details_list, info, path, result, position_context)


async def execute_mutation(schema: GraphQLSchema, request: Request) -> ExecutionResult:
    """Carry out a mutation. Its root fields may be null, so that where one fails the next ones are carried out too."""
    operation = request.operation
    executor = WritingExecutor(
        schema,
        {name: fragment.definition for name, fragment in operation.fragments.items()},
        operation.fragments,
        None,
        request,
        operation.node,
        request.values,
        default_field_resolver,
        default_type_resolver,
        default_field_resolver,
    )
    result = executor.execute_operation()
    return cast("ExecutionResult", await result if is_awaitable(result) else result)
