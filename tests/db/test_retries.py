"""A transaction that lost a race is run again, within bounds, and no other failure is."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from functools import partial
from typing import Any

import pytest
from pysqlite3 import dbapi2 as sqlite3
from sqlalchemy import insert, text

import db.unit_of_work as working
from db import loop_sqlite
from db.database import Database, open_database
from db.races import Busy, LostRace, OutcomeUnknown
from db.tables import BusinessRelation
from db.unit_of_work import ATTEMPTS, UnitOfWork, in_transaction, unit_of_work
from tests.db.engines import BROKEN, FAILED, on_postgresql, on_sqlite
from tests.db.test_unit_of_work import add, codes
from tests.db.waiting import until

RAISE = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{}'; END $$"


class Counted:
    """A walk that counts its tries, writes at each, and fails at those for which a failure is given."""

    def __init__(self, fail: Callable[[UnitOfWork], Any], times: int = 1000) -> None:
        self._fail, self._times = fail, times
        self.tries = 0

    async def __call__(self, work: UnitOfWork) -> str:
        """Write one row; fail or commit."""
        self.tries += 1
        await add(work, "A")
        if self.tries <= self._times:
            await self._fail(work)
        await work.commit()
        return "done"


async def lose(_: UnitOfWork) -> None:
    raise LostRace


def raising(code: str) -> Callable[[UnitOfWork], Any]:
    """Return what makes PostgreSQL itself raise an error."""
    return lambda work: work.connection.execute(text(RAISE.format(code)))


class TestBounds:
    async def test_a_walk_that_always_loses_is_busy_after_six_tries_with_nothing_kept(self, database: Database) -> None:
        walk = Counted(lose)
        with pytest.raises(Busy):
            await in_transaction(database, walk)
        assert walk.tries == ATTEMPTS == 6
        assert await codes(database) == []

    @pytest.mark.parametrize("losses", [1, ATTEMPTS - 1])
    async def test_a_walk_that_loses_less_often_succeeds_from_a_clean_start(
        self, database: Database, losses: int
    ) -> None:
        """Each try writes the same unique value, which only a rolled back one leaves free."""
        walk = Counted(lose, losses)
        assert await in_transaction(database, walk) == "done"
        assert walk.tries == losses + 1
        assert await codes(database) == ["A"]

    async def test_no_try_begins_when_the_caller_has_waited_long_enough(
        self, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(working, "LAST_START_S", 0)
        walk = Counted(lose)
        with pytest.raises(Busy):
            await in_transaction(database, walk)
        assert walk.tries == 1

    async def test_an_error_of_the_program_is_raised_at_once(self, database: Database) -> None:
        async def fail(_: UnitOfWork) -> None:
            raise ZeroDivisionError

        walk = Counted(fail)
        with pytest.raises(ZeroDivisionError):
            await in_transaction(database, walk)
        assert walk.tries == 1
        assert await codes(database) == []


class TestTaken:
    async def test_a_value_taken_meanwhile_is_tried_once_more(self, database: Database) -> None:
        walk = Counted(again)
        with pytest.raises(BROKEN):
            await in_transaction(database, walk)
        assert walk.tries == 2
        assert await codes(database) == []

    async def test_a_value_that_is_free_at_the_second_try_is_kept(self, database: Database) -> None:
        walk = Counted(again, 1)
        assert await in_transaction(database, walk) == "done"
        assert walk.tries == 2

    async def test_a_broken_rule_is_an_error_at_once(self, database: Database) -> None:
        walk = Counted(lambda work: work.connection.execute(insert(BusinessRelation), [{"id": None, "code": "B"}]))
        with pytest.raises(BROKEN):
            await in_transaction(database, walk)
        assert walk.tries == 1

    async def test_a_link_to_nothing_is_an_error_at_once(self, database: Database) -> None:
        dangling = text("UPDATE marketing_setup SET vendor_relation_id = '00000000-0000-7000-8000-000000000000'")
        walk = Counted(lambda work: work.connection.execute(dangling))
        with pytest.raises(BROKEN):
            await in_transaction(database, walk)
        assert walk.tries == 1


@on_postgresql
class TestPostgresql:
    @pytest.mark.parametrize("code", ["40001", "40P01", "55P03"])
    async def test_a_serialisation_failure_a_deadlock_and_a_lock_timeout_are_tried_again(
        self, database: Database, code: str
    ) -> None:
        walk = Counted(raising(code), 2)
        assert await in_transaction(database, walk) == "done"
        assert walk.tries == 3
        walk = Counted(raising(code))
        async with unit_of_work(database) as work:
            await work.connection.execute(text("DELETE FROM business_relation"))
            await work.commit()
        with pytest.raises(Busy):
            await in_transaction(database, walk)
        assert walk.tries == ATTEMPTS

    @pytest.mark.parametrize("code", ["57014", "22001", "23514", "25P02", "40002", "53300", "XX000", "P0001"])
    async def test_any_other_failure_is_raised_at_once(self, database: Database, code: str) -> None:
        walk = Counted(raising(code))
        with pytest.raises(FAILED) as problem:
            await in_transaction(database, walk)
        assert getattr(problem.value, "sqlstate", None) == code
        assert walk.tries == 1

    async def test_a_lost_race_at_the_commit_itself_is_unknown_and_never_tried_again(self, database: Database) -> None:
        await defer(database, "RAISE EXCEPTION USING ERRCODE = '40001'")
        walk = Counted(nothing)
        with pytest.raises(OutcomeUnknown):
            await in_transaction(database, walk)
        assert walk.tries == 1
        assert await codes(database) == []

    async def test_two_that_lock_in_opposite_order_both_end_well(self, database: Database) -> None:
        for code in "AB":
            async with unit_of_work(database) as work:
                await add(work, code)
                await work.commit()
        both_hold_one, tries = asyncio.Barrier(2), []

        def walk(first: str, second: str) -> Callable[[UnitOfWork], Any]:
            async def lock_both(work: UnitOfWork) -> str:
                tries.append(first)
                await mark(work, first, f"by {first}")
                if tries.count(first) == 1:
                    await both_hold_one.wait()
                await mark(work, second, f"by {first}")
                await work.commit()
                return first

            return lock_both

        ends = asyncio.gather(
            in_transaction(database, walk("A", "B")),
            in_transaction(database, walk("B", "A")),
        )
        assert await ends == ["A", "B"]
        assert len(tries) == 3, "PostgreSQL ended one of the two, which was run again"
        assert await marks(database) in (["by A"] * 2, ["by B"] * 2)

    async def test_a_row_that_stays_locked_makes_a_writer_busy_and_not_wait_for_ever(self, database: Database) -> None:
        tries = []

        async def walk(work: UnitOfWork) -> None:
            tries.append(clock())
            await mark(work, "A", "mine")

        clock = asyncio.get_running_loop().time
        async with unit_of_work(database) as work:
            await add(work, "A")
            await work.commit()
        async with unit_of_work(database) as holder:
            await mark(holder, "A", "held")
            began = clock()
            with pytest.raises(Busy):
                await in_transaction(database, walk)
            assert clock() - began < 12
        assert len(tries) == 2, "each try waits two seconds, and none begins after three"


@on_sqlite
class TestSqlite:
    async def test_a_file_that_a_foreign_program_keeps_locked_is_busy_after_six_tries(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with opened_hastily(database_url, monkeypatch) as (database, begins):
            with locked(database), pytest.raises(Busy):
                await in_transaction(database, Counted(nothing))
            assert len(begins) == ATTEMPTS
            assert await codes(database) == []

    async def test_a_file_that_is_let_go_meanwhile_is_written(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with opened_hastily(database_url, monkeypatch) as (database, begins):
            with locked(database) as foreign:
                writing = asyncio.create_task(in_transaction(database, Counted(nothing)))
                await until(partial(tried_twice, begins, writing))
                foreign.execute("ROLLBACK")
                assert await writing == "done"
            assert await codes(database) == ["A"]

    async def test_a_commit_that_fails_is_unknown_and_never_tried_again(self, database: Database) -> None:
        async def dangle(work: UnitOfWork) -> None:
            await work.connection.execute(text("PRAGMA defer_foreign_keys = ON"))
            await work.connection.execute(text("UPDATE marketing_setup SET vendor_relation_id = 'nothing'"))

        walk = Counted(dangle)
        with pytest.raises(OutcomeUnknown):
            await in_transaction(database, walk)
        assert walk.tries == 1
        assert await codes(database) == []


async def tried_twice(begins: list[str], writing: "asyncio.Task[str]") -> bool:
    return len(begins) >= 2 or writing.done()


async def nothing(_: UnitOfWork) -> None:
    """Fail not at all."""


async def again(work: UnitOfWork) -> None:
    await add(work, "A")


async def mark(work: UnitOfWork, code: str, description: str) -> None:
    statement = text("UPDATE business_relation SET description = :description WHERE code = :code")
    await work.connection.execute(statement, {"description": description, "code": code})


async def marks(database: Database) -> list[Any]:
    async with unit_of_work(database) as work:
        return list(await work.connection.scalars(text("SELECT description FROM business_relation ORDER BY code")))


async def defer(database: Database, action: str) -> None:
    """Let PostgreSQL do something at the commit of whoever adds a business relation."""
    async with unit_of_work(database) as work:
        for statement in (
            f"CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {action}; END $$",
            """CREATE CONSTRAINT TRIGGER late AFTER INSERT ON business_relation DEFERRABLE INITIALLY DEFERRED
               FOR EACH ROW EXECUTE FUNCTION late()""",
        ):
            await work.connection.execute(text(statement))
        await work.commit()


@asynccontextmanager
async def opened_hastily(url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Database, list[str]]]:
    """Open a SQLite database that waits a millisecond for its lock; return it and a list of the tries to begin."""
    monkeypatch.setattr(loop_sqlite, "LONGEST_WAIT_MS", 1)
    database, begins = await open_database(url), list[str]()
    assert await codes(database) == []

    begin = loop_sqlite.Connection.begin

    async def note(self: loop_sqlite.Connection) -> None:
        begins.append("BEGIN")
        await begin(self)

    monkeypatch.setattr(loop_sqlite.Connection, "begin", note)
    try:
        yield database, begins
    finally:
        await database.close()


@contextmanager
def locked(database: Database) -> Iterator[sqlite3.Connection]:
    """Hold SQLite's write lock as a program that knows nothing of turns."""
    with closing(sqlite3.connect(str(database.url.database), isolation_level=None)) as foreign:
        foreign.execute("BEGIN IMMEDIATE")
        yield foreign
