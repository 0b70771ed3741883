"""Set up SQLite so that what was acknowledged stays: write-ahead log, full synchronisation, explicit transactions.

Source: reliability.md §0.1, §0.5, §2.3.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import local
from time import monotonic
from typing import Any

import aiosqlite
from sqlalchemy import URL, event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_dbapi
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.races import PATIENCE_S

try:
    from pysqlite3 import dbapi2 as sqlite3
except ImportError:  # no wheel for this platform: Python's own will do if it is new enough
    import sqlite3

DriverError = sqlite3.Error
OLDEST = (3, 46)
"""Older parsers have a fixed stack that a query nested five lists deep overflows."""

BEGIN = "BEGIN IMMEDIATE"
"""Takes the write lock at once: a transaction that reads first and writes later fails if another wrote in between."""
SETTINGS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA wal_autocheckpoint = 1000",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA cache_size = -65536",
)
INLINE_S, CHECKED_STEPS = 0.005, 5_000
"""Seconds that a read may take on the event loop, and how many steps of SQLite's machine pass between two looks."""
SLOW_FOR_S, SLOW_KEPT = 5.0, 1_000
"""How long a statement that took longer runs in threads before it is tried on the loop again, and how many are kept."""
READ_THREADS = 4


class _Driver(AsyncAdapt_aiosqlite_dbapi):
    """SQLAlchemy's driver over the SQLite library in use: it takes the errors of Python's own, which are others."""

    def _init_dbapi_attributes(self) -> None:
        super()._init_dbapi_attributes()
        for name in _OF_THE_LIBRARY:
            setattr(self, name, getattr(sqlite3, name))


_OF_THE_LIBRARY = (
    *("Error", "DatabaseError", "IntegrityError", "NotSupportedError", "OperationalError", "ProgrammingError"),
    *("sqlite_version", "sqlite_version_info"),
)


def _connection(path: str) -> aiosqlite.Connection:
    """Return a connection whose thread keeps no process alive that ends without closing it."""
    connection = aiosqlite.Connection(lambda: sqlite3.connect(path, check_same_thread=False), 64)
    connection._thread.daemon = True  # noqa: SLF001 - SQLAlchemy does the same where it makes the connection
    return connection


def write_engine(url: URL) -> AsyncEngine:
    """Return an engine with one connection whose transactions take the write lock when they begin.

    The driver's own transactions start only at the first write, which loses updates without an error.

    Raises:
        RuntimeError: the SQLite library is too old.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        raise RuntimeError(
            f"SQLite {sqlite3.sqlite_version} is too old: install the package pysqlite3, or use PostgreSQL."
        )
    path = str(url.database)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite"),
        pool_size=1,
        max_overflow=0,
        pool_timeout=PATIENCE_S,
        hide_parameters=True,
        module=_Driver(aiosqlite, sqlite3),
        async_creator=lambda: _connection(path),
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for statement in SETTINGS:
            cursor.execute(statement)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(BEGIN)

    return engine


class SqliteReader:
    """Read on connections of its own, which writers never block.

    A statement first runs on the event loop, because most take less time than handing them to a thread would.
    One that needs more than `INLINE_S` is broken off and run again in a thread, so the loop never waits long; such
    statements are remembered for a while.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._inline = self._connect()
        self._deadline = 0.0
        self._inline.set_progress_handler(lambda: monotonic() > self._deadline, CHECKED_STEPS)
        self._threads = ThreadPoolExecutor(READ_THREADS, thread_name_prefix="carnet-read")
        self._thread = local()
        self._slow: dict[str, float] = {}
        self._opened: list[sqlite3.Connection] = [self._inline]

    async def fetch(self, sql: str, parameters: Sequence[Any]) -> bytes:
        """Return the one value of the one row, which is JSON text."""
        now = monotonic()
        if now > self._slow.get(sql, 0.0):
            self._deadline = now + INLINE_S
            try:
                return _value(self._inline, sql, parameters)
            except sqlite3.OperationalError as problem:
                if problem.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                    raise
                self._remember_slow(sql, now)
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._in_thread, sql, parameters)

    async def close(self) -> None:
        """Wait for running reads, then close every connection."""
        await asyncio.get_running_loop().run_in_executor(None, self._threads.shutdown)
        for connection in self._opened:
            connection.close()

    def _remember_slow(self, sql: str, now: float) -> None:
        if len(self._slow) >= SLOW_KEPT:
            self._slow.clear()
        self._slow[sql] = now + SLOW_FOR_S

    def _in_thread(self, sql: str, parameters: Sequence[Any]) -> bytes:
        if not hasattr(self._thread, "connection"):
            self._thread.connection = self._connect()
            self._opened.append(self._thread.connection)
        return _value(self._thread.connection, sql, parameters)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, cached_statements=512)
        connection.text_factory = bytes
        for statement in (*SETTINGS, "PRAGMA query_only = ON"):
            connection.execute(statement)
        return connection


def _value(connection: sqlite3.Connection, sql: str, parameters: Sequence[Any]) -> bytes:
    value: bytes = connection.execute(sql, parameters).fetchone()[0]
    return value
