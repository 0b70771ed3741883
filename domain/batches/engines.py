"""Say in each engine's words what a batch needs: counted ids, padded digits, a row for each record in the journal."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy import Table

from db.loop_sqlite import MANY_ROWS
from db.unit_of_work import UnitOfWork

SLOT = ("kind", "id", "number", "version", "causes", "changes")
"""What a slot says of a record's changes; `place` counts the slots of a row, from 0."""


class Engine(Protocol):
    """What the statements of a batch need to know of an engine."""

    @property
    def id_type(self) -> str:
        """Return the type of ids."""
        ...

    @property
    def sorted_text(self) -> str:
        """Return the type of texts that sort by code point."""
        ...

    @property
    def empty(self) -> str:
        """Return the command that empties a list."""
        ...

    @property
    def lists_all(self) -> bool:
        """Tell whether all cards are listed at once, as those are that are locked one by one."""
        ...

    def cards(self, rows: str, card: str, behind: int) -> str:
        """Return what the cards are listed from, locked where they need to be.

        That is all of them, or as many as are bound at `behind` + 1 behind the number that is bound at `behind`.
        """
        ...

    def counted(self, base: str, counter: str) -> str:
        """Make an id of its first 24 characters and a counter."""
        ...

    def digits(self, value: str, width: int) -> str:
        """Write a number with leading zeros, longer where it needs more digits."""
        ...

    def unfolded(self, source: str, tied: str, slots: Sequence[Sequence[str]]) -> str:
        """Return a FROM clause: one row `s` of each slot for each row of the source."""
        ...

    def quoted(self, value: str) -> str:
        """Write a text as JSON, null where there is none."""
        ...

    def restated(self, table: Table) -> Iterable[str]:
        """Return the columns that an UPDATE of many rows does well to set to what they are."""
        ...


class Sqlite:
    """SQLite: its transaction is the lock, and a row has no lateral ones, so that slots are told apart by CASE."""

    id_type = "text"
    sorted_text = "text"
    empty = "DELETE FROM"
    lists_all = False

    def cards(self, rows: str, card: str, behind: int) -> str:
        """Go on in the order of the numbers."""
        return f"{rows} AND {card}.number > ?{behind} ORDER BY {card}.number LIMIT ?{behind + 1}"

    def counted(self, base: str, counter: str) -> str:
        """Write twelve hexadecimal digits."""
        return f"printf('{base}%012x', {counter})"

    def digits(self, value: str, width: int) -> str:
        """Write with leading zeros."""
        return f"printf('%0{width}d', {value})"

    def unfolded(self, source: str, tied: str, slots: Sequence[Sequence[str]]) -> str:
        """Join with the numbers of the slots; CROSS JOIN keeps the order of the loops."""
        places = ", ".join(f"({place})" for place in range(len(slots)))
        columns = ", ".join(f"{_case(slots, at)} AS {name}" for at, name in enumerate(SLOT))
        numbers = f"(SELECT column1 AS place FROM (VALUES {places})) p"
        return f"(SELECT b.n, p.place AS place, {columns} FROM {source} CROSS JOIN {numbers} WHERE {tied}) s"

    def quoted(self, value: str) -> str:
        """Quote; the function alone would write null as a text."""
        return f"CASE WHEN {value} IS NOT NULL THEN json_quote({value}) END"

    def restated(self, table: Table) -> Iterable[str]:  # noqa: ARG002
        """Return none: only indexes of the columns that are set are written."""
        return ()


def _case(slots: Sequence[Sequence[str]], at: int) -> str:
    return f"CASE p.place {' '.join(f'WHEN {place} THEN {slot[at]}' for place, slot in enumerate(slots))} END"


class Postgresql:
    """PostgreSQL: cards are locked row by row, all before the first is written."""

    id_type = "uuid"
    sorted_text = 'text COLLATE "C"'
    empty = "TRUNCATE"
    lists_all = True

    def cards(self, rows: str, card: str, behind: int) -> str:  # noqa: ARG002
        """Lock in the order in which everybody locks cards."""
        return f"{rows} ORDER BY {card}.id FOR UPDATE"

    def counted(self, base: str, counter: str) -> str:
        """Write twelve hexadecimal digits."""
        return f"CAST('{base}' || lpad(to_hex({counter}), 12, '0') AS uuid)"

    def digits(self, value: str, width: int) -> str:
        """Write with leading zeros; lpad alone would cut."""
        return f"lpad(CAST({value} AS text), greatest({width}, length(CAST({value} AS text))), '0')"

    def unfolded(self, source: str, tied: str, slots: Sequence[Sequence[str]]) -> str:
        """Make the rows beside each other; expressions in VALUES would be prepared anew for each row."""
        rows = " UNION ALL ".join(f"SELECT {place}, {', '.join(slot)}" for place, slot in enumerate(slots))
        lateral = f"CROSS JOIN LATERAL ({rows}) v(place, {', '.join(SLOT)})"
        return f"(SELECT b.n, v.* FROM {source} {lateral} WHERE {tied}) s"

    def quoted(self, value: str) -> str:
        """Quote; text made of pieces costs a third of what building JSON does."""
        return f"CAST(to_json({value}) AS text)"

    def restated(self, table: Table) -> Iterable[str]:
        """Return the first column of each index that is not unique.

        Every index gets an entry for a new version. Where none of its columns is set, its pages are searched for old
        versions to clear away as they fill, in vain as long as the transaction runs: a quarter of the statement's time.
        """
        return sorted({index.columns[0].name for index in table.indexes if not index.unique})


_ENGINES: dict[str, Engine] = {"sqlite": Sqlite(), "postgresql": Postgresql()}


def engine_of(work: UnitOfWork) -> Engine:
    """Return the words of the engine that a transaction runs on."""
    return _ENGINES[work.dialect]


__all__ = ["MANY_ROWS", "SLOT", "Engine", "engine_of"]
