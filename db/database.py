"""Open the database that a URL names, as one object that the floors above read from and write to."""

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from db import postgresql, sqlite

ENGINES = {"sqlite": sqlite.write_engine, "postgresql": postgresql.write_engine}


class Reader(Protocol):
    """Run compiled reads outside any transaction."""

    async def fetch(self, sql: str, parameters: Sequence[Any]) -> bytes:
        """Return the one value of the one row, which is JSON text."""
        ...

    async def close(self) -> None:
        """Release every connection."""
        ...


class Database:
    """One database: its write engine, its reader, and on SQLite the queue of this process's writers."""

    def __init__(self, url: URL, engine: AsyncEngine, reader: Reader) -> None:
        self.url = url
        self.engine = engine
        self.reader = reader
        self.dialect = url.get_backend_name()
        # asyncio.Lock serves in order of arrival. PostgreSQL needs no queue: its row locks are one.
        self.writers = asyncio.Lock() if self.dialect == "sqlite" else None

    async def close(self) -> None:
        """Release every connection."""
        await self.reader.close()
        await self.engine.dispose()


def parse_url(url: str) -> URL:
    """Read a database URL.

    Raises:
        ValueError: it names neither SQLite (sqlite:///carnet.db) nor PostgreSQL (postgresql://user@host/name).
    """
    parsed = make_url(url)
    if parsed.get_backend_name() not in ENGINES:
        raise ValueError("CARNET_DATABASE_URL must begin with sqlite:/// or postgresql://")
    return parsed


async def open_database(url: str) -> Database:
    """Connect to the database at `url`; its schema must be up to date (see `db.migrate`)."""
    parsed = parse_url(url)
    engine = ENGINES[parsed.get_backend_name()](parsed)
    reader: Reader
    if parsed.get_backend_name() == "sqlite":
        reader = sqlite.SqliteReader(parsed.database or "carnet.db")
    else:
        reader = await postgresql.PostgresReader.open(parsed)
    return Database(parsed, engine, reader)
