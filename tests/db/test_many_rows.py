"""A statement over many rows leaves the event loop free, and who no longer waits for it breaks it off."""

import asyncio
from time import perf_counter, thread_time

import pytest
from sqlalchemy import text

from db.database import Database
from db.loop_sqlite import MANY_ROWS
from db.unit_of_work import unit_of_work
from tests.db.engines import on_sqlite

LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT i FROM n"
LOOP_S = 0.1


def filling(rows: int) -> str:
    return f"{MANY_ROWS} INSERT INTO kept {LONG.format(rows)}"


@pytest.fixture
async def kept(database: Database) -> None:
    """A table to fill."""
    async with unit_of_work(database) as work:
        await work.connection.execute(text("CREATE TABLE kept (i integer)"))
        await work.commit()


async def count(database: Database) -> int:
    async with unit_of_work(database) as work:
        return int(await work.connection.scalar(text("SELECT count(*) FROM kept")) or 0)


@on_sqlite
@pytest.mark.usefixtures("kept")
async def test_the_event_loop_goes_on_meanwhile(database: Database) -> None:
    async with unit_of_work(database) as work:
        writing = asyncio.create_task(work.connection.exec_driver_sql(filling(500_000)))  # type: ignore[arg-type]
        gaps, last = [], thread_time()
        while not writing.done():
            await asyncio.sleep(0.001)
            gaps.append(thread_time() - last)
            last = thread_time()
        await work.commit()
    assert len(gaps) > 5
    assert max(gaps) < LOOP_S
    assert await count(database) == 500_000


@on_sqlite
@pytest.mark.usefixtures("kept")
async def test_a_cancelled_caller_breaks_it_off_and_leaves_nothing(database: Database) -> None:
    async def fill() -> None:
        async with unit_of_work(database) as work:
            await work.connection.exec_driver_sql(filling(10**12))

    writing = asyncio.create_task(fill())
    await asyncio.sleep(0.1)
    begun = perf_counter()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert perf_counter() - begun < 5
    assert await count(database) == 0


@on_sqlite
@pytest.mark.usefixtures("kept")
async def test_an_error_in_it_is_raised_as_any_other(database: Database) -> None:
    async with unit_of_work(database) as work:
        with pytest.raises(Exception, match="no such table"):
            await work.connection.exec_driver_sql(f"{MANY_ROWS} INSERT INTO nowhere SELECT 1")
    assert await count(database) == 0
