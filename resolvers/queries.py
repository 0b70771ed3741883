"""Read what a query asks: the whole operation in one statement, or one root field of it for ordinary execution."""

from typing import Any

import orjson
from graphql import GraphQLSchema
from graphql.execution.collect_fields import FieldDetails

from db.database import Database
from db.reading import DIALECTS, Plan, compile_tree, tree
from resolvers.reading import Bound, Compiler, bound_variables
from resolvers.requests import Request, ResolveInfo

MISSING = tree.MISSING.encode()


class Incomplete(Exception):  # noqa: N818 - an answer to the client
    """A row is missing that another one needs: somebody wrote past the constraints."""


async def read_operation(schema: GraphQLSchema, request: Request) -> bytes:
    """Return the JSON of `data`, made by the database. The plan is kept for requests of the same shape.

    Raises:
        BadArgument, TooLarge, Incomplete: the ordinary way says where.
    """
    return await read_by(_plan(schema, request), request.database, bound_variables(request.values))


async def explain_operation(schema: GraphQLSchema, request: Request) -> dict[str, Any]:
    """Return the statement that reads an operation, the types of its parameters, and how the database would find it.

    Raises:
        BadArgument, TooLarge: there is no such statement.
    """
    plan = _plan(schema, request)
    lines = await request.database.reader.explain(plan.sql, plan.bind(bound_variables(request.values)))
    return {"sql": plan.sql, "parameters": [param.kind for param in plan.params], "database": lines}


def _plan(schema: GraphQLSchema, request: Request) -> Plan:
    plan: Plan | None = request.operation.plan(request.values)
    if plan is None:
        root = Compiler(schema, request.reading, request.operation, request.values).root()
        plan = compile_tree(root, DIALECTS[request.database.dialect])
        request.operation.keep(plan, request.values)
        if _settles(plan, request):
            request.operation.settled = plan
    return plan


async def read_by(plan: Plan, database: Database, variables: Bound) -> bytes:
    """Return the JSON of `data` by a plan; by an operation's settled plan also from plain variables as they came in.

    Raises:
        BadArgument, Incomplete: the ordinary way says where.
    """
    found = await database.reader.fetch(plan.sql, plan.bind(variables))
    if plan.may_miss and MISSING in found:
        raise Incomplete
    return found


def loaded(found: bytes) -> Any:
    """Return rows for ordinary execution, which says of each null whether it may be there."""
    return orjson.loads(found.replace(MISSING, b"null"))


def _settles(plan: Plan, request: Request) -> bool:
    """Tell whether a plan serves all plain variables: none of them decides about it, and it reads nothing else."""
    variables, plain = request.values.coerced, request.operation.plain
    if plain is None or request.operation.deciding or not all(test(variables.get(name)) for name, test in plain):
        return False
    if any(type(value) is bool for value in variables.values()):
        return False
    try:
        plan.bind(variables)
    except KeyError:
        return False
    return True


async def read_field(_root: Any, info: ResolveInfo, **_arguments: Any) -> Any:
    """Return the value of one root field as dictionaries by response key, types of abstract objects included.

    Raises:
        BadArgument, TooLarge.
    """
    request: Request = info.context
    key = str(info.path.key)
    compiler = Compiler(info.schema, request.reading, request.operation, request.values, typed=True)
    value = compiler.field(info.parent_type, [FieldDetails(node, None) for node in info.field_nodes])
    plan = compile_tree(tree.Object(((key, value),)), DIALECTS[request.database.dialect])
    row = loaded(await request.database.reader.fetch(plan.sql, plan.bind(bound_variables(request.values))))
    return row[key]
