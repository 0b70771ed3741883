"""Documents made by many at once are numbered without a gap or a double, and none is lost when a server dies.

Source: product.md §4.3, reliability.md.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import text

from db.database import Database
from db.races import LostRace
from db.tables import metadata
from db.unit_of_work import UnitOfWork, unit_of_work
from domain.calls import Outcome
from domain.contacts import update_contact
from domain.deleting import Deletion, delete_record
from domain.documents import creating, stored
from domain.documents.calls import ContactEdit, DocumentCall, NewDocument, Ordering
from domain.documents.changing import delete_document, release
from domain.documents.contact_changes import set_contact
from domain.documents.creating import create_document
from domain.documents.ordering import make_order
from domain.editing import Edit
from tests.carnet import Carnet, Kind, Record, id_of, open_carnet
from tests.db.engines import on_postgresql
from tests.db.waiting import until
from tests.domain.documents.sides import BOTH, SALES, Mirrored, firm, kept, numbers
from tests.domain.test_numbering import is_waiting
from tests.reliability.document_checks import wrong_documents
from tests.reliability.ordering import CLIENTS, Orders, buyers, faults, order, order_at_once
from tests.reliability.racing import torn
from tests.reliability.test_concurrent_edits import two_servers, without_locks
from tests.reliability.test_kills import checking
from tests.replay import replay
from tests.schema.documents.documenting import change, item, made, refusals, stock_item
from tests.serving import start

ORDERS = 1_000
KILLS = 3
FIRST_TO_LAST = [f"SO{at:05}" for at in range(1, ORDERS + 1)]
Walk = Callable[[UnitOfWork], Awaitable[Outcome]]
each_side = pytest.mark.parametrize("side", BOTH, ids=lambda side: side.word)


def wanted(many: int) -> Orders:
    """Return so many orders that are to be made."""
    return Orders([f"ORDER-{at:04}" for at in range(many)])


async def test_32_clients_of_two_servers_make_1000_orders_with_the_numbers_1_to_1000(
    database_url: str, tmp_path: Path
) -> None:
    async with two_servers(database_url, tmp_path) as (carnet, clients):
        orders, contacts = wanted(ORDERS), await buyers(carnet)
        started = time.monotonic()
        await order_at_once(clients, contacts, orders)
        print(f"{ORDERS / (time.monotonic() - started):.0f} orders per second")  # noqa: T201 - for whoever looks
        assert (orders.failed, set(orders.refused) - {"BUSY"}) == ([], {"ITEM_BLOCKED"})
        assert orders.refused["ITEM_BLOCKED"] > ORDERS / 8
        assert await faults(carnet, orders) == []
        assert await numbers(carnet, "sales_document") == sorted(orders.numbers.values()) == FIRST_TO_LAST
        assert (await replay(carnet), await wrong_documents(carnet)) == ([], [])


async def test_1000_orders_are_each_made_once_although_the_server_is_killed_again_and_again(
    database_url: str, tmp_path: Path
) -> None:
    """Whoever gets no answer asks again under the same key, as a client should."""
    seed = time.time_ns() % 1_000_000
    print(f"seed {seed}")  # noqa: T201 - for whoever repeats a failure
    chance, log, orders = random.Random(seed), tmp_path / "server.log", wanted(ORDERS)
    async with checking(database_url) as carnet:
        contacts = await buyers(carnet)
    for kill in range(1, KILLS + 1):
        await order_until_killed(
            database_url, log, contacts, orders, enough=kill * ORDERS // (KILLS + 1), chance=chance
        )
        async with checking(database_url) as carnet:
            assert await faults(carnet, orders) == []
            kept = len(await numbers(carnet, "sales_document"))
        assert len(orders.numbers) <= kept <= len(orders.numbers) + CLIENTS
    served = start(database_url, log)
    try:
        async with httpx.AsyncClient(base_url=served.url) as client:
            await order_at_once([client], contacts, orders)
    finally:
        served.stop()
    async with checking(database_url) as carnet:
        assert (orders.failed, await faults(carnet, orders)) == ([], [])
        assert await numbers(carnet, "sales_document") == sorted(orders.numbers.values()) == FIRST_TO_LAST


async def order_until_killed(
    database_url: str, log: Path, contacts: Sequence[Record], orders: Orders, *, enough: int, chance: random.Random
) -> None:
    """Let all clients make orders until the server dies, at a random moment when enough are answered."""
    served = start(database_url, log)
    try:
        async with httpx.AsyncClient(base_url=served.url) as client:
            ordering = asyncio.create_task(order_at_once([client], contacts, orders))
            await until(lambda: reached(orders, enough))
            time.sleep(chance.uniform(0, 0.02))  # noqa: ASYNC251 - no client reads meanwhile, the server goes on
            served.kill()
            with pytest.raises(httpx.TransportError):
                await ordering
    finally:
        served.kill()


async def reached(orders: Orders, enough: int) -> bool:
    return len(orders.numbers) >= enough or bool(orders.failed)


class TestWithoutProtection:
    """Controls: what would be lost, doubled or left out must be reported, or the tests above prove nothing."""

    async def test_a_number_that_is_kept_without_its_order_is_reported(
        self, carnet: Carnet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draw = creating.drawn_number

        async def draw_and_die(walk: Any, *arguments: Any) -> str:
            await draw(walk, *arguments)
            await walk.work.connection.driver.commit()
            raise ConnectionError("killed")

        contacts, orders = await buyers(carnet), wanted(0)
        with monkeypatch.context() as patched:
            patched.setattr(creating, "drawn_number", draw_and_die)
            await order(carnet.client, contacts[0], "ORDER-A", orders)
        await order(carnet.client, contacts[0], "ORDER-B", orders)
        assert (orders.failed, orders.numbers) == (["INTERNAL"], {"ORDER-B": "SO00002"})
        assert await faults(carnet, orders) == ["SO00001 is missing"]

    async def test_an_order_that_is_answered_before_it_is_kept_is_reported(
        self, carnet: Carnet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def forget(_: UnitOfWork) -> None:
            """Answer, and die before anything is kept."""

        contacts, orders = await buyers(carnet), wanted(0)
        with monkeypatch.context() as patched:
            patched.setattr(UnitOfWork, "commit", forget)
            await order(carnet.client, contacts[0], "ORDER-A", orders)
        assert orders.numbers == {"ORDER-A": "SO00001"}
        assert await faults(carnet, orders) == ["SO00001 was answered for ORDER-A and is of None"]

    async def test_money_and_quantities_that_do_not_add_up_are_reported(self, carnet: Carnet) -> None:
        blanket = await blanket_order(carnet)
        await change(carnet, "makeOrder", {"id": blanket})
        assert await wrong_documents(carnet) == []
        async with unit_of_work(carnet.database) as work:
            lines = metadata.tables["sales_document_line"]
            await work.connection.execute(lines.update().values(quantity=lines.c.quantity - Decimal(1)))
            await work.connection.execute(
                lines.update().where(lines.c.blanket_position == 1).values(quantity=Decimal(11))
            )
            await work.commit()
        found = await wrong_documents(carnet)
        assert any("should have" in line for line in found)
        assert "SB00001 has {1: Decimal('-2.00000')} left" in found

    async def test_an_order_without_a_key_that_is_asked_for_again_is_reported(self, carnet: Carnet) -> None:
        contacts, orders = await buyers(carnet), wanted(0)
        for _ in range(2):
            await order(carnet.client, contacts[0], "ORDER-A", orders)
        assert await faults(carnet, orders) == []
        company = contacts[0]
        for _ in range(2):
            await made(carnet, "sales order", company, yourReference="ORDER-B")
        assert await faults(carnet, orders) == ["ORDER-B was made 2 times"]

    @on_postgresql
    async def test_numbers_that_are_drawn_without_a_lock_are_reported(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        without_locks(monkeypatch)
        async with open_carnet(database_url) as carnet:
            contacts, orders = await buyers(carnet), wanted(CLIENTS * 4)
            async with unit_of_work(carnet.database) as work:
                await work.connection.execute(
                    text("ALTER TABLE sales_document DROP CONSTRAINT uq_sales_document_number")
                )
                await work.commit()
            await order_at_once([carnet.client], contacts, orders)
            assert any("was given" in line for line in await faults(carnet, orders))


class TestRaces:
    @each_side
    async def test_one_quote_is_ordered_once_by_many_at_once(self, carnet: Carnet, side: Mirrored) -> None:
        company, _ = await firm(carnet, side)
        quote = await made(carnet, f"{side.word} quote", company)
        payloads = await asyncio.gather(*(change(carnet, "makeOrder", quote) for _ in range(8)))
        assert outcomes(payloads) == {"done": 1, "NOTHING_TO_CREATE": 7}

    @each_side
    async def test_all_quotes_of_a_prospect_ordered_at_once_make_one_card(self, carnet: Carnet, side: Mirrored) -> None:
        prospect = await carnet.add(Kind.CONTACT)
        persons = [prospect, *[await carnet.person(prospect) for _ in range(7)]]
        quotes = [await made(carnet, f"{side.word} quote", person) for person in persons]
        payloads = await asyncio.gather(*(change(carnet, "makeOrder", quote, show=side.show()) for quote in quotes))
        assert outcomes(payloads) == {"done": 8}
        assert len({payload["document"]["card"]["number"] for payload in payloads}) == 1
        assert len(await numbers(carnet, side.card_kind.lower())) == 1
        assert await replay(carnet) == []

    @each_side
    async def test_an_order_races_with_the_deletion_of_its_card(self, carnet: Carnet, side: Mirrored) -> None:
        mutation = f"delete{side.card_kind.capitalize()}"
        query = f"mutation ($id: ID!) {{ {mutation}(input: {{id: $id}}) {{ errors {{ code }} }} }}"
        for turn in range(8):
            company, card = await firm(carnet, side)
            ordering, deleting = change_order(carnet, side, company), carnet.ask(query, id=id_of(card))
            asked = [deleting, ordering] if turn % 2 else [ordering, deleting]
            answers = await asyncio.gather(*asked)
            ordered, deleted = reversed(answers) if turn % 2 else answers
            codes = [error["code"] for error in deleted[mutation]["errors"]]
            assert (ordered, codes) in [([], ["CARD_IN_USE"]), ([(side.not_related, "input.contactId")], [])]
        assert await replay(carnet) == []

    @each_side
    async def test_everything_at_once_leaves_no_document_wrong(self, carnet: Carnet, side: Mirrored) -> None:
        """Four firms and four prospects: documents of theirs are made, changed, ordered and deleted, all at once."""
        await stock_item(carnet)
        firms = [(await firm(carnet, side))[0] for _ in range(4)]
        prospects = [await carnet.add(Kind.CONTACT) for _ in range(4)]
        quotes = [await made(carnet, f"{side.word} quote", each, lines=[item("2")]) for each in (*firms, *prospects)]
        blankets = [await made(carnet, f"{side.word} blanket order", each, lines=[item("9")]) for each in firms]
        asked: list[Any] = [change(carnet, "makeOrder", each) for each in (*quotes, *quotes[4:], *blankets)]
        asked += [change(carnet, "setDocumentLines", each, lines=[item("3", "0.99")]) for each in quotes]
        asked += [change(carnet, "setDocumentLines", each, lines=[item("5"), item("1")]) for each in blankets]
        asked += [
            change(carnet, "makeOrder", each, lines=[{"position": 1, "quantity": "4"}])
            for each in (*blankets, *blankets)
        ]
        asked += [
            change(carnet, "setDocumentContact", each, contactId=id_of(other))
            for each, other in zip(quotes, (*prospects, *firms), strict=True)
        ]
        asked += [change(carnet, "deleteDocument", each) for each in (quotes[0], quotes[4], blankets[0])]
        asked += [made(carnet, f"{side.word} quote", each, lines=[item("1")]) for each in prospects]
        random.Random(7).shuffle(asked)
        await asyncio.gather(*asked)
        assert await wrong_documents(carnet) == []
        assert await torn(carnet) == []

    async def test_a_contact_goes_while_a_document_is_made_for_it(self, carnet: Carnet) -> None:
        query = "mutation ($id: ID!) { deleteContact(input: {id: $id}) { errors { code } } }"
        company, _ = await firm(carnet, SALES)
        for turn in range(8):
            person = await carnet.person(company)
            ordering, deleting = change_order(carnet, SALES, person), carnet.ask(query, id=id_of(person))
            answers = await asyncio.gather(*([deleting, ordering] if turn % 2 else [ordering, deleting]))
            ordered = answers[1 if turn % 2 else 0]
            assert ordered in ([], [("NOT_FOUND", "input.contactId")])
        assert await replay(carnet) == []

    @on_postgresql
    async def test_an_order_sees_that_its_quote_got_another_contact_meanwhile(
        self, carnet: Carnet, database_url: str
    ) -> None:
        quote = (await made(carnet, "sales quote", await carnet.add(Kind.CONTACT)))["id"]
        company, _ = await firm(carnet, SALES)
        edit = ContactEdit(operation="x", actor="tests", id=quote, contact_id=id_of(company))
        asked = Ordering(operation="makeOrder", actor="tests", id=quote)
        with pytest.raises(LostRace):
            await meanwhile(
                carnet.database,
                database_url,
                lambda work: set_contact(work, edit),
                lambda work: make_order(work, asked),
            )

    @on_postgresql
    async def test_a_document_that_went_meanwhile_is_not_found(self, carnet: Carnet, database_url: str) -> None:
        company, _ = await firm(carnet, SALES)
        call = DocumentCall(operation="x", actor="tests", id=(await made(carnet, "sales order", company))["id"])
        outcome = await meanwhile(
            carnet.database, database_url, lambda work: delete_document(work, call), lambda work: release(work, call)
        )
        assert [refusal.code for refusal in outcome.refusals] == ["NOT_FOUND"]

    @on_postgresql
    async def test_a_person_that_moved_meanwhile_orders_for_its_new_company(
        self, carnet: Carnet, database_url: str
    ) -> None:
        (company, _), (other, card) = await firm(carnet, SALES), await firm(carnet, SALES)
        person = await carnet.person(company)
        move = Edit(
            operation="x", actor="tests", kind=Kind.CONTACT, id=id_of(person), given={"companyId": id_of(other)}
        )
        asked = NewDocument(operation="x", actor="tests", kind=Kind.SALES_DOCUMENT, contact_id=id_of(person))
        outcome = await meanwhile(
            carnet.database,
            database_url,
            lambda work: update_contact(work, move),
            lambda work: create_document(work, asked),
        )
        values = (await kept(carnet, {"id": f"salesdocument-{outcome.record}"}))[0].values
        assert values["sellTo.number"] == card.number

    @on_postgresql
    async def test_a_contact_that_went_meanwhile_has_no_document(self, carnet: Carnet, database_url: str) -> None:
        company, _ = await firm(carnet, SALES)
        person = await carnet.person(company)
        deletion = Deletion(operation="x", actor="tests", kind=Kind.CONTACT, id=id_of(person))
        asked = NewDocument(operation="x", actor="tests", kind=Kind.SALES_DOCUMENT, contact_id=id_of(person))
        outcome = await meanwhile(
            carnet.database,
            database_url,
            lambda work: delete_record(work, deletion),
            lambda work: create_document(work, asked),
        )
        assert [refusal.code for refusal in outcome.refusals] == ["NOT_FOUND"]

    async def test_the_rest_of_a_blanket_order_goes_to_one_of_two(self, carnet: Carnet, database_url: str) -> None:
        blanket = await blanket_order(carnet)
        first, second = await two_at_once(carnet.database, database_url, blanket)
        assert (first.refusals, [refusal.code for refusal in second.refusals]) == ((), ["INVALID_VALUE"])

    @on_postgresql
    async def test_a_blanket_order_that_is_not_locked_is_ordered_twice(
        self, carnet: Carnet, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The control of the test above: the second one waits for its number only."""
        blanket = await blanket_order(carnet)

        async def unlocked(work: UnitOfWork, side: Any, keys: Any) -> Any:
            return {key: await stored.read_document(work, f"salesdocument-{key}") for key in keys}

        monkeypatch.setattr(stored, "lock_documents", unlocked)
        first, second = await two_at_once(carnet.database, database_url, blanket)
        assert (first.refusals, second.refusals) == ((), ())


def outcomes(payloads: Sequence[dict[str, Any]]) -> Counter[str]:
    """Count what became of mutations."""
    return Counter(refusals(payload)[0][0] if payload["errors"] else "done" for payload in payloads)


async def change_order(carnet: Carnet, side: Mirrored, contact: Record) -> list[tuple[str, str]]:
    """Make an order; why not."""
    mutation = f"create{side.on}"
    query = (
        f"""mutation ($id: ID!) {{ {mutation}(input: {{contactId: $id, type: ORDER}}) {{ errors {{ code path }} }} }}"""
    )
    return refusals((await carnet.ask(query, id=id_of(contact)))[mutation])


async def blanket_order(carnet: Carnet) -> str:
    """Make a blanket order of 10; its id."""
    await stock_item(carnet)
    company, _ = await firm(carnet, SALES)
    return str((await made(carnet, "sales blanket order", company, lines=[item("10")]))["id"])


async def two_at_once(database: Database, url: str, blanket: str) -> list[Outcome]:
    """Order 6 in a transaction, then 6 in a second one that must wait for the first to end."""
    outcomes: list[Outcome] = []

    async def order_six(work: UnitOfWork) -> Outcome:
        outcomes.append(await _order_six(work, blanket))
        return outcomes[-1]

    await meanwhile(database, url, order_six, order_six)
    return outcomes


async def meanwhile(database: Database, url: str, first: Walk, second: Walk) -> Outcome:
    """Do the first in a transaction, and the second in another one, which must wait for the first to end."""

    async def follow() -> Outcome:
        async with unit_of_work(database) as work:
            outcome = await second(work)
            await work.commit()
            return outcome

    async with unit_of_work(database) as work:
        assert (await first(work)).refusals == ()
        following = asyncio.create_task(follow())
        await until(is_waiting(database, url, following))
        await work.commit()
    return await following


async def _order_six(work: UnitOfWork, blanket: str) -> Outcome:
    return await make_order(work, Ordering(operation="makeOrder", actor="tests", id=blanket, lines=[(1, Decimal(6))]))
