"""What many do at once is recorded once each, numbered without a gap, also where a server dies.

Source: product.md §5, proofs.md "Once means once".
"""

import asyncio
import random
import time
from collections.abc import Sequence
from pathlib import Path

import httpx2 as httpx
import pytest
from sqlalchemy import text

from db.unit_of_work import UnitOfWork, unit_of_work
from tests.carnet import Carnet, Record
from tests.db.waiting import until
from tests.reliability.recording import CLIENTS, Doings, customers, do_at_once, faults, wanted
from tests.reliability.test_concurrent_edits import two_servers
from tests.reliability.test_kills import checking
from tests.replay import replay
from tests.schema.dataset import rows
from tests.serving import start

MANY, KILLS = 300, 3
FIRST_TO_LAST = list(range(1, MANY + 1))


async def test_16_clients_of_two_servers_are_recorded_with_the_numbers_1_to_300(
    database_url: str, tmp_path: Path
) -> None:
    async with two_servers(database_url, tmp_path) as (carnet, clients):
        doings, contacts = wanted(MANY), await customers(carnet)
        started = time.monotonic()
        await do_at_once(clients, contacts, doings)
        print(f"{MANY / (time.monotonic() - started):.0f} entries per second")  # noqa: T201 - for whoever looks
        assert doings.failed == []
        assert doings.refused > MANY / 8
        assert sorted(doings.numbers.values()) == FIRST_TO_LAST
        assert await faults(carnet, doings) == []
        assert await replay(carnet) == []


async def test_every_key_leaves_one_entry_although_the_server_is_killed_again_and_again(
    database_url: str, tmp_path: Path
) -> None:
    """Whoever gets no answer asks again under the same key, as a client should."""
    seed = time.time_ns() % 1_000_000
    print(f"seed {seed}")  # noqa: T201 - for whoever repeats a failure
    chance, log, doings = random.Random(seed), tmp_path / "server.log", wanted(MANY)
    async with checking(database_url) as carnet:
        contacts = await customers(carnet)
    for kill in range(1, KILLS + 1):
        await do_until_killed(database_url, log, contacts, doings, enough=kill * MANY // (KILLS + 1), chance=chance)
        async with checking(database_url) as carnet:
            assert await faults(carnet, doings) == []
            kept = len(await rows(carnet.database, "interaction"))
        assert len(doings.numbers) <= kept <= len(doings.numbers) + CLIENTS
    served = start(database_url, log)
    try:
        async with httpx.AsyncClient(base_url=served.url) as client:
            await do_at_once([client], contacts, doings)
    finally:
        served.stop()
    async with checking(database_url) as carnet:
        assert (doings.failed, await faults(carnet, doings)) == ([], [])
        assert sorted(doings.numbers.values()) == FIRST_TO_LAST
        assert len(await rows(carnet.database, "service_order")) == MANY // 3
        assert await replay(carnet) == []


async def do_until_killed(
    database_url: str, log: Path, contacts: Sequence[Record], doings: Doings, *, enough: int, chance: random.Random
) -> None:
    """Let all clients work until the server dies, at a random moment when enough is answered."""
    served = start(database_url, log)
    try:
        async with httpx.AsyncClient(base_url=served.url) as client:
            working = asyncio.create_task(do_at_once([client], contacts, doings))
            await until(lambda: reached(doings, enough))
            time.sleep(chance.uniform(0, 0.02))  # noqa: ASYNC251 - no client reads meanwhile, the server goes on
            served.kill()
            with pytest.raises(httpx.TransportError):
                await working
    finally:
        served.kill()


async def reached(doings: Doings, enough: int) -> bool:
    return len(doings.numbers) >= enough or bool(doings.failed)


class TestWithoutProtection:
    """Controls: what would be lost, doubled or left out must be reported, or the tests above prove nothing."""

    async def test_an_answer_that_comes_before_the_commit_is_reported(
        self, carnet: Carnet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def forget(_: UnitOfWork) -> None:
            """Answer, and die before anything is kept."""

        contacts, doings = await customers(carnet), Doings(["0000"])
        with monkeypatch.context() as patched:
            patched.setattr(UnitOfWork, "commit", forget)
            await do_at_once([carnet.client], contacts, doings)
        assert await faults(carnet, doings) == ["entry 1 was answered for 0000 and is of None"]

    async def test_what_is_asked_again_without_a_key_is_reported(self, carnet: Carnet) -> None:
        contacts = await customers(carnet)
        for _ in range(2):
            doings = Doings(["0002"])
            await do_at_once([carnet.client], contacts, doings, keyed=False)
        assert await faults(carnet, doings) == ["0002 was recorded 2 times"]

    async def test_an_entry_that_vanished_is_reported(self, carnet: Carnet) -> None:
        contacts, doings = await customers(carnet), wanted(3)
        await do_at_once([carnet.client], contacts, doings)
        async with unit_of_work(carnet.database) as work:
            await work.connection.execute(text("DELETE FROM interaction WHERE entry_number = 2"))
            await work.commit()
        gone = next(what for what, number in doings.numbers.items() if number == 2)
        assert await faults(carnet, doings) == [
            "entry 2 is missing",
            f"entry 2 was answered for {gone} and is of None",
        ]
        assert await replay(carnet) != []
