"""Open the plain server's databases: the settings of Carnet, the pools of SQLAlchemy."""

from typing import Any

import aiosqlite
from sqlalchemy import URL, event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_dbapi
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db import postgresql, sqlite
from db.sqlite_library import sqlite3

POOL_SIZE = 10


def read_engine(url: URL) -> AsyncEngine:
    """Read in autocommit mode: no BEGIN and ROLLBACK around a request's statements."""
    if url.get_backend_name() == "postgresql":
        return _postgresql(url, isolation_level="AUTOCOMMIT")
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite"),
        pool_size=POOL_SIZE,
        max_overflow=0,
        isolation_level="AUTOCOMMIT",
        module=AsyncAdapt_aiosqlite_dbapi(aiosqlite, sqlite3),
        async_creator=lambda: aiosqlite.Connection(
            lambda: sqlite3.connect(url.database or "", check_same_thread=False, cached_statements=512), 64
        ),
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for statement in sqlite.SETTINGS:
            cursor.execute(statement)
        cursor.close()

    return engine


def write_engine(url: URL) -> AsyncEngine:
    """Write in transactions; on SQLite as Carnet does, one at a time, begun with the lock."""
    return _postgresql(url) if url.get_backend_name() == "postgresql" else sqlite.write_engine(url)


def _postgresql(url: URL, **options: Any) -> AsyncEngine:
    return create_async_engine(
        url.set(drivername="postgresql+asyncpg"),
        pool_size=POOL_SIZE,
        max_overflow=0,
        connect_args={"server_settings": postgresql.SETTINGS},
        **options,
    )
