"""Say what a driver of a database does for a transaction. `db.loop_sqlite` and `db.postgresql` have one each."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, NamedTuple, Protocol


class Ran(NamedTuple):
    """What became of a statement: its rows, the names of their columns, and how many rows it wrote or found."""

    rows: Sequence[Sequence[Any]]
    names: Sequence[str]
    written: int


class Driver(Protocol):
    """One connection, used by one transaction at a time."""

    @property
    def is_lost(self) -> bool:
        """Tell whether the connection is closed, and with it all that was not committed is gone."""
        ...

    async def begin(self) -> None:
        """Begin a transaction."""
        ...

    async def run(self, sql: str, values: Sequence[Any]) -> Ran:
        """Run one statement."""
        ...

    async def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each row."""
        ...

    async def commit(self) -> None:
        """Keep what was written."""
        ...

    async def rollback(self) -> None:
        """Take back what was not committed; without a transaction do nothing."""
        ...

    async def close(self) -> None:
        """Close the connection; whoever comes next gets another one."""
        ...


class Writers(Protocol):
    """The connections that write."""

    def connection(self) -> AbstractAsyncContextManager[Driver]:
        """Return a connection for one transaction.

        Raises:
            Busy: on entering, when no turn or no connection became free in time.
        """
        ...

    async def close(self) -> None:
        """Release every connection."""
        ...
