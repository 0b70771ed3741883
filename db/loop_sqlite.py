"""Run SQLite's statements on the event loop, and in a thread only those that wait for the disk or others, or take long.

Stands in for the package aiosqlite below SQLAlchemy, which hands every call to a thread: some fifty hand-overs an edit,
which cost more than all that the statements do. See docs/decisions/0007.
"""

import asyncio
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from math import inf
from time import monotonic
from typing import Any, Self, TypeVar

from db.sqlite_library import sqlite3

Result = TypeVar("Result")

# SQLAlchemy looks for these where it looks for the connection.
DatabaseError, Error, IntegrityError = sqlite3.DatabaseError, sqlite3.Error, sqlite3.IntegrityError
NotSupportedError, OperationalError = sqlite3.NotSupportedError, sqlite3.OperationalError
ProgrammingError = sqlite3.ProgrammingError
sqlite_version, sqlite_version_info = sqlite3.sqlite_version, sqlite3.sqlite_version_info

INLINE_S, CHECKED_STEPS = 0.005, 5_000
"""Seconds that a read may take on the event loop, and how many steps of SQLite's machine pass between two looks."""
WORK = 5
"""Looks within these seconds that show that the read itself takes long, not a machine that was busy elsewhere."""
INLINE_ROWS = 200
"""Rows that one statement may write on the event loop."""
MANY_ROWS = "/* many rows */"
"""Begins a statement that writes a whole set: it runs in the thread, and a cancelled caller breaks it off."""
_WAITING = ("BEGIN", "COMMIT", "ROLLBACK")


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
        except OperationalError as problem:
            if problem.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            raise TookTooLong(by_itself=self._looks > WORK) from None
        finally:
            self._until = inf

    def _is_late(self) -> bool:
        self._looks += 1
        return monotonic() > self._until


class Connection:
    """A connection for writing. Await it to open it; after `close` or `stop` it is of no use."""

    isolation_level = None

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: Any = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="carnet-write")

    def __await__(self) -> Generator[Any, None, Self]:
        """Open the file."""
        self._connection = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        self.brief = Brief(self._connection)
        return self
        yield

    def cursor(self) -> "Cursor":
        """Return a cursor."""
        return Cursor(self, self._connection.cursor())

    async def create_function(self, *arguments: Any, **options: Any) -> None:
        """Add a function to SQL."""
        self._connection.create_function(*arguments, **options)

    async def commit(self) -> None:
        """Keep the transaction."""
        await self.in_thread(self._connection.commit)

    async def rollback(self) -> None:
        """Take the transaction back, if there is one."""
        if self._connection.in_transaction:
            await self.in_thread(self._connection.rollback)

    async def close(self) -> None:
        """Close, which may write the log of the last transactions back to the file; a second time does nothing."""
        if closing := self._begin_to_close():
            await asyncio.wrap_future(closing)

    def stop(self) -> None:
        """Close as soon as what runs has ended, and do not wait for it."""
        self._begin_to_close()

    def _begin_to_close(self) -> Future[None] | None:
        if self._connection is None:
            return None
        closing = self._thread.submit(self._connection.close)
        self._thread.shutdown(wait=False)
        self._connection = None
        return closing

    async def in_thread(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Run what waits."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    async def interruptible(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Run what takes long; break it off if the caller is cancelled, which takes back the whole transaction."""
        running = asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            self._connection.interrupt()
            await asyncio.wait([running])  # a cursor that is closed in the middle would hold up the event loop
            running.exception()  # looked at, or asyncio complains of it
            raise


class Cursor:
    """One statement at a time, and its rows."""

    def __init__(self, connection: Connection, cursor: Any) -> None:
        self._connection, self._cursor = connection, cursor
        self._rows: list[Any] = []

    async def __aenter__(self) -> Self:
        """Begin to be used, as SQLAlchemy demands."""
        return self

    def __getattr__(self, name: str) -> Any:
        """Tell what the library's cursor tells: description, rowcount, lastrowid, arraysize."""
        return getattr(self._cursor, name)

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        """Run a statement and fetch its rows."""
        self._rows = await self._rows_of(sql, parameters)
        return self

    async def executemany(self, sql: str, rows: Sequence[Any]) -> Self:
        """Run a statement for each row."""
        if len(rows) > INLINE_ROWS:
            await self._connection.in_thread(self._cursor.executemany, sql, rows)
        else:
            self._cursor.executemany(sql, rows)
        return self

    async def fetchall(self) -> list[Any]:
        """Return the rows."""
        return self._rows

    async def close(self) -> None:
        """Let go of the statement."""
        self._cursor.close()

    async def _rows_of(self, sql: str, parameters: Sequence[Any]) -> list[Any]:
        if sql.startswith("SELECT"):
            try:
                return self._connection.brief.run(self._run, sql, parameters)
            except TookTooLong:
                pass
        elif sql.startswith(MANY_ROWS):
            return await self._connection.interruptible(self._run, sql, parameters)
        elif not sql.startswith(_WAITING):
            return self._run(sql, parameters)
        return await self._connection.in_thread(self._run, sql, parameters)

    def _run(self, sql: str, parameters: Sequence[Any]) -> list[Any]:
        self._cursor.execute(sql, parameters)
        return self._cursor.fetchall() if self._cursor.description else []
