"""Say in each engine's words what a batch needs: counted ids, padded digits, one row for each slot of the journal."""

from collections.abc import Sequence
from typing import Protocol

from db.loop_sqlite import MANY_ROWS
from db.unit_of_work import UnitOfWork

SLOT = ("kind", "id", "number", "version", "field", "after", "reason", "source_kind", "source_number")
"""What a slot says of a field change; `place` counts the slots of a row."""


class Engine(Protocol):
    """What the statements of a batch need to know of an engine."""

    @property
    def id_type(self) -> str:
        """Return the type of ids."""
        ...

    @property
    def lock(self) -> str:
        """Return what ends a query that locks its rows."""
        ...

    @property
    def gather(self) -> str:
        """Return the command that tells the planner how large a list is, '' where none needs it."""
        ...

    def counted(self, base: str, counter: str) -> str:
        """Make an id of its first 24 characters and a counter."""
        ...

    def digits(self, value: str, width: int) -> str:
        """Write a number with leading zeros, longer where it needs more digits."""
        ...

    def unfolded(self, source: str, tied: str, slots: Sequence[Sequence[str]]) -> str:
        """Return a FROM clause: one row `s` of each slot for each row of the source; those without a value left out."""
        ...


class Sqlite:
    """SQLite: its transaction is the lock, and a row has no lateral ones, so that slots are told apart by CASE."""

    id_type = "text"
    lock = ""
    gather = ""

    def counted(self, base: str, counter: str) -> str:
        """Write twelve hexadecimal digits."""
        return f"printf('{base}%012x', {counter})"

    def digits(self, value: str, width: int) -> str:
        """Write with leading zeros."""
        return f"printf('%0{width}d', {value})"

    def unfolded(self, source: str, tied: str, slots: Sequence[Sequence[str]]) -> str:
        """Join with the numbers of the slots; CROSS JOIN keeps the order of the loops."""
        places = ", ".join(f"({place})" for place in range(1, len(slots) + 1))
        columns = ", ".join(f"{_case(slots, at)} AS {name}" for at, name in enumerate(SLOT))
        numbers = f"(SELECT column1 AS place FROM (VALUES {places})) p"
        inner = f"SELECT b.n, p.place AS place, {columns} FROM {source} CROSS JOIN {numbers}"
        return f"({inner} WHERE {tied} AND {_case(slots, SLOT.index('after'))} IS NOT NULL) s"


def _case(slots: Sequence[Sequence[str]], at: int) -> str:
    """Choose by the slot; equal neighbours share a branch."""
    branches: list[tuple[int, str]] = []
    for place, slot in enumerate(slots, 1):
        if branches and branches[-1][1] == slot[at]:
            branches[-1] = (place, slot[at])
        else:
            branches.append((place, slot[at]))
    if len(branches) == 1:
        return branches[0][1]
    if len(branches) == len(slots):
        return f"CASE p.place {' '.join(f'WHEN {place} THEN {value}' for place, value in branches)} END"
    return f"CASE {' '.join(f'WHEN p.place <= {place} THEN {value}' for place, value in branches)} END"


class Postgresql:
    """PostgreSQL: cards are locked row by row, and the planner is told how large the lists are."""

    id_type = "uuid"
    lock = " FOR UPDATE"
    gather = "ANALYZE"

    def counted(self, base: str, counter: str) -> str:
        """Write twelve hexadecimal digits."""
        return f"CAST('{base}' || lpad(to_hex({counter}), 12, '0') AS uuid)"

    def digits(self, value: str, width: int) -> str:
        """Write with leading zeros; lpad alone would cut."""
        return f"lpad(CAST({value} AS text), greatest({width}, length(CAST({value} AS text))), '0')"

    def unfolded(self, source: str, tied: str, slots: Sequence[Sequence[str]]) -> str:
        """Make the rows beside each other: half as long again by CASE."""
        rows = ", ".join(f"({place}, {', '.join(slot)})" for place, slot in enumerate(slots, 1))
        lateral = f"CROSS JOIN LATERAL (VALUES {rows}) v(place, {', '.join(SLOT)})"
        return f"(SELECT b.n, v.* FROM {source} {lateral} WHERE {tied} AND v.after IS NOT NULL) s"


_ENGINES: dict[str, Engine] = {"sqlite": Sqlite(), "postgresql": Postgresql()}


def engine_of(work: UnitOfWork) -> Engine:
    """Return the words of the engine that a transaction runs on."""
    return _ENGINES[work.dialect]


__all__ = ["MANY_ROWS", "SLOT", "Engine", "engine_of"]
