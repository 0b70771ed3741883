"""Say what a batch is asked for: a contact for each card that meets a condition."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.calls import Call
from domain.change import Kind


@dataclass(frozen=True)
class Condition:
    """Which cards are meant, as the floor above compiled it for the engine.

    `rows` is a FROM clause with its WHERE, in which the cards are called `alias`; `values` are what its numbered places
    stand for.
    """

    rows: str
    alias: str
    values: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Batch(Call):
    """A contact for every card of a kind that `where` fits and that has none yet."""

    kind: Kind
    where: Mapping[str, Any] | None
    condition: Condition

    def asked(self) -> list[Any]:
        """Return what is asked; the condition only says again what `where` says, in an engine's words."""
        return [each for each in super().asked() if each[0] != "condition"]
