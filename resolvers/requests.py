"""Hold what a request brings along on its way through the floors, and what a mutation answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graphql import GraphQLResolveInfo
from graphql.execution.values import VariableValues

from db.database import Database
from domain.access import Rights
from domain.errors import Language, Refusal
from domain.papers.desk import Desk
from domain.warned import Warned
from resolvers.reading import Operation
from resolvers.reading.declarations import Reading

ResolveInfo: TypeAlias = GraphQLResolveInfo[Any]


@dataclass
class Request:
    """One GraphQL operation being carried out: on which database, by whom, in which language.

    `key_hours` is how long the keys of mutations are remembered; `desk` is where documents are printed and sent.
    """

    database: Database
    reading: Reading
    operation: Operation
    values: VariableValues
    actor: str = "anonymous"
    language: Language = "en"
    key_hours: float = 24.0
    desk: Desk = field(default_factory=Desk)

    @property
    def rights(self) -> Rights:
        """Return what the caller may see and do."""
        return self.operation.rights


@dataclass(frozen=True)
class Answer:
    """A mutation's answer: its rows, and which of the fields that no row holds go under which response key.

    The rows are JSON as the database wrote it, with a placeholder for each of those fields. Where something is to be
    completed field by field (refusals, warnings, a row that is missing) they are objects by response key.
    """

    rows: bytes | Mapping[str, Any]
    brought: Mapping[str, str]
    refusals: tuple[Refusal, ...] = ()
    warnings: tuple[Warned, ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)
