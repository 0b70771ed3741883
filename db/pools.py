"""Lend PostgreSQL connections: opened when they are needed, left as they are between loans, replaced when lost.

The pools of asyncpg and SQLAlchemy wrap each connection anew for every loan, which takes longer than a small read does.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeAlias

import asyncpg

LOG = logging.getLogger("carnet.pools")
Connection: TypeAlias = asyncpg.Connection

MEND_S, CLOSE_S = 5.0, 10.0
"""Seconds that a connection may take to end what was broken off, and that all may take to come back for closing."""


class PoolClosed(Exception):  # noqa: N818 - a state
    """The pool was closed and lends nothing more."""


class Pool:
    """Some connections to one database. Who waits is served in order of arrival; of idle ones the last used goes first.

    There are `size` places. Each is free, or its connection is being opened, idle, lent or mended.
    """

    def __init__(self, connect: Callable[[], Awaitable[Connection]], size: int) -> None:
        self._connect = connect
        self._size = self._free = size
        self._idle: list[Connection] = []
        self._waiting: deque[asyncio.Future[Connection | None]] = deque()
        self._opened: set[Connection] = set()
        self._mending: set[asyncio.Task[None]] = set()
        self._is_closed = False

    @classmethod
    async def open(cls, dsn: str, size: int, init: Callable[[Connection], Awaitable[None]], **settings: Any) -> "Pool":
        """Return a pool with one connection, so that a database that cannot be reached is noticed.

        `init` sets up each new connection; `settings` are those of `asyncpg.connect`.
        """

        async def connect() -> Connection:
            connection = await asyncpg.connect(dsn, **settings)
            try:
                await init(connection)
            except BaseException:
                connection.terminate()
                raise
            return connection

        pool = cls(connect, size)
        async with pool.connection(CLOSE_S):
            return pool

    def connection(self, seconds: float) -> "Loan":
        """Return a connection to enter; on leaving it comes back, and what it did without a commit is taken back.

        Raises:
            TimeoutError: on entering, when none was there for so long.
            PoolClosed: on entering.
        """
        return Loan(self, seconds)

    def idle(self) -> Connection | None:
        """Return a connection that is there at once, or none."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
            self._pass_on(connection)
        return None

    async def wait(self, seconds: float) -> Connection:
        """Return the next connection that comes back, or a new one.

        Raises:
            TimeoutError, PoolClosed.
        """
        if self._is_closed:
            raise PoolClosed
        async with asyncio.timeout(seconds):
            connection = await self._turn()
            if connection and not connection.is_closed():
                return connection
            self._opened.discard(connection)
            return await self._open()

    def give_back(self, connection: Connection, *, is_whole: bool) -> None:
        """Take a connection back; if it was left by an exception it may still be at work."""
        if connection.is_closed() or (is_whole and not connection.is_in_transaction()):
            self._pass_on(connection)
        else:
            mending = asyncio.create_task(self._mend(connection))
            self._mending.add(mending)
            mending.add_done_callback(self._mending.discard)

    async def close(self) -> None:
        """Close every connection, those that are lent as they come back; after `CLOSE_S` cut off what is left."""
        if self._is_closed:
            return
        self._is_closed = True
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                for _ in range(self._size):
                    connection = self.idle() or await self._turn()
                    if connection:
                        await connection.close()
        for connection in self._opened:
            connection.terminate()

    async def _turn(self) -> Connection | None:
        """Return the next connection that comes back; none where a place is free for a new one."""
        if self._free:
            self._free -= 1
            return None
        turn: asyncio.Future[Connection | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # both happened at once
                self._pass_on(turn.result())
            raise

    async def _open(self) -> Connection:
        """Open a connection in a place that is free for it."""
        try:
            connection = await self._connect()
        except BaseException:
            self._pass_on(None)
            raise
        self._opened.add(connection)
        return connection

    def _pass_on(self, connection: Connection | None) -> None:
        """Give a connection, or the place of one that is lost, to who waits longest."""
        if connection and connection.is_closed():
            self._opened.discard(connection)
            connection = None
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(connection)
                return
        if connection:
            self._idle.append(connection)
        else:
            self._free += 1

    async def _mend(self, connection: Connection) -> None:
        """Take back what is left of a transaction; the driver first waits until a cancelled query has ended."""
        is_whole = False
        try:
            await connection.execute("ROLLBACK", timeout=MEND_S)
            is_whole = True
        except Exception as problem:  # noqa: BLE001 - whatever it is, another connection takes its place
            LOG.warning("a connection could not be mended and is replaced: %s", type(problem).__name__)
        finally:
            if not is_whole:
                connection.terminate()
            self._pass_on(connection)


class Loan:
    """One loan of a connection."""

    __slots__ = ("_connection", "_pool", "_seconds")

    def __init__(self, pool: Pool, seconds: float) -> None:
        self._pool = pool
        self._seconds = seconds

    async def __aenter__(self) -> Connection:
        """Begin the loan."""
        self._connection = self._pool.idle() or await self._pool.wait(self._seconds)
        return self._connection

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End it."""
        self._pool.give_back(self._connection, is_whole=kind is None)
