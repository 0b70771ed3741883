"""Open the database that a URL names, as one object that the floors above read from and write to."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from asyncpg import InterfaceError, PostgresError
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from db.drivers import Writers
from db.postgresql import PostgresReader, PostgresWriters
from db.sqlite import SqliteReader, SqliteWriters
from db.sqlite_library import sqlite3
from db.statements import statements

ENGINES = ("sqlite", "postgresql")
UNUSABLE = (OSError, PostgresError, InterfaceError, sqlite3.Error)
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
    """One database: its readers, its writers, and the statements that writers on its engine have compiled."""

    def __init__(self, url: URL, writers: Writers, reader: Reader) -> None:
        self.url = url
        self.writers = writers
        self.reader = reader
        self.dialect = url.get_backend_name()
        self.statements = statements(self.dialect)

    async def close(self) -> None:
        """Release every connection."""
        await self.reader.close()
        await self.writers.close()


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
    if parsed.get_backend_name() == "sqlite":
        writers: Writers = SqliteWriters(str(parsed.database))
    else:
        writers = await PostgresWriters.open(parsed)
    return Database(parsed, writers, await open_reader(parsed))


def is_there(url: URL) -> bool:
    """Tell whether there is something at `url`; only a file of SQLite comes into being when it is opened."""
    return url.get_backend_name() != "sqlite" or Path(str(url.database)).exists()


async def open_reader(url: URL) -> Reader:
    """Connect only for reading."""
    return SqliteReader(str(url.database)) if url.get_backend_name() == "sqlite" else await PostgresReader.open(url)
