"""Ask each engine how it finds the rows of a golden query, on a connection set up as the program sets up its own."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

import asyncpg
import orjson
from sqlalchemy import make_url

from db.postgresql import SETTINGS
from db.sqlite import LOOP_CACHE, SqliteReader
from tests.schema.golden.queries import Golden

LARGE = frozenset(
    ("contact", "customer", "vendor", "bank_account", "contact_relation", "change_set", "record_change", "item")
)
STEPS = 10
"""SQLite's work is counted in tens of steps."""
RUNS = 6
"""PostgreSQL plans the first five runs for their values, and then decides whether to keep a plan for all."""


class Planner(Protocol):
    """What is asked of an engine."""

    engine: str

    async def scanned(self, query: Golden) -> set[str]:
        """Name the large tables that the query reads from end to end, not by an index."""
        ...

    async def work(self, query: Golden, **variables: Any) -> int:
        """Carry the query out and count: pages on PostgreSQL, steps on SQLite."""
        ...

    async def value(self, sql: str) -> str:
        """Return the one value that other SQL finds, as text."""
        ...

    async def execute(self, sql: str) -> None:
        """Run other SQL."""
        ...


class SqlitePlanner:
    """SQLite without statistics, as the program leaves it: its plans do not depend on what is stored."""

    engine = "sqlite"

    def __init__(self, path: str) -> None:
        self._reader = SqliteReader(path)
        self._connection: Any = self._reader._connect(LOOP_CACHE)
        self._connection.execute("PRAGMA query_only = OFF")  # for the controls, which drop an index

    async def scanned(self, query: Golden) -> set[str]:
        """Look for the opcodes that begin at an end of a table, or count it."""
        tables = {
            root: name.decode()
            for root, name in self._connection.execute("SELECT rootpage, name FROM sqlite_schema WHERE type = 'table'")
        }
        opened: dict[int, str] = {}
        found = set()
        plan = query.plan(self.engine)
        for _, opcode, first, second, *_ in self._connection.execute(f"EXPLAIN {plan.sql}", query.values(plan)):
            if opcode == b"OpenRead":
                opened[first] = tables.get(second, "")
            elif opcode in {b"Rewind", b"Last", b"Count"} and opened.get(first) in LARGE:
                found.add(opened[first])
        return found

    async def work(self, query: Golden, **variables: Any) -> int:
        """Count steps by a progress handler."""
        plan, steps = query.plan(self.engine), 0

        def step() -> None:
            nonlocal steps
            steps += STEPS

        self._connection.set_progress_handler(step, STEPS)
        self._connection.execute(plan.sql, query.values(plan, **variables)).fetchall()
        self._connection.set_progress_handler(None, 0)
        return steps

    async def value(self, sql: str) -> str:
        """Return a value."""
        value: bytes = self._connection.execute(sql).fetchone()[0]
        return value.decode()

    async def execute(self, sql: str) -> None:
        """Run a statement."""
        self._connection.execute(sql)

    async def close(self) -> None:
        """Close."""
        self._connection.close()
        await self._reader.close()


class PostgresqlPlanner:
    """PostgreSQL with the plan that a prepared statement has when it has run before: mostly one kept for all values."""

    engine = "postgresql"

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def scanned(self, query: Golden) -> set[str]:
        """Look for sequential scans."""
        plan = await self._explained(query, "COSTS OFF")
        return set(re.findall(r'"Seq Scan",.*?"Relation Name": "(\w+)"', plan, re.DOTALL)) & LARGE

    async def work(self, query: Golden, **variables: Any) -> int:
        """Count pages, those in the cache included."""
        (explained,) = orjson.loads(await self._explained(query, "ANALYZE, BUFFERS", **variables))
        return int(explained["Plan"]["Shared Hit Blocks"] + explained["Plan"]["Shared Read Blocks"])

    async def value(self, sql: str) -> str:
        """Return a value."""
        return str(await self._connection.fetchval(sql))

    async def execute(self, sql: str) -> None:
        """Run a statement."""
        await self._connection.execute(sql)

    async def _explained(self, query: Golden, options: str, **variables: Any) -> str:
        plan = query.plan(self.engine)
        values = ", ".join(map(_literal, query.values(plan, **variables)))
        await self._connection.execute(f"DEALLOCATE ALL; PREPARE golden AS {plan.sql}")
        given = f"({values})" if values else ""
        for _ in range(RUNS):
            await self._connection.fetchval(f"EXPLAIN EXECUTE golden{given}")
        return str(await self._connection.fetchval(f"EXPLAIN ({options}, FORMAT JSON) EXECUTE golden{given}"))


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, list):
        return f"ARRAY[{', '.join(map(_literal, value))}]"
    return f"'{str(value).replace(chr(39), chr(39) * 2)}'"


@asynccontextmanager
async def planner(url: str) -> AsyncIterator[Planner]:
    """Connect as the program does."""
    if url.startswith("sqlite"):
        sqlite = SqlitePlanner(str(make_url(url).database))
        yield sqlite
        await sqlite.close()
        return
    connection = await asyncpg.connect(url, server_settings=SETTINGS, statement_cache_size=0)
    yield PostgresqlPlanner(connection)
    await connection.close()
