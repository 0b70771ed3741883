"""Open SQLAlchemy's own connections, which Alembic needs to migrate a database. Nothing else uses them."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, NullPool, create_engine, event
from sqlalchemy.ext.asyncio import create_async_engine

from db.loop_sqlite import BEGIN
from db.postgresql import SETTINGS
from db.sqlite import SETTINGS as PRAGMAS
from db.sqlite_library import sqlite3

Result = TypeVar("Result")


async def in_engine(url: URL, work: Callable[[Connection], Result]) -> Result:
    """Run `work` in one transaction on a connection of its own, and commit."""
    if url.get_backend_name() == "sqlite":
        return await asyncio.to_thread(_on_sqlite, Path(str(url.database)), work)
    settings = {"server_settings": SETTINGS}
    engine = create_async_engine(url.set(drivername="postgresql+asyncpg"), poolclass=NullPool, connect_args=settings)
    async with engine.begin() as connection:
        return await connection.run_sync(work)


def _on_sqlite(path: Path, work: Callable[[Connection], Result]) -> Result:
    path.parent.mkdir(parents=True, exist_ok=True)

    def connect() -> Any:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for statement in PRAGMAS:
            connection.execute(statement)
        return connection

    engine = create_engine("sqlite://", module=sqlite3, creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(BEGIN)

    with engine.begin() as connection:
        return work(connection)
