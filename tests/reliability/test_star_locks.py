"""An edit that waits for another transaction sees what it did to the star: persons that came, cards that went."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select

from db.unit_of_work import UnitOfWork, unit_of_work
from domain import stars
from domain.change import Kind, Record
from domain.linking import Unlinking, unlink_contact
from domain.new_contacts import create_contact
from domain.new_records import Creation
from domain.tables import TABLES, record_of
from tests.carnet import Carnet, id_of
from tests.db.engines import on_postgresql
from tests.db.waiting import until
from tests.schema.linking.linking import link_id

EDIT = 'mutation ($id: ID!) { updateContact(input: {id: $id, phone: "030 5678"}) { errors { code } } }'
WAITS = "SELECT count(*)::text FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


async def edited_after(carnet: Carnet, company: Record, first: Callable[[UnitOfWork], Awaitable[Any]]) -> None:
    """Change the company's phone number while another transaction is under way, which then commits."""
    async with unit_of_work(carnet.database) as work:
        outcome = await first(work)
        assert outcome.refusals == ()
        editing = asyncio.create_task(carnet.ask(EDIT, id=id_of(company)))
        await until(lambda: waits(carnet))
        await work.commit()
    assert await editing == {"updateContact": {"errors": []}}


async def waits(carnet: Carnet) -> bool:
    return await carnet.database.reader.fetch(WAITS, ()) != b"0"


async def edited_after_unlinking(carnet: Carnet) -> Record:
    """Change a company's number while the link of its person's own customer is being ended; return the customer."""
    company, *_ = await carnet.star(phone="030 1234")
    person = await carnet.person(company, phone="030 1234")
    customer = await carnet.add(Kind.CUSTOMER, linked=person)
    call = Unlinking(operation="unlinkContact", actor="tests", link_id=await link_id(carnet, customer))
    await edited_after(carnet, company, lambda work: unlink_contact(work, call))
    return await carnet.stored(customer)


@on_postgresql  # on SQLite the edit waits for its turn before it has read anything
class TestWaiting:
    async def test_a_person_that_comes_meanwhile_follows(self, carnet: Carnet) -> None:
        company, *_ = await carnet.star(phone="030 1234")
        given = {"type": "PERSON", "companyId": id_of(company), "lastName": "Ito"}
        call = Creation(operation="createContact", actor="tests", kind=Kind.CONTACT, given=given)
        await edited_after(carnet, company, lambda work: create_contact(work, call))
        found = await carnet.ask("{ contacts(where: {type: PERSON}) { nodes { phone } } }")
        assert found == {"contacts": {"nodes": [{"phone": "030 5678"}]}}

    async def test_a_card_that_is_unlinked_meanwhile_stays_as_it_is(self, carnet: Carnet) -> None:
        assert (await edited_after_unlinking(carnet)).values["phone"] == "030 1234"

    async def test_it_is_changed_all_the_same_where_its_person_is_not_locked_first(
        self, carnet: Carnet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The control of the test above."""

        async def persons_of(work: UnitOfWork, company: Record) -> list[Record]:
            table = TABLES[Kind.CONTACT]
            rows = await work.connection.execute(select(table).where(table.c.company_id == company.id))
            return [record_of(Kind.CONTACT, row) for row in rows.mappings()]

        monkeypatch.setattr(stars, "_lock_persons", persons_of)
        assert (await edited_after_unlinking(carnet)).values["phone"] == "030 5678"
