"""Many people edit the same linked cards at once, and nothing that was acknowledged is lost."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import update
from sqlalchemy.sql.selectable import GenerativeSelect

from db import database as opening
from db import loop_sqlite, sqlite
from db.database import open_database
from db.drivers import Ran
from domain import star_rows, stars
from domain.sync import apply as applying
from domain.sync.rows import Row, write
from tests.carnet import Carnet, open_carnet
from tests.reliability.editing import EDITORS, Tally, damage, edit, edit_at_once, phone_of
from tests.serving import serving

EACH = 10


async def test_32_editors_of_four_linked_cards_lose_nothing(carnet: Carnet) -> None:
    cards = await carnet.star(phone="1")
    tally = await edit_at_once([carnet.client], cards, EACH)
    assert (len(tally.acknowledged), tally.refused, tally.failed) == (EDITORS * EACH, [], [])
    assert await damage(carnet, tally.acknowledged) == []
    now = [await carnet.stored(card) for card in cards]
    assert {card.version for card in now} == {1 + EDITORS * EACH}, "each edit reaches each card exactly once"
    assert len({card.values["phone"] for card in now}) == 1


async def test_32_editors_through_two_server_processes_lose_nothing(database_url: str, tmp_path: Path) -> None:
    async with two_servers(database_url, tmp_path) as (carnet, clients):
        cards = await carnet.star(phone="1")
        others = await carnet.star(phone="2")
        tally = await edit_at_once(clients, [*cards, *others], EACH)
        assert (len(tally.acknowledged), tally.refused, tally.failed) == (EDITORS * EACH, [], [])
        assert await damage(carnet, tally.acknowledged) == []
        assert [(await carnet.stored(card)).version for card in (*cards, *others)] == [1 + EDITORS * EACH // 2] * 8


async def test_an_edit_made_from_an_old_version_is_a_conflict_and_never_overwrites(carnet: Carnet) -> None:
    cards = await carnet.star(phone="1")
    read = [0] * EDITORS
    tally = Tally()

    async def editor(number: int) -> None:
        record = cards[number % len(cards)]
        for turn in range(EACH):
            read[number] = (await carnet.stored(record)).version
            before = len(tally.acknowledged)
            await edit(carnet.client, record, phone_of(number, turn), tally, expectedVersion=read[number])
            mine = [made for made in tally.acknowledged[before:] if made.phone == phone_of(number, turn)]
            assert [made.version for made in mine] in ([], [read[number] + 1])

    await asyncio.gather(*map(editor, range(EDITORS)))
    assert tally.failed == []
    assert set(tally.refused) == {"CONFLICT"}, "32 editors clash"
    assert len(tally.acknowledged) + len(tally.refused) == EDITORS * EACH
    assert await damage(carnet, tally.acknowledged) == []
    assert (await carnet.stored(cards[0])).version == 1 + len(tally.acknowledged)


async def test_readers_see_all_linked_cards_at_one_moment(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star(phone="1")
    query = """query ($number: String!) { contact(number: $number) { phone
        linkedCustomer { phone linkedContact { phone } } linkedBankAccount { phone } } }"""
    writing, seen = True, Counter[str]()

    async def writer() -> None:
        tally = Tally()
        for turn in range(100):
            await edit(carnet.client, (contact, customer)[turn % 2], phone_of(turn % 2, turn), tally)
        assert len(tally.acknowledged) == 100

    async def reader() -> None:
        while writing:
            found = (await carnet.ask(query, number=contact.number))["contact"]
            linked, bank = found["linkedCustomer"], found["linkedBankAccount"]
            assert {linked["phone"], linked["linkedContact"]["phone"], bank["phone"]} == {found["phone"]}
            seen[found["phone"]] += 1
            await asyncio.sleep(0)

    readers = [asyncio.create_task(reader()) for _ in range(2)]
    await writer()
    writing = False
    await asyncio.gather(*readers)
    assert seen.total() > 200
    assert len(seen) > 20, "the readers saw the writer at work"


class TestWithoutProtection:
    """Controls: the same edits without the locks must be caught, or the checks above prove nothing."""

    async def test_edits_without_locks_are_reported(
        self, engine: str, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        without_locks(monkeypatch)
        async with open_carnet(database_url) as carnet:
            cards = await carnet.star(phone="1")
            # All edit the contact: edits that write the cards in different orders end in deadlocks, not in damage.
            tally = await edit_at_once([carnet.client], cards[:1], 3)
            found = await damage(carnet, tally.acknowledged)
        assert found or tally.failed
        if engine == "postgresql":
            assert any("overwritten unseen" in line for line in found)

    async def test_statements_without_a_transaction_are_reported_on_sqlite(
        self, tmp_path: Path, sqlite_template: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What Python's driver does by itself, in threads: it begins nothing before a SELECT."""
        without_locks(monkeypatch)
        monkeypatch.setattr(loop_sqlite, "BEGIN", "SELECT 1")
        path = tmp_path / "unprotected.db"
        path.write_bytes(sqlite_template)
        async with open_carnet(f"sqlite:///{path}") as carnet:
            cards = await carnet.star(phone="1")
            tally = await edit_at_once([carnet.client], cards, EACH)
            found = await damage(carnet, tally.acknowledged)
        assert any("overwritten unseen" in line for line in found)

    async def test_an_edit_that_vanished_is_reported(self, carnet: Carnet) -> None:
        cards = await carnet.star(phone="1")
        tally = await edit_at_once([carnet.client], cards, 1)
        made = tally.acknowledged[7]
        claimed = type(made)(made.record, "+49 99 999999", made.change_set, made.version)
        assert await damage(carnet, [claimed]) == [
            f"+49 99 999999 of {made.record.number} was acknowledged and is not in the journal"
        ]


class ManyConnections(sqlite.SqliteWriters):
    """Let everybody write at once, on connections that let others come in between, whatever the statement."""

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[loop_sqlite.Connection]:
        connection = InAThread(self._path, sqlite.SETTINGS)
        try:
            yield connection
        finally:
            await connection.close()


class InAThread(loop_sqlite.Connection):
    async def run(self, sql: str, values: Sequence[Any]) -> Ran:
        return await self._in_thread(self._run, sql, values)


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away row locks, turns, the write lock at the beginning, and the check of versions when writing."""

    async def write_blindly(work: Any, changed: Sequence[Row], besides: Sequence[Row] = ()) -> None:
        for row in changed:
            statement = update(row.table).where(row.table.c.id == (row.at or ("",))[0])
            next_version = row.table.c.version + 1
            await work.connection.execute(statement.values({**row.columns, "version": next_version}))
        await write(work, besides)

    monkeypatch.setattr(GenerativeSelect, "with_for_update", lambda self, **_: self)
    monkeypatch.setattr(stars, "locking_rows", stars.locking_rows.__wrapped__)
    monkeypatch.setattr(star_rows, "locking_around", star_rows.locking_around.__wrapped__)
    monkeypatch.setattr(loop_sqlite, "BEGIN", "BEGIN")
    monkeypatch.setattr(opening, "SqliteWriters", ManyConnections)
    monkeypatch.setattr(applying, "_update", write_blindly)


@asynccontextmanager
async def two_servers(database_url: str, folder: Path) -> AsyncIterator[tuple[Carnet, list[httpx.AsyncClient]]]:
    """Start two servers over one database; the Carnet that comes with them only sets up and checks."""
    async with AsyncExitStack() as opened:
        servers = [opened.enter_context(serving(database_url, folder / f"{number}.log")) for number in (1, 2)]
        clients = [await opened.enter_async_context(httpx.AsyncClient(base_url=server.url)) for server in servers]
        database = await open_database(database_url)
        opened.push_async_callback(database.close)
        yield Carnet(database, clients[0], count(1)), clients
