"""Set up SQLite so that what was acknowledged stays: write-ahead log, full synchronisation, explicit transactions.

Source: reliability.md §0.1, §0.5, §2.3.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from threading import local
from time import monotonic
from typing import Any

from db import loop_sqlite
from db.loop_sqlite import LONGEST_WAIT_MS, Brief, TookTooLong
from db.sqlite_library import sqlite3
from db.writers import WriterQueue

OLDEST = (3, 46)
"""Older parsers have a fixed stack that a query nested five lists deep overflows."""

SETTINGS = (
    f"PRAGMA busy_timeout = {LONGEST_WAIT_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA wal_autocheckpoint = 1000",
    "PRAGMA journal_size_limit = 67108864",
)
WRITE_CACHE, LOOP_CACHE, THREAD_CACHE = (f"PRAGMA cache_size = -{mebibytes * 1024}" for mebibytes in (32, 24, 8))
"""What a connection keeps of the file: one that writes, one that reads on the event loop, one that reads in a thread.

The operating system keeps the file as well, so that more is hardly quicker.
"""
SLOW_FOR_S, SLOW_KEPT = 5.0, 1_000
"""How long a statement that took longer runs in threads before it is tried on the loop again, and how many are kept."""
READ_THREADS = 4


class SqliteWriters:
    """The one connection that writes, for whoever has the turn: of all processes that write this file, one at a time.

    Raises:
        RuntimeError: the SQLite library is too old.
    """

    def __init__(self, path: str) -> None:
        if sqlite3.sqlite_version_info < OLDEST:
            raise RuntimeError(
                f"SQLite {sqlite3.sqlite_version} is too old: install the package pysqlite3, or use PostgreSQL."
            )
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._queue = WriterQueue(path)
        self._kept: loop_sqlite.Connection | None = None

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[loop_sqlite.Connection]:
        """Return the connection when it is this writer's turn.

        Raises:
            Busy: on entering, when it is not for too long.
        """
        async with self._queue.turn():
            if self._kept is None or self._kept.is_lost:
                self._kept = loop_sqlite.Connection(self._path, (*SETTINGS, WRITE_CACHE))
            yield self._kept

    async def close(self) -> None:
        """Close the connection and let go of the queue."""
        if self._kept:
            await self._kept.close()
        self._queue.close()


class SqliteReader:
    """Read on connections of its own, which writers never block.

    A statement first runs on the event loop, because most take less time than handing them to a thread would.
    One that needs more than `INLINE_S` is broken off and run again in a thread: the loop never waits long. Those that
    do much are remembered for a while; those that a busy machine held up are not.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._inline = self._connect(LOOP_CACHE)
        self._brief = Brief(self._inline)
        self._threads = ThreadPoolExecutor(READ_THREADS, thread_name_prefix="carnet-read")
        self._thread = local()
        self._slow: dict[str, float] = {}
        self._opened: list[sqlite3.Connection] = [self._inline]

    async def fetch(self, sql: str, parameters: Sequence[Any]) -> bytes:
        """Return the one value of the one row, which is JSON text."""
        now = monotonic()
        if now > self._slow.get(sql, 0.0):
            try:
                return self._brief.run(_value, self._inline, sql, parameters)
            except TookTooLong as broken_off:
                if broken_off.by_itself:
                    self._remember_slow(sql, now)
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._in_thread, sql, parameters)

    async def explain(self, sql: str, parameters: Sequence[Any]) -> list[str]:
        """Return the lines of EXPLAIN QUERY PLAN, indented by what they are part of."""
        depth = {0: 0}
        lines = []
        for key, parent, _, detail in self._inline.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall():
            depth[key] = depth[parent] + 1
            lines.append(f"{'  ' * depth[parent]}{detail.decode()}")
        return lines

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
            self._thread.connection = self._connect(THREAD_CACHE)
            self._opened.append(self._thread.connection)
        return _value(self._thread.connection, sql, parameters)

    def _connect(self, cache: str) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, cached_statements=512)
        connection.text_factory = bytes
        for statement in (*SETTINGS, cache, "PRAGMA query_only = ON"):
            connection.execute(statement)
        return connection


def _value(connection: sqlite3.Connection, sql: str, parameters: Sequence[Any]) -> bytes:
    value: bytes = connection.execute(sql, parameters).fetchone()[0]
    return value
