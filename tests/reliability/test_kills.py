"""A server or its connection dies in the middle of edits, and nothing that was acknowledged is lost or torn."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import func, select, text

from db.database import open_database
from db.tables import ChangeSet
from db.unit_of_work import UnitOfWork, unit_of_work
from domain.sync import apply as applying
from domain.sync.rows import Row
from tests.carnet import Carnet, Record, open_carnet
from tests.db.engines import on_postgresql
from tests.db.waiting import until
from tests.reliability.editing import EDITORS, Acknowledged, Tally, damage, edit, edit_at_once, phone_of
from tests.serving import Served, exchange, request, start

KILLS = 5
EDITS = 40
"""Edits that are acknowledged before a kill, at least; up to three times as many."""
KNOWN = {"BUSY", "OUTCOME_UNKNOWN"}
"""Codes that tell an editor what it may believe; BUSY says that nothing was written."""


async def test_a_server_killed_again_and_again_keeps_every_acknowledged_edit(database_url: str, tmp_path: Path) -> None:
    seed = time.time_ns() % 1_000_000
    print(f"seed {seed}")  # noqa: T201 - for whoever repeats a failure
    chance, turns, log = random.Random(seed), count(), tmp_path / "server.log"
    async with checking(database_url) as carnet:
        stars = [await carnet.star(phone="1"), await carnet.star(phone="2")]
        begun = await change_sets(carnet)
    cards = [card for star in stars for card in star]
    kept: list[Acknowledged] = []
    for kill in range(1, KILLS + 1):
        served = start(database_url, log)
        try:
            tally = await edit_until_killed(served, cards, turns, chance)
        finally:
            served.kill()
        kept += tally.acknowledged
        assert (tally.failed, tally.refused, tally.unanswered) == ([], [], EDITORS)
        async with checking(database_url) as carnet:
            assert await damage(carnet, kept) == []
            unanswered = await change_sets(carnet) - begun - len(kept)
        assert 0 <= unanswered <= EDITORS * kill, "an edit without an answer was made once or not at all"
    assert len(kept) >= KILLS * EDITS
    await answers_again(database_url, log, cards)


@on_postgresql
async def test_editors_whose_connections_are_ended_lose_nothing_and_are_told(carnet: Carnet) -> None:
    cards = await carnet.star(phone="1")
    tally = await edit_while(carnet, cards, end_writers)
    assert set(tally.failed) <= KNOWN
    assert tally.refused == []
    assert len(tally.acknowledged) + len(tally.failed) == EDITORS * 10
    assert tally.failed, "some lost their connection in the middle"
    assert len(tally.acknowledged) > EDITORS, "others took a new one"
    assert await damage(carnet, tally.acknowledged) == []
    made = (await carnet.stored(cards[0])).version - 1
    unknown = tally.failed.count("OUTCOME_UNKNOWN")
    assert len(tally.acknowledged) <= made <= len(tally.acknowledged) + unknown, "the others wrote nothing, as told"


class TestWithoutProtection:
    """Controls: what a kill would tear or lose without one transaction and one commit must be reported."""

    async def test_a_kill_between_statements_that_are_kept_singly_is_reported(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        update = applying._update

        async def update_and_die(work: UnitOfWork, changed: Sequence[Row], _besides: Sequence[Row]) -> None:
            await update(work, changed[:1])
            await work.connection.driver.commit()
            raise ConnectionError("killed")

        async with open_carnet(database_url) as carnet:
            contact, customer, *_ = await carnet.star(phone="1")
            monkeypatch.setattr(applying, "_update", update_and_die)
            tally = Tally()
            await edit(carnet.client, customer, phone_of(1, 1), tally)
            assert (tally.acknowledged, tally.failed) == ([], ["INTERNAL"])
            found = await damage(carnet, [])
        assert f"{customer.number} differs from {contact.number} in PHONE" in found
        assert f"{customer.number} is at version 2 after 1 change sets" in found

    async def test_an_answer_that_comes_before_the_commit_is_reported(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def forget(_: UnitOfWork) -> None:
            """Answer, and die before anything is kept."""

        async with open_carnet(database_url) as carnet:
            contact = (await carnet.star(phone="1"))[0]
            tally = Tally()
            with monkeypatch.context() as patched:
                patched.setattr(UnitOfWork, "commit", forget)
                await edit(carnet.client, contact, phone_of(1, 1), tally)
            assert len(tally.acknowledged) == 1
            assert await damage(carnet, tally.acknowledged) == [
                f"{phone_of(1, 1)} of {contact.number} was acknowledged and is not in the journal"
            ]


async def edit_until_killed(served: Served, cards: list[Record], turns: "count[int]", chance: random.Random) -> Tally:
    """Let all editors write until the server dies, at a random moment when enough was acknowledged."""
    tally, enough = Tally(), chance.randint(EDITS, 3 * EDITS)

    async def editor(number: int, client: httpx.AsyncClient) -> None:
        while True:
            await edit(client, cards[number % len(cards)], phone_of(number, next(turns)), tally)

    async with httpx.AsyncClient(base_url=served.url) as client:
        editing = [asyncio.create_task(editor(number, client)) for number in range(EDITORS)]
        await until(lambda: reached(tally, enough))
        time.sleep(chance.uniform(0, 0.02))  # noqa: ASYNC251 - no editor reads meanwhile, the server goes on
        served.kill()
        ended = await asyncio.gather(*editing, return_exceptions=True)
    assert {isinstance(end, httpx.TransportError) for end in ended} == {True}, ended
    return tally


async def reached(tally: Tally, enough: int) -> bool:
    return len(tally.acknowledged) >= enough or bool(tally.failed)


async def answers_again(database_url: str, log: Path, cards: list[Record]) -> None:
    """Start the server once more: it is well, and every editor can edit."""
    served = start(database_url, log)
    try:
        assert exchange(served.port, request("GET", "/health")).json == {"status": "ok"}
        async with httpx.AsyncClient(base_url=served.url) as client:
            tally = await edit_at_once([client], cards, 1)
        assert (len(tally.acknowledged), tally.failed, tally.refused) == (EDITORS, [], [])
    finally:
        served.stop()


async def edit_while(carnet: Carnet, cards: tuple[Record, ...], disturb: Callable[[Carnet, Tally], Any]) -> Tally:
    """Let all editors write ten times while something disturbs them."""
    tally = Tally()
    disturbing = asyncio.create_task(disturb(carnet, tally))

    async def editor(number: int) -> None:
        for turn in range(10):
            await edit(carnet.client, cards[number % len(cards)], phone_of(number, turn), tally)

    await asyncio.gather(*map(editor, range(EDITORS)))
    disturbing.cancel()
    await asyncio.gather(disturbing, return_exceptions=True)
    return tally


async def end_writers(carnet: Carnet, tally: Tally) -> None:
    """End every connection that is in a transaction, after each twentieth answer."""
    statement = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
    )
    database = await open_database(carnet.database.url.render_as_string(hide_password=False))
    try:
        for answers in range(20, 10 * EDITORS, 20):
            await until(lambda answers=answers: answered(tally, answers))
            async with unit_of_work(database) as work:
                await work.connection.execute(statement)
    finally:
        await database.close()


async def answered(tally: Tally, answers: int) -> bool:
    return len(tally.acknowledged) + len(tally.failed) >= answers


@asynccontextmanager
async def checking(database_url: str) -> AsyncIterator[Carnet]:
    """Open the database as the only one, once PostgreSQL has noticed whose client is dead."""
    nobody: Any = None
    database = await open_database(database_url)
    carnet = Carnet(database, nobody, count(1))
    try:
        if database.dialect == "postgresql":
            await until(lambda: is_alone(carnet))
        yield carnet
    finally:
        await database.close()


async def is_alone(carnet: Carnet) -> bool:
    query = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
    )
    async with unit_of_work(carnet.database) as work:
        return not await work.connection.scalar(query)


async def change_sets(carnet: Carnet) -> int:
    async with unit_of_work(carnet.database) as work:
        return int(await work.connection.scalar(select(func.count()).select_from(ChangeSet)))
