"""Run SQLite's statements on the event loop, and in a thread only those that wait for the disk or others, or take long.

Handing every statement to a thread, as the package aiosqlite does, costs more than all that an edit does. See
docs/decisions/0007.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import inf
from time import monotonic
from typing import Any, TypeVar

from db.drivers import Ran
from db.sqlite_library import sqlite3

Result = TypeVar("Result")

INLINE_S, CHECKED_STEPS = 0.005, 5_000
"""Seconds that a read may take on the event loop, and how many steps of SQLite's machine pass between two looks."""
WORK = 5
"""Looks within these seconds that show that the read itself takes long, not a machine that was busy elsewhere."""
INLINE_ROWS = 200
"""Rows that one statement may write on the event loop."""
MANY_ROWS = "/* many rows */"
"""Begins a statement that writes a whole set: it runs in the thread, and a cancelled caller breaks it off."""
READS = ("SELECT", "WITH")
"""How a statement begins that only reads, and so may be broken off; one that writes begins with its verb."""
LONGEST_WAIT_MS = 5_000
"""How long a statement waits for another program's lock."""
BEGIN = "BEGIN IMMEDIATE"
"""Takes the write lock at once: a transaction that reads first and writes later fails if another wrote in between."""


class TookTooLong(Exception):  # noqa: N818 - answered by running the read in a thread
    """A read was broken off after `INLINE_S`; `by_itself` if it had done much until then, instead of waiting."""

    def __init__(self, *, by_itself: bool) -> None:
        self.by_itself = by_itself
        super().__init__()


class Brief:
    """Break off reads of a connection that take longer than the event loop can wait."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._until = inf
        self._looks = 0
        connection.set_progress_handler(self._is_late, CHECKED_STEPS)

    def run(self, read: Callable[..., Result], *arguments: Any) -> Result:
        """Run a read that changes nothing: after a write was broken off, SQLite takes back the whole transaction.

        Raises:
            TookTooLong.
        """
        self._until = monotonic() + INLINE_S
        self._looks = 0
        try:
            return read(*arguments)
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            raise TookTooLong(by_itself=self._looks > WORK) from None
        finally:
            self._until = inf

    def _is_late(self) -> bool:
        self._looks += 1
        return monotonic() > self._until


class Connection:
    """A connection for writing. The file is opened when it is made; `settings` are run first."""

    def __init__(self, path: str, settings: Sequence[str]) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="carnet-write")
        self._brief = Brief(self._connection)
        self.is_lost = False
        for statement in settings:
            self._connection.execute(statement)

    async def begin(self) -> None:
        """Begin a transaction with the write lock, for which only foreign programs make it wait: in the thread."""
        self._wait_for_others(0)
        try:
            self._connection.execute(BEGIN)
        except sqlite3.OperationalError:
            self._wait_for_others(LONGEST_WAIT_MS)
            await self._begin_in_turn()
        else:
            self._wait_for_others(LONGEST_WAIT_MS)

    async def run(self, sql: str, values: Sequence[Any]) -> Ran:
        """Run a statement and fetch its rows."""
        if sql.startswith(READS):
            try:
                return self._brief.run(self._run, sql, values)
            except TookTooLong:
                return await self._in_thread(self._run, sql, values)
        if sql.startswith(MANY_ROWS):
            return await self._interruptible(self._run, sql, values)
        return self._run(sql, values)

    async def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each row."""
        if len(rows) > INLINE_ROWS:
            await self._in_thread(self._connection.executemany, sql, rows)
        else:
            self._connection.executemany(sql, rows)

    async def commit(self) -> None:
        """Keep the transaction."""
        await self._in_thread(self._connection.commit)

    async def rollback(self) -> None:
        """Take the transaction back, if there is one."""
        if not self.is_lost and self._connection.in_transaction:
            await self._in_thread(self._connection.rollback)

    async def close(self) -> None:
        """Close, which may write the log of the last transactions back to the file; a second time does nothing."""
        if self.is_lost:
            return
        self.is_lost = True
        closing = asyncio.get_running_loop().run_in_executor(self._thread, self._connection.close)
        self._thread.shutdown(wait=False)
        await closing

    async def _begin_in_turn(self) -> None:
        try:
            await self._in_thread(self._connection.execute, BEGIN)
        except asyncio.CancelledError:
            await self.close()  # the thread still waits, and would have the lock for nobody
            raise

    def _wait_for_others(self, milliseconds: int) -> None:
        self._connection.execute(f"PRAGMA busy_timeout = {milliseconds}").close()

    async def _in_thread(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Run what waits."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    async def _interruptible(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Run what takes long; break it off if the caller is cancelled, which takes back the whole transaction."""
        running = asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            self._connection.interrupt()
            await asyncio.wait([running])  # what runs in the thread has the connection until then
            running.exception()  # looked at, or asyncio complains of it
            raise

    def _run(self, sql: str, values: Sequence[Any]) -> Ran:
        cursor = self._connection.execute(sql, values)
        if cursor.description is None:
            return Ran((), (), cursor.rowcount)
        return Ran(cursor.fetchall(), [column[0] for column in cursor.description], cursor.rowcount)
