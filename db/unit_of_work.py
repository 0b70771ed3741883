"""Run a write as one transaction: only an explicit commit keeps anything, and lost races are run again.

Source: reliability.md §2.1.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from db.connection import Connection
from db.database import Database
from db.races import PATIENCE_S, Busy, ConnectionLost, OutcomeUnknown, is_lost_race, is_taken

Result = TypeVar("Result")

ATTEMPTS = 6
"""How often a transaction is tried: once, and five times more."""
LAST_START_S = PATIENCE_S - 2
"""Seconds after which no attempt is begun: the lock timeout of 2 s more, and the caller has waited long enough."""


class UnitOfWork:
    """One transaction. Whatever is not committed is rolled back."""

    def __init__(self, connection: Connection, dialect: str) -> None:
        self.connection = connection
        self.dialect = dialect
        self.commit_sent = False

    async def commit(self) -> None:
        """Keep what was written. The only commit of a walk; resolvers call it last."""
        self.commit_sent = True
        try:
            await self.connection.commit()
        except BaseException:
            # After a failed commit SQLite's transaction is still open, and PostgreSQL's connection may be dead.
            await self.connection.driver.close()
            raise

    async def go_through_tables(self) -> None:
        """Prepare for statements that read whole tables: PostgreSQL may scan them, and take longer than others may.

        All others find their rows by keys, see `db.postgresql`.
        """
        if self.dialect == "postgresql":
            for setting in ("enable_seqscan = on", "statement_timeout = 0"):
                await self.connection.exec_driver_sql(f"SET LOCAL {setting}")

    async def fetch(self, sql: str, parameters: Sequence[Any]) -> bytes:
        """Read compiled JSON inside the transaction, its own writes included."""
        value: str = (await self.connection.run(sql, parameters)).rows[0][0]
        return value.encode()


@asynccontextmanager
async def unit_of_work(database: Database) -> AsyncIterator[UnitOfWork]:
    """Open one transaction; roll it back on leaving unless it was committed.

    Raises:
        Busy: no turn or no connection became free in time.
    """
    async with database.writers.connection() as driver:
        work = UnitOfWork(Connection(driver, database.statements), database.dialect)
        try:
            await driver.begin()
            yield work
        except Exception as problem:
            if driver.is_lost and not work.commit_sent:
                raise ConnectionLost from problem
            raise
        finally:
            await driver.rollback()


async def in_transaction(database: Database, walk: Callable[[UnitOfWork], Awaitable[Result]]) -> Result:
    """Run `walk` in a unit of work, again from the start when another writer won a race.

    `walk` must keep no state outside the unit of work. A unique value that was taken after `walk` had found it free is
    such a race too, but only once: the second time it is an error of the program.

    Raises:
        Busy: all attempts lost; nothing was written.
        OutcomeUnknown: the commit failed, so it may have been carried out. It is never tried again.
    """
    clock = asyncio.get_running_loop().time
    last_start = clock() + LAST_START_S
    was_taken = False
    for attempt in range(ATTEMPTS):
        try:
            return await _attempt(database, walk)
        except Exception as problem:
            lost_number = is_taken(problem) and not was_taken
            if not (lost_number or is_lost_race(problem)):
                raise
            was_taken = was_taken or lost_number
        await asyncio.sleep(random.uniform(0, 0.005 * 2**attempt))  # noqa: S311 - jitter is no secret
        if clock() > last_start:
            break
    raise Busy


async def _attempt(database: Database, walk: Callable[[UnitOfWork], Awaitable[Result]]) -> Result:
    work: UnitOfWork | None = None
    try:
        async with unit_of_work(database) as work:
            return await walk(work)
    except Exception as problem:
        if work and work.commit_sent:
            raise OutcomeUnknown from problem
        raise
