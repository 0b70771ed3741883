"""Numbers come from the lines of a series: in order, each once, without a gap where a transaction fails.

Source: reference-contacts.md §2.5.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import text
from sqlalchemy.sql.selectable import GenerativeSelect

from db.database import Database, open_database
from db.unit_of_work import UnitOfWork, unit_of_work
from domain import numbering
from domain.change import Kind
from domain.creating import new_record
from domain.errors import Refused
from domain.sync.apply import apply
from domain.sync.writes import Signed, Writes
from tests.carnet import NOW
from tests.db.engines import on_postgresql
from tests.db.waiting import until
from tests.reliability.test_concurrent_edits import two_servers
from tests.schema.creating.creating import all_records
from tests.schema.creating.setting_up import add_series, change_series

TODAY = date(2026, 6, 15)
CALLERS, EACH = 16, 10
ROOT = Path(__file__).parents[2]


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url)
    yield opened
    await opened.close()


async def draw(work: UnitOfWork, series: str, today: date = TODAY) -> str:
    return (await numbering.draw(work, Kind.CUSTOMER, series, today))[0]


async def drawn(database: Database, series: str, times: int = 1, today: date = TODAY) -> list[str]:
    """Draw numbers, each in a transaction of its own."""
    numbers = []
    for _ in range(times):
        async with unit_of_work(database) as work:
            numbers.append(await draw(work, series, today))
            await work.commit()
    return numbers


async def exhausted(database: Database, series: str, today: date = TODAY) -> bool:
    async with unit_of_work(database) as work:
        with pytest.raises(Refused) as refused:
            await draw(work, series, today)
    assert [refusal.code for refusal in refused.value.refusals] == ["NUMBER_SERIES_EXHAUSTED"]
    return True


async def take(database: Database, *numbers: str) -> None:
    """Store customers with these numbers."""
    customers = [new_record(Kind.CUSTOMER, {"number": number, "name": number}) for number in numbers]
    async with unit_of_work(database) as work:
        await apply(work, Writes(created=customers), Signed("tests", "create", NOW))
        await work.commit()


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ({"starting_number": "CU001"}, ["CU001", "CU002", "CU003"]),
        ({"starting_number": "CU098", "increment_by": 10}, ["CU098", "CU108", "CU118"]),
        ({"starting_number": "9"}, ["9", "10", "11"]),
        ({"starting_number": "CU-99"}, ["CU-99", "CU-100", "CU-101"]),
        ({"starting_number": "26/009-DE"}, ["26/009-DE", "26/010-DE", "26/011-DE"]),
        ({"starting_number": "CU001", "last_number_used": "CU041"}, ["CU042", "CU043", "CU044"]),
        ({"starting_number": "9" * 18}, ["9" * 18, "1" + "0" * 18, "1" + "0" * 17 + "1"]),
    ],
)
async def test_numbers_follow_each_other_by_the_increment_and_grow_wider(
    database: Database, line: dict[str, Any], numbers: list[str]
) -> None:
    assert await drawn(database, await add_series(database, "S", line), 3) == numbers


async def test_several_numbers_are_drawn_in_one_transaction(database: Database) -> None:
    series = await add_series(database, "S", {"starting_number": "C1"})
    async with unit_of_work(database) as work:
        assert [await draw(work, series) for _ in range(3)] == ["C1", "C2", "C3"]
        await work.commit()
    assert await drawn(database, series) == ["C4"]


async def test_a_line_ends_with_its_ending_number(database: Database) -> None:
    line = {"starting_number": "C01", "ending_number": "C05", "increment_by": 2}
    series = await add_series(database, "S", line)
    assert await drawn(database, series, 3) == ["C01", "C03", "C05"]
    assert await exhausted(database, series)


async def test_a_line_ends_before_an_ending_number_that_its_steps_pass_over(database: Database) -> None:
    series = await add_series(database, "S", {"starting_number": "C1", "ending_number": "C4", "increment_by": 2})
    assert await drawn(database, series, 2) == ["C1", "C3"]
    assert await exhausted(database, series)


async def test_a_number_is_never_longer_than_its_field(database: Database) -> None:
    series = await add_series(database, "S", {"starting_number": "x" * 18 + "98"})
    assert await drawn(database, series, 2) == ["x" * 18 + "98", "x" * 18 + "99"]
    assert await exhausted(database, series)


async def test_the_line_that_began_last_is_drawn_from(database: Database) -> None:
    series = await add_series(
        database,
        "S",
        {"starting_number": "A1"},
        {"starting_number": "D1", "starting_date": date(2026, 7, 1)},
        {"starting_number": "C1", "starting_date": date(2026, 6, 15)},
        {"starting_number": "B1", "starting_date": date(2026, 1, 1)},
    )
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 14), TODAY, date(2026, 7, 1), date(2026, 1, 2))
    numbers = [await drawn(database, series, today=day) for day in days]
    assert numbers == [["A1"], ["B1"], ["B2"], ["C1"], ["D1"], ["B3"]]


async def test_an_exhausted_line_leaves_the_turn_to_the_one_that_began_before(database: Database) -> None:
    series = await add_series(
        database,
        "S",
        {"starting_number": "A1", "ending_number": "A2"},
        {"starting_number": "B1", "starting_date": date(2026, 1, 1), "ending_number": "B1"},
        {"starting_number": "C1", "starting_date": date(2026, 6, 1), "ending_number": "C2"},
    )
    assert await drawn(database, series, 5) == ["C1", "C2", "B1", "A1", "A2"]
    assert await exhausted(database, series)


@pytest.mark.parametrize("begun", [None, date(2026, 1, 1)])
async def test_lines_that_began_on_one_day_are_used_up_in_their_order(database: Database, begun: date | None) -> None:
    lines = [{"starting_number": f"{name}1", "ending_number": f"{name}3", "starting_date": begun} for name in "BCA"]
    series = await add_series(database, "S", *lines)
    async with unit_of_work(database) as work:  # so that PostgreSQL reads the small table in the order of its rows
        await work.connection.execute(text("ANALYZE"))
        await work.commit()
    assert await drawn(database, series, 9) == ["B1", "B2", "B3", "C1", "C2", "C3", "A1", "A2", "A3"]


async def test_a_series_that_has_no_line_yet_or_none_that_has_begun_is_exhausted(database: Database) -> None:
    assert await exhausted(database, await add_series(database, "NONE"))
    later = {"starting_number": "C1", "starting_date": date(2026, 6, 16)}
    assert await exhausted(database, await add_series(database, "LATER", later))


async def test_a_starting_number_that_cannot_be_counted_on_gives_none(database: Database) -> None:
    assert await exhausted(database, await add_series(database, "S", {"starting_number": "ABC"}))


async def test_the_warning_number_is_told_of_from_when_it_is_reached(database: Database) -> None:
    line = {"starting_number": "C1", "warning_number": "C3", "ending_number": "C9"}
    series = await add_series(database, "S", line)
    async with unit_of_work(database) as work:
        warnings = [(await numbering.draw(work, Kind.CUSTOMER, series, TODAY))[1] for _ in range(4)]
    assert [[warning.message() for warning in told] for told in warnings] == [
        [],
        [],
        ["The number series S has reached C3; it ends at C9. Add a line to it in time."],
        ["The number series S has reached C4; it ends at C9. Add a line to it in time."],
    ]


async def test_numbers_that_are_taken_are_skipped(database: Database) -> None:
    series = await add_series(database, "S", {"starting_number": "C1"})
    await take(database, "C1", "C2", "C4", "X5")
    assert await drawn(database, series, 3) == ["C3", "C5", "C6"]


async def test_what_another_kind_of_record_is_called_is_not_taken(database: Database) -> None:
    series = await add_series(database, "S", {"starting_number": "C1"})
    await take(database, "C1")
    async with unit_of_work(database) as work:
        assert (await numbering.draw(work, Kind.VENDOR, series, TODAY))[0] == "C1"


@pytest.mark.parametrize("taken", [99, 100, 101, 250])
async def test_however_many_in_a_row_are_taken_the_next_is_found(database: Database, taken: int) -> None:
    series = await add_series(database, "S", {"starting_number": "C001"})
    await take(database, *(f"C{at:03}" for at in range(1, taken + 1)))
    assert await drawn(database, series, 2) == [f"C{taken + 1:03}", f"C{taken + 2:03}"]


async def test_a_line_whose_numbers_are_all_taken_is_exhausted(database: Database) -> None:
    line = {"starting_number": "C001", "ending_number": "C150"}
    series = await add_series(database, "S", line)
    await take(database, *(f"C{at:03}" for at in range(1, 151)))
    assert await exhausted(database, series)


async def fail_after_drawing(database: Database, series: str) -> None:
    async with unit_of_work(database) as work:
        assert await draw(work, series) == "C1"
        raise ZeroDivisionError


async def test_a_transaction_that_is_not_committed_leaves_no_gap(database: Database) -> None:
    series = await add_series(database, "S", {"starting_number": "C1"})
    async with unit_of_work(database) as work:
        assert await draw(work, series) == "C1"
    with pytest.raises(ZeroDivisionError):
        await fail_after_drawing(database, series)
    assert await drawn(database, series, 2) == ["C1", "C2"]


async def test_a_series_draws_if_it_is_automatic(database: Database) -> None:
    series = await add_series(database, "S", {"starting_number": "C1"})
    for automatic in (True, False):
        await change_series(database, "S", automatic=automatic)
        async with unit_of_work(database) as work:
            assert await numbering.draws(work, series) is automatic
            assert await numbering.draws(work, None) is False


async def two_at_once(database: Database, url: str, series: str) -> list[str]:
    """Draw in a transaction, then in a second one that must wait for the first to end."""
    second: asyncio.Task[list[str]]
    async with unit_of_work(database) as work:
        first = await draw(work, series)
        second = asyncio.create_task(drawn(database, series))
        await until(is_waiting(database, url, second))
        await work.commit()
    return [first, *await second]


def is_waiting(database: Database, url: str, task: asyncio.Task[Any]) -> Callable[[], Any]:
    """Tell whether the second transaction waits: on PostgreSQL for a lock, on SQLite for its turn."""

    async def waits_for_a_lock() -> bool:
        query = "SELECT count(*)::text FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        return await database.reader.fetch(f"{query} AND datname = current_database()", ()) != b"0"

    async def waits_for_its_turn() -> bool:
        await asyncio.sleep(0.02)
        return not task.done()

    return waits_for_a_lock if url.startswith("postgresql") else waits_for_its_turn


async def test_two_transactions_at_once_draw_one_after_the_other(database: Database, database_url: str) -> None:
    series = await add_series(database, "S", {"starting_number": "C1"})
    assert await two_at_once(database, database_url, series) == ["C1", "C2"]


@on_postgresql
async def test_a_series_that_is_not_locked_is_found_out(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: without the lock both draw the same number."""
    monkeypatch.setattr(GenerativeSelect, "with_for_update", lambda self, **_: self)
    series = await add_series(database, "S", {"starting_number": "C1"})
    assert await two_at_once(database, database_url, series) == ["C1", "C1"]


async def test_160_creations_at_once_through_two_servers_get_160_consecutive_numbers(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # the servers run the code that these tests stand beside
    async with two_servers(database_url, tmp_path) as (carnet, clients):

        async def caller(at: int) -> list[str]:
            return [await create(clients[at % 2]) for _ in range(EACH)]

        answered = await asyncio.gather(*map(caller, range(CALLERS)))
        numbers = sorted(number for own in answered for number in own)
        assert numbers == [f"CU{at:05}" for at in range(1, CALLERS * EACH + 1)]
        assert all(own == sorted(own) for own in answered)
        stored = await all_records(carnet)
        assert [number for number in stored if number.startswith("CU")] == numbers
        assert [number for number in stored if number.startswith("CT")] == [
            number.replace("U", "T") for number in numbers
        ]
        assert await carnet.differences() == []


async def create(client: httpx.AsyncClient) -> str:
    """Create a customer with its contact; the customer's number."""
    query = 'mutation { createCustomer(input: {name: "A"}) { customer { number } errors { code } } }'
    answer = (await client.post("/graphql", json={"query": query}, timeout=60)).json()
    assert "errors" not in answer, answer["errors"]
    assert answer["data"]["createCustomer"]["errors"] == []
    return str(answer["data"]["createCustomer"]["customer"]["number"])
