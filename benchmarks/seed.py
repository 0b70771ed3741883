"""Fill a migrated database by the fastest way that its driver has: executemany on SQLite, COPY on PostgreSQL.

Indexes are built when the rows are there.
"""

import argparse
import asyncio
import gc
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg
from pydantic_core import PydanticUndefined
from sqlalchemy import URL
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from benchmarks.rows import Fixture, Row, Sizes, completed
from db import tables
from db.database import parse_url
from db.migrate import migrate
from db.sqlite_library import sqlite3
from db.types import Flag, Instant, Money

DIALECTS = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect()}
Content = Iterator[tuple[type[SQLModel], Iterable[Row]]]
"""Tables with their rows, referenced tables first."""
_INDEXES = """SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT IN (
    SELECT conname FROM pg_constraint)"""
"""What is built faster after the rows are there; those of primary keys and unique constraints stay."""
BOUND = Flag | Instant | Money
"""The column types whose values are not what the driver takes."""


async def seed(url: str, sizes: Sizes) -> None:
    """Create the schema, fill it and let the engine gather its statistics. The database must be empty."""
    with _no_collection():
        await fill(url, _content(Fixture(sizes)))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Let the collector not walk over millions of rows that all stay: it takes a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def fill(url: str, content: Content) -> None:
    """Create the schema and fill it."""
    await migrate(url)
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        _fill_sqlite(parsed, content)
    else:
        await _fill_postgresql(parsed, content)


def _content(fixture: Fixture) -> Content:
    """Yield each table with its rows, referenced tables first."""
    yield tables.Salesperson, fixture.salespeople
    yield tables.Contact, map(completed, fixture.contacts)
    for model, kind in (
        (tables.Customer, "CUSTOMER"),
        (tables.Vendor, "VENDOR"),
        (tables.BankAccount, "BANK_ACCOUNT"),
    ):
        yield model, (completed(card) for _, card in fixture.cards[kind])
    yield tables.ContactRelation, fixture.links()


def _records(model: type[SQLModel], rows: Iterable[Row], engine: str) -> Iterator[tuple[Any, ...]]:
    """Turn rows into tuples of all the table's columns, as the driver takes them; absent ones get their defaults."""
    columns = list(model.__table__.columns)
    defaults = {name: field.default for name, field in model.model_fields.items()}
    defaults = {name: None if value is PydanticUndefined else value for name, value in defaults.items()}
    binds = [
        (column.name, column.type.process_bind_param if isinstance(column.type, BOUND) else None) for column in columns
    ]
    dialect = DIALECTS[engine]
    for row in rows:
        whole = defaults | row
        yield tuple(bind(whole[name], dialect) if bind else whole[name] for name, bind in binds)


def _fill_sqlite(url: URL, content: Content) -> None:
    connection = sqlite3.connect(url.database, isolation_level=None)
    for statement in ("journal_mode = WAL", "synchronous = OFF", "foreign_keys = ON", "cache_size = -262144"):
        connection.execute(f"PRAGMA {statement}")
    connection.execute("BEGIN")
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for model, rows in content:
        columns = [column.name for column in model.__table__.columns]
        marks = ", ".join("?" for _ in columns)
        sql = f"INSERT INTO {model.__tablename__} ({', '.join(columns)}) VALUES ({marks})"
        connection.executemany(sql, _records(model, rows, "sqlite"))
    for _, definition in indexes:
        connection.execute(definition)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


async def _fill_postgresql(url: URL, content: Content) -> None:
    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            indexes = await connection.fetch(_INDEXES)
            for name, _ in indexes:
                await connection.execute(f"DROP INDEX {name}")
            for model, rows in content:
                columns = [column.name for column in model.__table__.columns]
                records = _records(model, rows, "postgresql")
                await connection.copy_records_to_table(model.__tablename__, records=records, columns=columns)
            for _, definition in indexes:
                await connection.execute(definition)
        await connection.execute("VACUUM (ANALYZE)")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()


def main() -> None:
    """Fill the database that the command line names."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("url", help="sqlite:///bench.db or postgresql://user@host/name")
    parser.add_argument("--contacts", type=int, default=Sizes.contacts)
    parser.add_argument("--customers", type=int)
    parser.add_argument("--vendors", type=int)
    parser.add_argument("--bank-accounts", type=int)
    parser.add_argument("--seed", type=int, default=Sizes.seed)
    arguments = vars(parser.parse_args())
    url, usual = arguments.pop("url"), vars(Sizes.of(arguments["contacts"]))
    sizes = Sizes(**usual | {name: value for name, value in arguments.items() if value is not None})
    started = time.perf_counter()
    asyncio.run(seed(url, sizes))
    print(f"{sizes} in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
