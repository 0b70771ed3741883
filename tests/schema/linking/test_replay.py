"""Controls: a journal that does not tell what is stored is found out, and one that does is not."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import delete, func, insert, update

from db.tables import metadata
from db.unit_of_work import unit_of_work
from domain.change import Kind
from server.importing import load_demo
from tests.carnet import NOW, Carnet, id_of, open_carnet
from tests.replay import replay
from tests.schema.linking.linking import UNKNOWN, classified, deleting, done, linking, run_sql
from tests.schema.updating import changed

_CONTACTS, _LINKS, _JOURNAL = (metadata.tables[name] for name in ("contact", "contact_relation", "record_change"))


@pytest.fixture
async def carnet(database_url: str) -> AsyncIterator[Carnet]:
    """The real application, without the checks afterwards: these tests break what those look at."""
    async with open_carnet(database_url) as opened:
        yield opened


async def test_a_value_that_was_changed_by_hand_is_reported(carnet: Carnet) -> None:
    contact, *_ = await carnet.star(phone="030 1")
    await run_sql(carnet, update(_CONTACTS).values(phone="030 2"))
    assert await replay(carnet) == [f"phone of {contact.number} is '030 2' and '030 1' in the journal"]


async def test_a_record_that_was_deleted_by_hand_is_reported(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, name="Nord")
    await run_sql(carnet, delete(_CONTACTS))
    found = await replay(carnet)
    assert f"name of {contact.number} is None and 'Nord' in the journal" in found
    assert len(found) == 4


async def test_a_link_that_was_made_or_ended_by_hand_is_reported(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star()
    other, alone = await carnet.add(Kind.CONTACT), await carnet.add(Kind.CUSTOMER)
    row = {"id": UNKNOWN, "business_relation_id": await _relation(carnet), "kind": "CUSTOMER", "created_at": NOW}
    made = insert(_LINKS).values(**row, contact_id=other.id, customer_id=alone.id)
    await run_sql(carnet, delete(_LINKS).where(_LINKS.c.customer_id == customer.id), made)
    assert sorted(await replay(carnet)) == [
        f"linkedContact of {customer.number} is None and {id_of(contact)!r} in the journal",
        f"linkedContact of {alone.number} is {id_of(other)!r} and None in the journal",
    ]


async def test_a_change_that_is_missing_in_the_journal_is_reported(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, phone="030 1")
    for phone in ("030 2", "030 3"):
        await changed(carnet, contact, {"phone": phone})
    await run_sql(carnet, delete(_JOURNAL).where(_JOURNAL.c.record_version == 2))
    assert await replay(carnet) == [
        f"a change of phone of {contact.number} begins with '030 2', the last ended with '030 1'",
        f"{contact.number} is at version 3 after the versions [1, 3]",
    ]


async def test_a_deletion_that_forgets_a_value_is_reported(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, phone="030 1")
    await done(carnet, deleting(contact))
    phone = '["phone","030 1",null,0]'
    forgotten = func.replace(func.replace(_JOURNAL.c.changes, f",{phone}", ""), f"{phone},", "")
    await run_sql(carnet, update(_JOURNAL).where(_JOURNAL.c.record_version == 2).values(changes=forgotten))
    assert await replay(carnet) == [f"phone of {contact.number} is None and '030 1' in the journal"]


async def test_a_record_that_the_journal_does_not_know_is_reported(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    await run_sql(carnet, delete(_JOURNAL))
    assert await replay(carnet) == [f"('CONTACT', '{contact.id}') is not in the journal"]


async def test_several_relations_of_one_contact_are_told_apart(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    await classified(carnet, contact)
    await done(carnet, linking(contact, await carnet.add(Kind.CUSTOMER)))
    assert await replay(carnet) == []
    await run_sql(carnet, delete(_LINKS).where(_LINKS.c.kind.is_(None)))
    assert await replay(carnet) == [f"businessRelation of {contact.number} is None and {{'PRESS'}} in the journal"]


async def test_the_demo_company_replays_to_what_is_stored(carnet: Carnet, database_url: str) -> None:
    await load_demo(database_url, if_empty=False)
    assert await replay(carnet) == []


async def _relation(carnet: Carnet) -> str:
    async with unit_of_work(carnet.database) as work:
        return str(
            await work.connection.scalar(_LINKS.select().with_only_columns(_LINKS.c.business_relation_id).limit(1))
        )
