"""Whatever others do at the same time: no card gets two contacts, no number is given twice, and nobody waits long."""

import asyncio
from time import thread_time

from sqlalchemy import func, insert, select

from db.tables import ContactRelation
from db.unit_of_work import unit_of_work
from domain.consistency import consistency
from domain.creating import new_record
from domain.linking import Linking, link_contact
from domain.tables import TABLES, stored
from tests.carnet import NOW, Carnet, Kind, id_of
from tests.replay import replay
from tests.schema.batches.asking import counts, created, numbers

READ_S = 0.1
"""Seconds of work that the event loop's thread may do until a read is answered: a busy machine does not count."""
MANY = 2_000


async def add_many(carnet: Carnet, count: int) -> None:
    """Store customers without telling the journal."""
    made = {"version": 1, "created_at": NOW, "updated_at": NOW}
    records = [new_record(Kind.CUSTOMER, {"number": f"M{at:06}", "name": f"Firm {at}"}) for at in range(count)]
    rows = [{"id": record.id, **made, **stored(Kind.CUSTOMER, record.values)} for record in records]
    async with unit_of_work(carnet.database) as work:
        await work.connection.execute(insert(TABLES[Kind.CUSTOMER]), rows)
        await work.commit()


async def links(carnet: Carnet) -> tuple[int, int]:
    """Return how many links there are, and how many contacts."""
    async with unit_of_work(carnet.database) as work:
        found = await work.connection.scalar(select(func.count()).select_from(ContactRelation.__table__))
        contacts = await work.connection.scalar(select(func.count()).select_from(TABLES[Kind.CONTACT]))
    return int(found or 0), int(contacts or 0)


async def test_two_batches_at_once_make_one_contact_for_each_card(carnet: Carnet) -> None:
    for _ in range(20):
        await carnet.add(Kind.CUSTOMER, contactName="Ann Smith")
    answers = await asyncio.gather(created(carnet), created(carnet))
    assert sorted(map(counts, answers)) == [(0, 20), (20, 0)]
    assert await links(carnet) == (20, 40)
    assert await replay(carnet) == []


async def test_batches_of_different_kinds_at_once_give_no_number_twice(carnet: Carnet) -> None:
    for kind in (Kind.CUSTOMER, Kind.VENDOR):
        for _ in range(20):
            await carnet.add(kind)
    customers, vendors = await asyncio.gather(created(carnet), created(carnet, Kind.VENDOR))
    assert sorted(numbers(customers) + numbers(vendors)) == [f"CT{at:05}" for at in range(1, 41)]
    assert await replay(carnet) == []


async def test_a_card_that_is_being_linked_is_waited_for_and_skipped(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    card, _ = await carnet.add(Kind.CUSTOMER), await carnet.add(Kind.CUSTOMER)
    async with unit_of_work(carnet.database) as work:
        linking = Linking(operation="linkContact", actor="tests", contact_id=id_of(contact), card_id=id_of(card))
        assert (await link_contact(work, linking)).refusals == ()
        batch = asyncio.create_task(created(carnet))
        await asyncio.sleep(0.2)
        assert not batch.done()
        await work.commit()
    assert counts(await batch) == (1, 1)
    assert await links(carnet) == (2, 2)


async def test_reads_are_answered_while_a_batch_runs(carnet: Carnet) -> None:
    await add_many(carnet, MANY)
    await carnet.ask("{ contacts(first: 1) { nodes { number } } }")
    batch = asyncio.create_task(created(carnet, show="errors { code }"))
    taken = []
    while not batch.done():
        begun = thread_time()
        await carnet.ask("{ contacts(first: 1) { nodes { number } } }")
        taken.append(thread_time() - begun)
        await asyncio.sleep(0)  # without a network nothing in a read lets the event loop turn to others
    assert counts(await batch) == (MANY, 0)
    assert len(taken) > 5
    assert max(taken) < READ_S


async def test_after_a_batch_of_thousands_no_field_differs(carnet: Carnet) -> None:
    await add_many(carnet, MANY)
    assert counts(await created(carnet, show="errors { code }")) == (MANY, 0)
    async with unit_of_work(carnet.database) as work:
        found = await consistency(work)
    assert (found.links, found.differences) == (MANY, 0)
