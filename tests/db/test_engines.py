"""What the connections are really set to, read back from the databases, and what a slow read does to the others."""

import asyncio
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from pysqlite3 import dbapi2 as pysqlite3
from sqlalchemy import text

from db import loop_sqlite, sqlite
from db.database import Database, open_database, parse_url
from db.postgresql import PostgresReader
from db.sqlite import SqliteReader
from db.unit_of_work import UnitOfWork, unit_of_work
from tests.db.engines import on_postgresql, on_sqlite

SQLITE = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "trusted_schema": 0,
    "wal_autocheckpoint": 1000,
    "journal_size_limit": 64 * 1024 * 1024,
}
POSTGRESQL = {
    "application_name": "carnet",
    "TimeZone": "UTC",
    "lock_timeout": "2s",
    "statement_timeout": "5s",
    "idle_in_transaction_session_timeout": "10s",
    "synchronous_commit": "on",
    "jit": "off",
}
SLOW = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
    SELECT CAST(count(*) AS TEXT) FROM n"""


@on_sqlite
class TestSqlite:
    async def test_the_writing_connection_syncs_every_commit_and_checks_foreign_keys(self, database: Database) -> None:
        async with unit_of_work(database) as work:
            found = {name: await work.connection.scalar(text(f"PRAGMA {name}")) for name in (*SQLITE, "query_only")}
        assert found == SQLITE | {"query_only": 0}

    async def test_a_connection_that_replaces_a_broken_one_is_set_up_the_same(self, database: Database) -> None:
        async with database.writers.connection() as connection:
            await connection.close()
        async with unit_of_work(database) as work:
            assert {name: await work.connection.scalar(text(f"PRAGMA {name}")) for name in SQLITE} == SQLITE

    async def test_reading_connections_cannot_write(self, database: Database) -> None:
        reader = database.reader
        assert isinstance(reader, SqliteReader)
        assert await reader.fetch(SLOW, ()) == b"1000000", "it moved to a thread with a connection of its own"
        assert len(reader._opened) == 2
        for connection in reader._opened:
            connection.set_progress_handler(None, 0)
            found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in (*SQLITE, "query_only")}
            assert found == SQLITE | {"journal_mode": b"wal", "query_only": 1}
            with pytest.raises(pysqlite3.OperationalError, match="readonly"):
                connection.execute("DELETE FROM contact")

    async def test_a_transaction_holds_the_write_lock_before_it_has_written(self, database: Database) -> None:
        with closing(pysqlite3.connect(str(database.url.database), timeout=0, isolation_level=None)) as other:
            async with unit_of_work(database):
                with pytest.raises(pysqlite3.OperationalError, match="locked"):
                    other.execute("BEGIN IMMEDIATE")
                assert other.execute("SELECT count(*) FROM contact").fetchone() == (0,), "readers are not blocked"
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")

    async def test_a_slow_read_does_not_hold_up_the_event_loop(self, database: Database) -> None:
        assert isinstance(database.reader, SqliteReader)
        reading = asyncio.gather(*(database.reader.fetch(SLOW, ()) for _ in range(3)))
        assert await ticks_during(reading) > 10
        assert await reading == [b"1000000"] * 3
        assert list(database.reader._slow) == [SLOW], "it is remembered and not tried on the loop again"

    @pytest.mark.parametrize("read", [SLOW, f"SELECT * FROM ({SLOW})"])
    async def test_a_slow_read_within_a_transaction_does_not_either(self, database: Database, read: str) -> None:
        async with unit_of_work(database) as work:
            reading = asyncio.ensure_future(work.fetch(read, ()))
            assert await ticks_during(reading) > 10
            assert await reading == b"1000000"

    async def test_a_read_that_a_busy_machine_held_up_is_not_taken_for_slow(
        self, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert isinstance(database.reader, SqliteReader)
        monkeypatch.setattr(loop_sqlite, "CHECKED_STEPS", 1)
        monkeypatch.setattr(loop_sqlite, "INLINE_S", -1.0)
        reader = SqliteReader(str(database.url.database))
        assert await reader.fetch("SELECT '1'", ()) == b"1", "it was broken off, and run again in a thread"
        assert reader._slow == {}
        await reader.close()

    async def test_statements_remembered_as_slow_are_bounded(
        self, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert isinstance(database.reader, SqliteReader)
        monkeypatch.setattr(sqlite, "SLOW_KEPT", 2)
        for number in range(5):
            await database.reader.fetch(f"{SLOW} -- {number}", ())
            assert len(database.reader._slow) <= 2

    async def test_a_library_that_is_too_old_is_refused(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sqlite, "OLDEST", (99, 0))
        with pytest.raises(RuntimeError, match="is too old: install the package pysqlite3, or use PostgreSQL"):
            await open_database(database_url)


@on_postgresql
class TestPostgresql:
    async def test_the_writing_connection_waits_within_bounds_and_syncs_every_commit(self, database: Database) -> None:
        writing = {"transaction_isolation": "read committed", "transaction_read_only": "off", "enable_seqscan": "off"}
        async with unit_of_work(database) as work:
            found = {name: await work.connection.scalar(text(f"SHOW {name}")) for name in (*POSTGRESQL, *writing)}
        assert found == POSTGRESQL | writing

    async def test_a_transaction_that_reads_whole_tables_may_scan_them_and_no_other(self, database: Database) -> None:
        async def settings(work: UnitOfWork) -> tuple[str, ...]:
            names = ("enable_seqscan", "statement_timeout")
            return tuple([await work.connection.scalar(text(f"SHOW {name}")) for name in names])

        async with unit_of_work(database) as work:
            await work.go_through_tables()
            assert await settings(work) == ("on", "0")
            await work.commit()
        async with unit_of_work(database) as work:
            assert await settings(work) == ("off", "5s")

    async def test_the_writing_connection_keeps_its_settings_from_use_to_use(self, database: Database) -> None:
        async with unit_of_work(database) as work:
            await work.connection.execute(text("SET LOCAL lock_timeout = '1ms'"))
            await work.commit()
        async with unit_of_work(database) as work:
            assert await work.connection.scalar(text("SHOW lock_timeout")) == "2s"

    async def test_reading_connections_cannot_write(self, database: Database) -> None:
        names = (*POSTGRESQL, "transaction_read_only")
        found = {name: await database.reader.fetch("SELECT current_setting($1)", [name]) for name in names}
        assert found == {name: value.encode() for name, value in POSTGRESQL.items()} | {"transaction_read_only": b"on"}
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await database.reader.fetch("UPDATE marketing_setup SET id = 1 RETURNING 'x'", ())

    async def test_a_read_is_one_statement_outside_any_transaction(self, database: Database) -> None:
        assert isinstance(database.reader, PostgresReader)
        own = "SELECT state || ':' || backend_type FROM pg_stat_activity WHERE pid = pg_backend_pid()"
        assert await database.reader.fetch(own, ()) == b"active:client backend"
        async with database.reader._pool.connection(1) as connection:
            assert not connection.is_in_transaction()


async def ticks_during(reading: "asyncio.Future[Any]") -> int:
    """Return how often the event loop came round meanwhile: a read that runs on it leaves room for none."""
    ticks = 0
    while not reading.done():
        await asyncio.sleep(0)
        ticks += 1
    return ticks


async def test_a_missing_folder_is_made_on_sqlite(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path}/new/folder/carnet.db")
    async with unit_of_work(database) as work:
        assert await work.connection.scalar(text("SELECT 1")) == 1
    await database.close()


class TestUrl:
    @pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
    def test_sqlite_without_a_file_is_refused(self, url: str) -> None:
        with pytest.raises(
            ValueError, match=exactly("CARNET_DATABASE_URL must name a file, as in sqlite:///carnet.db")
        ):
            parse_url(url)

    @pytest.mark.parametrize("url", ["mysql://host/name", "postgres://host/name", "oracle://host"])
    def test_another_engine_is_refused(self, url: str) -> None:
        with pytest.raises(
            ValueError, match=exactly("CARNET_DATABASE_URL must begin with sqlite:/// or postgresql://")
        ):
            parse_url(url)

    @pytest.mark.parametrize("url", ["", "carnet.db", "postgresql//tim:secret@host/name"])
    def test_what_is_no_url_is_refused_without_repeating_it(self, url: str) -> None:
        with pytest.raises(
            ValueError, match=exactly("CARNET_DATABASE_URL is no URL such as sqlite:///carnet.db")
        ) as refusal:
            parse_url(url)
        assert refusal.value.__suppress_context__, "the driver's message would repeat a password"


def exactly(message: str) -> str:
    return f"^{re.escape(message)}$"
