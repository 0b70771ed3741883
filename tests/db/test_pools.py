"""What becomes of PostgreSQL connections whose borrowers are cancelled, fail or wait, or that the server ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import asyncpg
import pytest
from sqlalchemy import make_url

from db import pools, postgresql
from db.pools import Pool, PoolClosed
from db.postgresql import PostgresReader
from db.races import Busy
from tests.db.waiting import until

SIZE = 2
SLEEP = "SELECT pg_sleep(60)"
PID = "SELECT pg_backend_pid()"
LONG = 30.0


async def nothing(_connection: Any) -> None:
    pass


@pytest.fixture
async def pool(postgresql: str) -> AsyncIterator[Pool]:
    opened = await Pool.open(postgresql, SIZE, nothing, server_settings={"application_name": "pooled"})
    yield opened
    await opened.close()


async def pid(pool: Pool) -> int:
    async with pool.connection(LONG) as connection:
        found: int = await connection.fetchval(PID)
        return found


async def pids(pool: Pool) -> set[int]:
    """Return all connections' processes, which shows also that each place still lends one."""
    async with pool.connection(LONG) as one, pool.connection(LONG) as other:
        return {await one.fetchval(PID), await other.fetchval(PID)}


async def activity(server: str, process: int) -> str | None:
    """Return what a process is doing; None once it has ended."""
    connection = await asyncpg.connect(server)
    try:
        state: str | None = await connection.fetchval("SELECT state FROM pg_stat_activity WHERE pid = $1", process)
        return state
    finally:
        await connection.close()


async def end(server: str, process: int) -> None:
    connection = await asyncpg.connect(server)
    try:
        assert await connection.fetchval("SELECT pg_terminate_backend($1, 10000)", process)
    finally:
        await connection.close()


class TestLending:
    async def test_the_same_connection_is_lent_again_as_it_was_left(self, pool: Pool) -> None:
        async with pool.connection(LONG) as connection:
            await connection.execute("SET work_mem = '7MB'")
        async with pool.connection(LONG) as again:
            assert again is connection
            assert await again.fetchval("SHOW work_mem") == "7MB"

    async def test_who_waits_is_served_in_order_of_arrival(self, pool: Pool) -> None:
        served = []

        async def use(number: int) -> None:
            async with pool.connection(LONG) as connection:
                served.append(number)
                await connection.fetchval("SELECT 1")

        async with pool.connection(LONG), pool.connection(LONG):
            tasks = [asyncio.create_task(use(number)) for number in range(6)]
            await asyncio.sleep(0)
        await asyncio.gather(*tasks)
        assert served == [0, 1, 2, 3, 4, 5]
        assert len(pool._opened) == SIZE

    async def test_waiting_is_bounded(self, pool: Pool) -> None:
        async with pool.connection(LONG), pool.connection(LONG):
            with pytest.raises(TimeoutError):
                await pool.connection(0.01).__aenter__()
        assert len(await pids(pool)) == SIZE

    async def test_a_database_that_cannot_be_reached_is_noticed_at_once(self) -> None:
        with pytest.raises(OSError, match="Connect call failed"):
            await Pool.open("postgresql://nobody@127.0.0.1:1/none", SIZE, nothing)

    async def test_a_connection_that_cannot_be_set_up_takes_no_place(self, postgresql: str) -> None:
        fails = False

        async def init(_connection: Any) -> None:
            if fails:
                raise LookupError

        pool = await Pool.open(postgresql, SIZE, init)
        async with pool.connection(LONG):
            fails = True
            for _ in range(SIZE + 1):
                with pytest.raises(LookupError):
                    await pool.connection(LONG).__aenter__()
        fails = False
        assert len(await pids(pool)) == SIZE
        await pool.close()


class TestCancelled:
    async def test_a_query_that_is_broken_off_ends_before_its_connection_is_lent_again(
        self, pool: Pool, postgresql: str
    ) -> None:
        """Oftener than there are connections, so that one that is not given back is missed."""
        for _ in range(SIZE + 2):
            async with pool.connection(LONG) as used:
                process = await used.fetchval(PID)

            async def sleep() -> None:
                async with pool.connection(LONG) as connection:
                    await connection.fetchval(SLEEP)

            sleeping = asyncio.create_task(sleep())
            await until(lambda process=process: is_active(postgresql, process))
            sleeping.cancel()
            with pytest.raises(asyncio.CancelledError):
                await sleeping
            assert used not in pool._idle
            assert len(await pids(pool)) == SIZE
            assert await activity(postgresql, process) == "idle"

    async def test_who_is_cancelled_while_waiting_gets_nothing_and_keeps_nothing(self, pool: Pool) -> None:
        async with pool.connection(LONG), pool.connection(LONG):
            waiting = [asyncio.create_task(pid(pool)) for _ in range(3)]
            await asyncio.sleep(0)
            waiting[0].cancel()
            await asyncio.sleep(0)
        waiting[1].cancel()  # it has its turn already
        answers = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(answer) for answer in answers] == [asyncio.CancelledError, asyncio.CancelledError, int]
        assert len(await pids(pool)) == SIZE

    async def test_who_is_cancelled_while_connecting_leaves_the_place_to_the_next(self, postgresql: str) -> None:
        began = asyncio.Event()

        async def slow(connection: Any) -> None:
            began.set()
            await connection.fetchval("SELECT pg_sleep(0.05)")

        pool = await Pool.open(postgresql, SIZE, slow)
        began.clear()
        async with pool.connection(LONG):
            connecting, waiting = asyncio.create_task(pid(pool)), asyncio.create_task(pid(pool))
            await began.wait()
            connecting.cancel()
            assert await waiting
            with pytest.raises(asyncio.CancelledError):
                await connecting
        assert len(await pids(pool)) == SIZE
        await pool.close()


class TestLeftOver:
    async def test_a_transaction_that_was_left_open_is_taken_back(self, pool: Pool) -> None:
        async with pool.connection(LONG) as connection:
            await connection.execute("BEGIN")
        for _ in range(SIZE + 1):
            async with pool.connection(LONG) as one, pool.connection(LONG) as other:
                assert not one.is_in_transaction()
                assert not other.is_in_transaction()

    async def test_a_failed_query_costs_no_connection(self, pool: Pool) -> None:
        before = await pids(pool)
        for _ in range(SIZE + 1):
            with pytest.raises(asyncpg.DivisionByZeroError):
                async with pool.connection(LONG) as connection:
                    await connection.fetchval("SELECT 1 / 0")
        assert await pids(pool) == before

    async def test_a_connection_that_cannot_be_mended_is_replaced(
        self, pool: Pool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        before = await pids(pool)
        monkeypatch.setattr(pools, "MEND_S", -1.0)
        async with pool.connection(LONG) as connection:
            await connection.execute("BEGIN")
        after = await pids(pool)
        assert len(after) == SIZE
        assert len(after & before) == SIZE - 1
        assert "a connection could not be mended and is replaced" in caplog.text


class TestLost:
    async def test_a_connection_that_the_server_ended_is_replaced(self, pool: Pool, postgresql: str) -> None:
        before = await pids(pool)
        for process in before:
            await end(postgresql, process)
        await asyncio.sleep(0)
        after = await pids(pool)
        assert len(after) == SIZE
        assert not after & before
        assert len(pool._opened) == SIZE

    async def test_a_connection_that_is_lost_in_use_is_replaced(self, pool: Pool, postgresql: str) -> None:
        for _ in range(SIZE + 1):
            async with pool.connection(LONG) as connection:
                await end(postgresql, await connection.fetchval(PID))
                with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
                    await connection.fetchval(PID)
        assert len(await pids(pool)) == SIZE

    async def test_who_waits_for_a_connection_that_is_lost_gets_a_new_one(self, pool: Pool, postgresql: str) -> None:
        async with pool.connection(LONG) as one, pool.connection(LONG):
            waiting = asyncio.create_task(pid(pool))
            await asyncio.sleep(0)
            lost = await one.fetchval(PID)
            await end(postgresql, lost)
            await until(lambda: closed(one))
        assert await waiting != lost


class TestClosing:
    async def test_closing_waits_for_what_is_lent_and_for_who_waits(self, pool: Pool) -> None:
        async with pool.connection(LONG), pool.connection(LONG):
            waiting = asyncio.create_task(pid(pool))
            await asyncio.sleep(0)
            closing = asyncio.create_task(pool.close())
            await asyncio.sleep(0)
        assert await waiting
        await closing
        assert all(connection.is_closed() for connection in pool._opened)

    async def test_a_closed_pool_lends_nothing(self, pool: Pool) -> None:
        await pool.close()
        with pytest.raises(PoolClosed):
            await pool.connection(LONG).__aenter__()

    async def test_what_does_not_come_back_is_cut_off(self, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pools, "CLOSE_S", 0.05)
        async with pool.connection(LONG) as connection:
            await pool.close()
            assert connection.is_closed()


class TestReader:
    @pytest.fixture
    async def reader(self, postgresql: str) -> AsyncIterator[PostgresReader]:
        opened = await PostgresReader.open(make_url(postgresql))
        yield opened
        await opened.close()

    async def test_a_read_for_which_no_connection_is_free_in_time_may_be_repeated(
        self, reader: PostgresReader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgresql, "PATIENCE_S", 0.01)
        async with AsyncExitStack() as held:
            for _ in range(postgresql.POOL_SIZE):
                await held.enter_async_context(reader._pool.connection(LONG))
            with pytest.raises(Busy):
                await reader.fetch("SELECT '1'", ())
        assert await reader.fetch("SELECT '1'", ()) == b"1"

    async def test_reads_that_are_cancelled_leave_the_others_their_own_answers(self, reader: PostgresReader) -> None:
        texts = [f"é{number}" for number in range(20 * postgresql.POOL_SIZE)]
        reads = [asyncio.create_task(reader.fetch("SELECT $1 || pg_sleep(0.001)", [text])) for text in texts]
        for number, read in enumerate(reads):
            if number % 3 == 0:
                asyncio.get_running_loop().call_later(number / 1000, read.cancel)
        answers = await asyncio.gather(*reads, return_exceptions=True)
        wrong = [
            (text, answer)
            for text, answer in zip(texts, answers, strict=True)
            if answer != text.encode() and not isinstance(answer, asyncio.CancelledError)
        ]
        assert wrong == []


async def is_active(server: str, process: int) -> bool:
    return await activity(server, process) == "active"


async def closed(connection: Any) -> bool:
    return bool(connection.is_closed())
