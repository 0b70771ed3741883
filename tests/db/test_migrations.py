"""The migrations lead from nothing to the tables as declared, whoever runs them and however often."""

import asyncio
import os
import threading
from typing import Any

import psutil
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DBAPIError

from db import migrate as migrating
from db.database import parse_url
from db.engines import in_engine
from db.migrate import SchemaTooNew, head, migrate, pending
from db.tables import metadata
from server.app import SchemaOutdated, ensure_schema
from tests.db.catalog import catalog
from tests.db.engines import on_postgresql, on_sqlite
from tests.db.waiting import until
from tests.serving import CARNET

ALL = ["0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010"]
LISTED = ", ".join(ALL)
KEY = "00000000-0000-7000-8000-000000000001"


async def test_from_nothing_to_head_leaves_no_difference_to_the_declared_tables(empty_url: str) -> None:
    await migrate(empty_url)
    assert await differences(empty_url) == []


async def test_a_difference_to_the_declared_tables_is_found(empty_url: str) -> None:
    """The control of the test above."""
    await migrate(empty_url)
    await run(empty_url, "ALTER TABLE item DROP COLUMN unit_cost")
    found = await differences(empty_url)
    assert [(what[0], what[2], what[3].name) for what in found] == [("add_column", "item", "unit_cost")]


async def test_migrating_makes_the_same_checks_and_indexes_as_declared(empty_url: str) -> None:
    """Alembic compares neither checks nor collations: the catalogs do."""
    await migrate(empty_url)
    migrated = await read(empty_url, catalog)
    await read(empty_url, metadata.drop_all)
    assert await read(empty_url, catalog) == []
    await read(empty_url, metadata.create_all)
    assert migrated == await read(empty_url, catalog)
    assert len(migrated) > 250


async def test_migrating_again_changes_nothing(empty_url: str) -> None:
    await migrate(empty_url)
    await run(empty_url, f"INSERT INTO business_relation (id, code) VALUES ('{KEY}', 'X')")
    before = await read(empty_url, catalog)
    await migrate(empty_url)
    assert await read(empty_url, catalog) == before
    assert await scalar(empty_url, "SELECT code FROM business_relation WHERE code = 'X'") == "X"
    assert await scalar(empty_url, "SELECT count(*) FROM marketing_setup") == 1


async def test_what_is_missing_is_named_and_nothing_is_made_by_asking(empty_url: str) -> None:
    assert await pending(empty_url) == ALL
    assert await read(empty_url, catalog) == []
    await migrate(empty_url)
    assert await pending(empty_url) == []
    assert await scalar(empty_url, "SELECT version_num FROM alembic_version") == head() == ALL[-1]


async def test_a_database_of_a_newer_revision_is_refused_and_left_alone(empty_url: str) -> None:
    await migrate(empty_url)
    await run(empty_url, "UPDATE alembic_version SET version_num = '9999'")
    before = await read(empty_url, catalog)
    message = "The database is at revision 9999, which this program does not know. Install a newer Carnet."
    for work in (migrate, pending, ensure_schema):
        with pytest.raises(SchemaTooNew) as refusal:
            await work(empty_url)
        assert str(refusal.value) == message
    assert await read(empty_url, catalog) == before
    assert await scalar(empty_url, "SELECT version_num FROM alembic_version") == "9999"


async def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str) -> None:
    await run(empty_url, "CREATE TABLE vendor (id INTEGER)")
    before = await read(empty_url, catalog)
    with pytest.raises(DBAPIError, match="already exists"):
        await migrate(empty_url)
    assert await read(empty_url, catalog) == before
    assert await pending(empty_url) == ALL


@on_postgresql
async def test_a_server_does_not_migrate_postgresql_unasked(empty_url: str) -> None:
    with pytest.raises(SchemaOutdated) as refusal:
        await ensure_schema(empty_url)
    assert str(refusal.value) == f"The database lacks the revisions {LISTED}. Run 'carnet migrate' first."
    assert await read(empty_url, catalog) == []


@on_sqlite
async def test_a_server_migrates_its_own_file(empty_url: str) -> None:
    await ensure_schema(empty_url)
    assert await pending(empty_url) == []


class TestAtOnce:
    async def test_a_migration_waits_for_one_that_is_under_way(self, engine: str, empty_url: str) -> None:
        """The first has made every table and not yet committed when the second one asks."""
        made, go_on = threading.Event(), threading.Event()

        def upgrade(connection: Connection) -> None:
            migrating._upgrade(connection)
            made.set()
            go_on.wait(60)

        # In a thread with a loop of its own: while it waits, it holds up the loop that it runs on.
        first = asyncio.create_task(asyncio.to_thread(asyncio.run, in_engine(parse_url(empty_url), upgrade)))
        await until(lambda: asyncio.sleep(0, made.is_set()))
        second = await start_migrating(empty_url)
        await (has_opened(second, empty_url) if engine == "sqlite" else waits(empty_url))
        go_on.set()
        await first
        assert await ended(second) == (0, f"The schema is at revision {ALL[-1]}.\n")
        assert await differences(empty_url) == []

    async def test_two_migrations_started_together_both_end_well(self, empty_url: str) -> None:
        started = [await start_migrating(empty_url) for _ in range(2)]
        assert [await ended(one) for one in started] == [(0, f"The schema is at revision {ALL[-1]}.\n")] * 2
        assert await differences(empty_url) == []
        assert await scalar(empty_url, "SELECT count(*) FROM marketing_setup") == 1


async def start_migrating(url: str) -> asyncio.subprocess.Process:
    pipes = {"stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.STDOUT}
    return await asyncio.create_subprocess_exec(
        CARNET, "migrate", env={**os.environ, "CARNET_DATABASE_URL": url}, **pipes
    )


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    """Return the exit code and what was printed."""
    printed, _ = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, printed.decode()


async def has_opened(process: asyncio.subprocess.Process, url: str) -> None:
    """Wait until a process has opened a SQLite file."""
    path = str(make_url(url).database)

    async def opened() -> bool:
        return path in {file.path for file in psutil.Process(process.pid).open_files()}

    await until(opened)


async def waits(url: str) -> None:
    """Wait until somebody waits for a lock in a PostgreSQL database."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    await until(lambda: scalar(url, query))


async def differences(url: str) -> list[Any]:
    """Return what Alembic would still change."""

    def compare(connection: Connection) -> list[Any]:
        options = {"compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    return await read(url, compare)


async def read(url: str, work: Any) -> Any:
    """Run something on a connection, and commit."""
    return await in_engine(parse_url(url), work)


async def run(url: str, statement: str) -> None:
    await read(url, lambda connection: connection.execute(text(statement)))


async def scalar(url: str, statement: str) -> Any:
    return await read(url, lambda connection: connection.scalar(text(statement)))
