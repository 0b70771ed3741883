"""Read the golden queries and compile them as the server does."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from graphql.execution.values import VariableValues

from db.reading import DIALECTS, Plan, compile_tree
from resolvers.reading import Compiler, Operation, bound_variables
from resolvers.root import READING
from schema.operations import Asked, Operations

FOLDER = Path(__file__).parent
SUFFIX = ".graphql"
NO_DATABASE: Any = None
_OPERATIONS = Operations(NO_DATABASE)


@dataclass(frozen=True)
class Golden:
    """A query of a file; its first line is a comment that holds the variables as JSON."""

    name: str
    text: str
    variables: dict[str, Any]

    def plan(self, engine: str) -> Plan:
        """Return the statement for an engine."""
        operation, values = self._coerced(self.variables)
        assert operation.compilable
        root = Compiler(_OPERATIONS.schema.core, READING, operation, values).root()
        return compile_tree(root, DIALECTS[engine])

    def values(self, plan: Plan, **variables: Any) -> list[Any]:
        """Return the values of the statement's parameters; some variables may be others than those of the file."""
        return plan.bind(bound_variables(self._coerced(self.variables | variables)[1]))

    def _coerced(self, variables: dict[str, Any]) -> tuple[Operation, VariableValues]:
        operation = _OPERATIONS._operation(Asked(self.text, variables))
        return operation, _OPERATIONS._values(operation, variables)


def golden(name: str) -> Golden:
    """Read one query."""
    first, _, text = (FOLDER / f"{name}{SUFFIX}").read_text().partition("\n")
    return Golden(name, text, orjson.loads(first.removeprefix("# ")))


def names() -> Iterator[str]:
    """Name all queries."""
    return (path.name.removesuffix(SUFFIX) for path in sorted(FOLDER.glob(f"*{SUFFIX}")))
