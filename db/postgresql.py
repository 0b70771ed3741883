"""Set up PostgreSQL connections: bounded waits, UTC, and reads that cost one round trip.

Source: reliability.md §2.4.
"""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date
from typing import Any

import asyncpg
from asyncpg.prepared_stmt import PreparedStatement
from sqlalchemy import URL
from sqlalchemy.util import LRUCache

from db.drivers import Ran
from db.pools import Pool
from db.races import PATIENCE_S, Busy

SETTINGS = {
    "application_name": "carnet",
    "timezone": "UTC",
    "datestyle": "ISO",
    "lock_timeout": "2s",
    "statement_timeout": "5s",
    "idle_in_transaction_session_timeout": "10s",
    "synchronous_commit": "on",
    # A compiled read is planned once per connection; just-in-time compilation costs more than such a read takes.
    "jit": "off",
}
BY_KEY = SETTINGS | {"enable_seqscan": "off"}
"""Plans are kept: one made while a table was short would read all of it when it has grown long."""
AWAY = (
    OSError,  # and with it TimeoutError: no connection became free
    asyncpg.AdminShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.CrashShutdownError,
    asyncpg.PostgresConnectionError,
    asyncpg.TooManyConnectionsError,
)
"""How it shows that the server stops, starts, recovers, is out of reach or has no place for one more connection."""
LOG = logging.getLogger("carnet.postgresql")
POOL_SIZE = 10
PREPARED = 500
"""How many statements a connection keeps prepared."""


class Aborted(Exception):  # noqa: N818 - an error of the program
    """A walk went on after one of its statements had failed."""


class _Preparing(asyncpg.Connection):  # type: ignore[misc] # asyncpg tells no types
    """A connection that keeps what it has prepared."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.prepared: LRUCache[str, PreparedStatement[Any]] = LRUCache(PREPARED)


class PostgresConnection:
    """A connection for writing. Transactions are READ COMMITTED, because rows are locked explicitly."""

    def __init__(self, connection: Any) -> None:
        self._connection: _Preparing = connection

    @property
    def is_lost(self) -> bool:
        """Tell whether the connection is closed."""
        return bool(self._connection.is_closed())

    async def begin(self) -> None:
        """Begin a transaction."""
        await self._connection.execute("BEGIN")

    async def run(self, sql: str, values: Sequence[Any]) -> Ran:
        """Run one statement; it is prepared once for each connection."""
        statement = self._connection.prepared.get(sql)
        if statement is None:
            statement = self._connection.prepared[sql] = await self._connection.prepare(sql)
        rows = await statement.fetch(*values)
        count = statement.get_statusmsg().rpartition(" ")[2]
        return Ran(rows, list(rows[0].keys()) if rows else (), int(count) if count.isdecimal() else -1)

    async def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each row, in one round trip."""
        await self._connection.executemany(sql, rows)

    async def commit(self) -> None:
        """Keep what was written.

        Raises:
            Aborted: a statement had failed; PostgreSQL then takes back what it is told to commit, without an error.
        """
        if await self._connection.execute("COMMIT") != "COMMIT":
            raise Aborted

    async def rollback(self) -> None:
        """Take back what was not committed; without a transaction do nothing."""
        if not self.is_lost and self._connection.is_in_transaction():
            try:
                await self._connection.execute("ROLLBACK")
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                self._connection.terminate()

    async def close(self) -> None:
        """Close the connection at once."""
        self._connection.terminate()


class PostgresWriters:
    """The connections that write."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    @classmethod
    async def open(cls, url: URL) -> "PostgresWriters":
        """Connect; the pool grows to `POOL_SIZE` as needed."""
        settings = BY_KEY | {"default_transaction_isolation": "read committed"}
        options = {"server_settings": settings, "connection_class": _Preparing}
        return cls(await Pool.open(_dsn(url), POOL_SIZE, _keep_days, **options))

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[PostgresConnection]:
        """Return a connection that nobody else uses.

        Raises:
            Busy: on entering, when none became free in time, or the server is away.
        """
        async with AsyncExitStack() as held:
            try:
                lent = await held.enter_async_context(self._pool.connection(PATIENCE_S))
            except AWAY as problem:
                raise _busy(problem) from None
            yield PostgresConnection(lent)

    async def close(self) -> None:
        """Close the pool."""
        await self._pool.close()


class PostgresReader:
    """Read on a pool of its own. One statement is one snapshot, so no transaction is opened around it."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    @classmethod
    async def open(cls, url: URL) -> "PostgresReader":
        """Connect; the pool grows to `POOL_SIZE` as needed."""
        pool = await Pool.open(
            _dsn(url),
            POOL_SIZE,
            _keep_bytes,
            server_settings=BY_KEY | {"default_transaction_read_only": "on"},
            statement_cache_size=512,
            max_cached_statement_lifetime=0,
            max_cacheable_statement_size=0,
        )
        return cls(pool)

    async def fetch(self, sql: str, parameters: Sequence[Any]) -> bytes:
        """Return the one value of the one row, which is JSON text.

        Raises:
            Busy: no connection became free in time, or the server went away.
        """
        try:
            async with self._pool.connection(PATIENCE_S) as connection:
                value: bytes = await connection.fetchval(sql, *parameters)
        except AWAY as problem:
            raise _busy(problem) from None
        return value

    async def explain(self, sql: str, parameters: Sequence[Any]) -> list[str]:
        """Return the lines of EXPLAIN."""
        async with self._pool.connection(PATIENCE_S) as connection:
            return [row[0].decode() for row in await connection.fetch(f"EXPLAIN {sql}", *parameters)]

    async def close(self) -> None:
        """Close the pool."""
        await self._pool.close()


def _busy(problem: Exception) -> Busy:
    """Return what is answered; an operator is told where the server is away."""
    if not isinstance(problem, TimeoutError):
        LOG.warning("PostgreSQL is away: %s", type(problem).__name__)
    return Busy()


def _dsn(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


async def _keep_days(connection: "asyncpg.Connection[Any]") -> None:
    """Keep the first and the last day that a date can be: asyncpg would take them for minus and plus infinity."""
    await connection.set_type_codec(
        "date", schema="pg_catalog", encoder=date.isoformat, decoder=date.fromisoformat, format="text"
    )


async def _keep_bytes(connection: "asyncpg.Connection[Any]") -> None:
    """Keep texts as they come, besides days: an answer is sent on in the same bytes."""
    await _keep_days(connection)
    for name in ("text", "varchar"):
        await connection.set_type_codec(name, schema="pg_catalog", encoder=str.encode, decoder=bytes, format="binary")
