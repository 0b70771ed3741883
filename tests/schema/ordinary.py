"""Answer without the compiled way, to compare it with, and without limits, so that nothing is refused for its size."""

from dataclasses import asdict

from graphql import OperationDefinitionNode, parse

from db.database import Database
from resolvers.reading import Operation
from schema.build import build_schema
from schema.limits import LIMITS, Costs, Limits
from schema.limits.bounds import UNCOUNTED
from schema.operations import Asked, Operations
from schema.variables import plain_variables

CORE = build_schema().core
UNLIMITED = Limits(**dict.fromkeys(asdict(LIMITS), UNCOUNTED))


class Ordinary(Operations):
    """Answer everything the ordinary way."""

    def _prepare(self, asked: Asked) -> Operation:
        operation = super()._prepare(asked)
        operation.compilable = False
        return operation


class Both:
    """Answer each operation the compiled way and the ordinary way; parse it once for all databases.

    Validating would take longer than all answers together, so only valid operations may be asked.
    """

    def __init__(self, *databases: Database) -> None:
        self.ways = [Operations(database, limits=UNLIMITED) for database in databases for _ in range(2)]
        self.was_compiled = False
        """Whether the last operation took the compiled way where it should, and nowhere else."""

    async def answers(self, asked: Asked) -> list[bytes]:
        """Return for each database the answer of the compiled way and that of the ordinary one."""
        document = parse(asked.query)
        (node,) = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
        cost, plain = Costs(CORE, document, node, UNLIMITED), plain_variables(node)
        answers, plans = [], []
        for place, way in enumerate(self.ways):
            own = Operation(document, node, place % 2 == 0, asked.rights, plain, cost)
            way._known.clear()
            way._known[asked.query, asked.operation_name, asked.rights] = own
            answers.append(await way.answer(asked))
            plans.append(bool(own._plans))
        self.was_compiled = all(plans[::2]) and not any(plans[1::2])
        return answers
