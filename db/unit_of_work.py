"""Run a write as one transaction: only an explicit commit keeps anything, and lost races are run again.

Source: reliability.md §2.1.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from db.database import Database

Result = TypeVar("Result")

ATTEMPTS = 6
"""How often a transaction is tried: once, and five times more."""
RETRYABLE = frozenset({"40001", "40P01", "55P03"})
"""Serialisation failure, deadlock, lock not available: PostgreSQL's word that another transaction went first."""


class Busy(Exception):  # noqa: N818 - an answer that callers may repeat
    """Other writers went first each time; nothing was written, and the same call may succeed later."""


class UnitOfWork:
    """One transaction. Whatever is not committed is rolled back."""

    def __init__(self, connection: AsyncConnection, dialect: str) -> None:
        self.connection = connection
        self.dialect = dialect

    async def commit(self) -> None:
        """Keep what was written. The only commit of a walk; resolvers call it last."""
        await self.connection.commit()

    async def fetch(self, sql: str, parameters: Sequence[Any]) -> bytes:
        """Read compiled JSON inside the transaction, its own writes included."""
        value: str = (await self.connection.exec_driver_sql(sql, tuple(parameters))).scalar_one()
        return value.encode()


@asynccontextmanager
async def unit_of_work(database: Database) -> AsyncIterator[UnitOfWork]:
    """Open one transaction; roll it back on leaving unless it was committed."""
    async with database.writers or nullcontext(), database.engine.connect() as connection:
        transaction = await connection.begin()
        try:
            yield UnitOfWork(connection, database.dialect)
        finally:
            if transaction.is_active:
                await transaction.rollback()


async def in_transaction(database: Database, walk: Callable[[UnitOfWork], Awaitable[Result]]) -> Result:
    """Run `walk` in a unit of work, again from the start when another writer won a race.

    `walk` must keep no state outside the unit of work.

    Raises:
        Busy: all attempts lost.
    """
    for attempt in range(ATTEMPTS):
        try:
            async with unit_of_work(database) as work:
                return await walk(work)
        except DBAPIError as problem:
            if not _lost_race(problem):
                raise
        await asyncio.sleep(random.uniform(0, 0.005 * 2**attempt))  # noqa: S311 - jitter is no secret
    raise Busy


def _lost_race(problem: DBAPIError) -> bool:
    code = getattr(problem.orig, "sqlstate", None) or getattr(problem.orig, "sqlite_errorname", "")
    return code in RETRYABLE or str(code).startswith("SQLITE_BUSY")
