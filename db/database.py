"""Open the database that a URL names, as one object that the floors above read from and write to."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any, Protocol

from asyncpg import PostgresError
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from db import loop_sqlite, postgresql, sqlite
from db.writers import WriterQueue

ENGINES = {"sqlite": sqlite.write_engine, "postgresql": postgresql.write_engine}
UNUSABLE = (OSError, DBAPIError, PostgresError, loop_sqlite.Error)
"""What a database raises that cannot be reached, opened or understood."""


class Reader(Protocol):
    """Run compiled reads outside any transaction."""

    async def fetch(self, sql: str, parameters: Sequence[Any]) -> bytes:
        """Return the one value of the one row, which is JSON text."""
        ...

    async def explain(self, sql: str, parameters: Sequence[Any]) -> list[str]:
        """Return how the database would find it, in lines of its own words."""
        ...

    async def close(self) -> None:
        """Release every connection."""
        ...


class Database:
    """One database: its write engine, its reader, and on SQLite the queue of its writers."""

    def __init__(self, url: URL, engine: AsyncEngine, reader: Reader) -> None:
        self.url = url
        self.engine = engine
        self.reader = reader
        self.dialect = url.get_backend_name()
        # PostgreSQL needs no queue: its row locks are one.
        self._writers = WriterQueue(str(url.database)) if self.dialect == "sqlite" else None

    def turn(self) -> AbstractAsyncContextManager[None]:
        """Return what a transaction that writes must be run in.

        Raises:
            Busy: on entering, when it is not this writer's turn for too long.
        """
        return self._writers.turn() if self._writers else nullcontext()

    async def close(self) -> None:
        """Release every connection."""
        await self.reader.close()
        await self.engine.dispose()
        if self._writers:
            self._writers.close()


def parse_url(url: str) -> URL:
    """Read a database URL.

    Raises:
        ValueError: it names neither a file for SQLite (sqlite:///carnet.db) nor PostgreSQL (postgresql://user@host/name).
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # its message would repeat a password
        raise ValueError("CARNET_DATABASE_URL is no URL such as sqlite:///carnet.db") from None
    if parsed.get_backend_name() not in ENGINES:
        raise ValueError("CARNET_DATABASE_URL must begin with sqlite:/// or postgresql://")
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise ValueError("CARNET_DATABASE_URL must name a file, as in sqlite:///carnet.db")
    return parsed


async def open_database(url: str) -> Database:
    """Connect to the database at `url`; its schema must be up to date (see `db.migrate`)."""
    parsed = parse_url(url)
    engine = ENGINES[parsed.get_backend_name()](parsed)
    reader: Reader
    if parsed.get_backend_name() == "sqlite":
        reader = sqlite.SqliteReader(str(parsed.database))
    else:
        reader = await postgresql.PostgresReader.open(parsed)
    return Database(parsed, engine, reader)
