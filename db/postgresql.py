"""Set up PostgreSQL connections: bounded waits, UTC, and reads that cost one round trip.

Source: reliability.md §2.4.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import asyncpg
from sqlalchemy import URL, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

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
POOL_SIZE = 10


def write_engine(url: URL) -> AsyncEngine:
    """Return an engine for writers: READ COMMITTED, because rows are locked explicitly."""
    engine = create_async_engine(
        url.set(drivername="postgresql+asyncpg"),
        pool_size=POOL_SIZE,
        max_overflow=0,
        pool_timeout=PATIENCE_S,
        pool_recycle=1800,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        connect_args={"server_settings": SETTINGS},
    )

    @event.listens_for(engine.sync_engine, "checkout")
    def _pass_over_lost(connection: Any, _record: Any, _proxy: Any) -> None:
        """Replace a connection that the server ended. The pool's own ping would cost two round trips each time."""
        if connection.driver_connection.is_closed():
            raise DisconnectionError

    @event.listens_for(engine.sync_engine, "connect")
    def begin(connection: Any, _record: Any) -> None:
        connection.run_async(_keep_days)

    return engine


class PostgresReader:
    """Read on a pool of its own. One statement is one snapshot, so no transaction is opened around it."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    @classmethod
    async def open(cls, url: URL) -> "PostgresReader":
        """Connect; the pool grows to `POOL_SIZE` as needed."""
        pool = await Pool.open(
            url.set(drivername="postgresql").render_as_string(hide_password=False),
            POOL_SIZE,
            _keep_bytes,
            server_settings=SETTINGS | {"default_transaction_read_only": "on"},
            statement_cache_size=512,
            max_cached_statement_lifetime=0,
            max_cacheable_statement_size=0,
        )
        return cls(pool)

    async def fetch(self, sql: str, parameters: Sequence[Any]) -> bytes:
        """Return the one value of the one row, which is JSON text.

        Raises:
            Busy: no connection became free in time.
        """
        try:
            async with self._pool.connection(PATIENCE_S) as connection:
                value: bytes = await connection.fetchval(sql, *parameters)
        except TimeoutError:
            raise Busy from None
        return value

    async def explain(self, sql: str, parameters: Sequence[Any]) -> list[str]:
        """Return the lines of EXPLAIN."""
        async with self._pool.connection(PATIENCE_S) as connection:
            return [row[0].decode() for row in await connection.fetch(f"EXPLAIN {sql}", *parameters)]

    async def close(self) -> None:
        """Close the pool."""
        await self._pool.close()


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
