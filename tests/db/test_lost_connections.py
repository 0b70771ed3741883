"""Connections that are lost: before the commit a walk runs again, at the commit its outcome is unknown."""

import pytest
from sqlalchemy import text

from db import postgresql
from db.database import Database, open_database
from db.races import Busy, OutcomeUnknown
from db.unit_of_work import ATTEMPTS, UnitOfWork, in_transaction, unit_of_work
from tests.db.engines import on_postgresql
from tests.db.proxy import When, proxied
from tests.db.test_unit_of_work import add, codes
from tests.db.waiting import until


class TestLostConnection:
    @on_postgresql
    @pytest.mark.parametrize(("broken", "kept"), [("before", []), ("after", ["A"])])
    async def test_a_commit_without_an_answer_is_told_as_unknown_and_never_tried_again(
        self, database: Database, database_url: str, broken: When, kept: list[str]
    ) -> None:
        tries = 0

        async def walk(work: UnitOfWork) -> None:
            nonlocal tries
            tries += 1
            await add(work, "A")
            proxy.break_commit = broken
            await work.commit()

        async with proxied(database_url) as (proxy, through):
            fragile = await open_database(through)
            with pytest.raises(OutcomeUnknown):
                await in_transaction(fragile, walk)
            proxy.break_commit = "never"
            await until(lambda: nobody_writes(database))
            assert await codes(database) == kept
            assert (tries, proxy.broken) == (1, 1)
            assert await codes(fragile) == kept, "the next one gets a connection that works"
            await fragile.close()

    @on_postgresql
    async def test_a_server_that_is_away_makes_reads_and_writes_busy_until_it_is_back(self, database_url: str) -> None:
        async def walk(work: UnitOfWork) -> None:
            await add(work, "A")
            await work.commit()

        async with proxied(database_url) as (proxy, through):
            fragile = await open_database(through)
            assert await fragile.reader.fetch("SELECT 'ok'", ()) == b"ok"
            proxy.leave()
            for _ in range(2):
                with pytest.raises(Busy):
                    await fragile.reader.fetch("SELECT 'ok'", ())
                with pytest.raises(Busy):
                    await in_transaction(fragile, walk)
            proxy.is_away = False
            assert await fragile.reader.fetch("SELECT 'ok'", ()) == b"ok"
            await in_transaction(fragile, walk)
            assert await codes(fragile) == ["A"]
            await fragile.close()

    @on_postgresql
    @pytest.mark.parametrize("losses", [1, 100])
    async def test_what_a_lost_connection_did_not_commit_is_done_again(self, database: Database, losses: int) -> None:
        tries = 0

        async def walk(work: UnitOfWork) -> None:
            nonlocal tries
            tries += 1
            await add(work, "A")
            if tries <= losses:
                await lose(work)
            await add(work, "B")
            await work.commit()

        async def lose(work: UnitOfWork) -> None:
            backend = await work.connection.scalar(text("SELECT pg_backend_pid()"))
            async with unit_of_work(database) as other:
                await other.connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": backend})

        if losses == 1:
            await in_transaction(database, walk)
            assert await codes(database) == ["A", "B"]
        else:
            with pytest.raises(Busy):
                await in_transaction(database, walk)
            assert await codes(database) == []
        assert tries == min(losses + 1, ATTEMPTS)

    @on_postgresql
    async def test_idle_connections_that_were_lost_are_replaced_unseen(self, database: Database) -> None:
        async with unit_of_work(database), unit_of_work(database):
            pass
        others = text(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        async with unit_of_work(database) as work:
            assert await work.connection.scalar(others) >= 1
        for _ in range(3):
            assert await codes(database) == []

    @on_postgresql
    async def test_no_connection_in_time_is_told_as_busy(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgresql, "POOL_SIZE", 1)
        monkeypatch.setattr(postgresql, "PATIENCE_S", 0.05)
        database = await open_database(database_url)
        async with unit_of_work(database):
            with pytest.raises(Busy):
                async with unit_of_work(database):
                    raise AssertionError("there is one connection")
        assert await codes(database) == []
        await database.close()


async def nobody_writes(database: Database) -> bool:
    query = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
    )
    async with unit_of_work(database) as work:
        return not await work.connection.scalar(query)
