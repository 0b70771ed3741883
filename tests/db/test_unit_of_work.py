"""Only an explicit commit keeps anything; a commit without an answer is told as such; nobody holds what it left."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from db import postgresql, writers
from db.database import Database
from db.races import Busy, OutcomeUnknown
from db.tables import BusinessRelation
from db.unit_of_work import UnitOfWork, in_transaction, unit_of_work
from tests.db.engines import FAILED, on_postgresql, on_sqlite
from tests.db.waiting import until


async def test_what_is_committed_is_kept(database: Database) -> None:
    async with unit_of_work(database) as work:
        await add(work, "A")
        await work.commit()
    assert await codes(database) == ["A"]


async def test_leaving_without_a_commit_keeps_nothing(database: Database) -> None:
    async with unit_of_work(database) as work:
        await add(work, "A")
    assert await codes(database) == []


async def test_an_exception_keeps_nothing_and_comes_through(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await write_and(database, fail)
    assert await codes(database) == []


async def test_nothing_can_be_written_after_the_commit(database: Database) -> None:
    async with unit_of_work(database) as work:
        await add(work, "A")
        await work.commit()
        with pytest.raises(RuntimeError, match="has been committed"):
            await add(work, "B")
    assert await codes(database) == ["A"]


async def test_a_statement_that_fails_takes_the_others_with_it(database: Database) -> None:
    with pytest.raises(FAILED):
        await write_and(database, lambda work: work.connection.execute(text("SELECT no_such_column FROM contact")))
    assert await codes(database) == []


async def test_a_unit_of_work_reads_its_own_writes_and_others_do_not(database: Database) -> None:
    query = "SELECT CAST(count(*) AS VARCHAR) FROM business_relation"
    async with unit_of_work(database) as work:
        await add(work, "A")
        assert await work.fetch(query, ()) == b"1"
        assert await database.reader.fetch(query, ()) == b"0"
        await work.commit()
    assert await database.reader.fetch(query, ()) == b"1"


async def test_the_answer_of_a_walk_is_returned_and_it_runs_once(database: Database) -> None:
    tries = []

    async def walk(work: UnitOfWork) -> str:
        tries.append(work.dialect)
        await add(work, "A")
        await work.commit()
        return "done"

    assert await in_transaction(database, walk) == "done"
    assert tries == [database.dialect]


class TestNested:
    @on_sqlite
    async def test_a_writer_within_a_writer_is_told_busy_instead_of_waiting_for_itself(
        self, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writers, "PATIENCE_S", 0.05)
        async with unit_of_work(database) as outer:
            with pytest.raises(Busy):
                async with unit_of_work(database):
                    raise AssertionError("there is one writer")
            await add(outer, "A")
            await outer.commit()
        assert await codes(database) == ["A"]

    @on_postgresql
    async def test_a_unit_of_work_within_another_is_a_transaction_of_its_own(self, database: Database) -> None:
        async with unit_of_work(database) as outer:
            await add(outer, "A")
            async with unit_of_work(database) as inner:
                await add(inner, "B")
                await inner.commit()
        assert await codes(database) == ["B"]


class TestCancelled:
    async def test_a_writer_that_is_cancelled_keeps_nothing_and_holds_nothing(self, database: Database) -> None:
        """Oftener than there are connections, so that one that is not given back is missed."""
        for _ in range(postgresql.POOL_SIZE + 2):
            began = asyncio.Event()

            async def walk(work: UnitOfWork, began: asyncio.Event = began) -> None:
                await add(work, "A")
                began.set()
                await asyncio.Event().wait()

            writing = asyncio.create_task(in_transaction(database, walk))
            await began.wait()
            writing.cancel()
            with pytest.raises(asyncio.CancelledError):
                await writing
        assert await codes(database) == []

    async def test_a_writer_that_is_cancelled_during_its_commit_leaves_a_connection_that_works(
        self, database: Database
    ) -> None:
        for number in range(postgresql.POOL_SIZE + 2):
            commits = asyncio.Event()

            async def walk(work: UnitOfWork, number: int = number, commits: asyncio.Event = commits) -> None:
                await add(work, chr(ord("A") + number))
                commits.set()
                await work.commit()

            writing = asyncio.create_task(in_transaction(database, walk))
            await commits.wait()
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
        assert set(await codes(database)) <= set(map(chr, range(ord("A"), ord("Z"))))
        async with unit_of_work(database) as work:
            await add(work, "Z")
            await work.commit()
        assert "Z" in await codes(database)

    @on_postgresql
    async def test_a_writer_that_is_cancelled_while_it_waits_for_a_row_holds_nothing(self, database: Database) -> None:
        lock = text("SELECT id FROM marketing_setup FOR UPDATE")

        async def walk(work: UnitOfWork) -> None:
            await work.connection.execute(lock)

        for _ in range(postgresql.POOL_SIZE + 2):
            async with unit_of_work(database) as holder:
                await holder.connection.execute(lock)
                waiting = asyncio.create_task(in_transaction(database, walk))
                await until(lambda holder=holder: somebody_waits(holder))
                waiting.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await waiting
        await in_transaction(database, walk)


@on_postgresql
async def test_a_walk_that_goes_on_after_a_failed_statement_is_not_told_that_it_was_kept(database: Database) -> None:
    async def walk(work: UnitOfWork) -> None:
        await add(work, "A")
        with pytest.raises(FAILED):
            await work.connection.execute(text("SELECT no_such_column FROM contact"))
        await work.commit()

    with pytest.raises(OutcomeUnknown) as unknown:
        await in_transaction(database, walk)
    assert isinstance(unknown.value.__cause__, postgresql.Aborted)
    assert await codes(database) == []


async def write_and(database: Database, fail: Callable[[UnitOfWork], Any]) -> None:
    async with unit_of_work(database) as work:
        await add(work, "A")
        await fail(work)


async def fail(_: UnitOfWork) -> None:
    raise ZeroDivisionError


async def add(work: UnitOfWork, code: str) -> None:
    key = f"00000000-0000-7000-8000-{ord(code[0]):012}"
    await work.connection.execute(insert(BusinessRelation), [{"id": key, "code": code}])


async def codes(database: Database) -> list[str]:
    async with unit_of_work(database) as work:
        own = BusinessRelation.code.not_in(["BANK", "CUST", "VEND"])
        return list(await work.connection.scalars(select(BusinessRelation.code).where(own).order_by("code")))


async def somebody_waits(work: UnitOfWork) -> Any:
    return await work.connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))
