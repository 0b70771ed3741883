"""Two transactions that are recorded at once get their numbers one after the other, in the order of their commits."""

import asyncio

import pytest
from sqlalchemy.sql.selectable import GenerativeSelect

from db.database import Database
from db.unit_of_work import unit_of_work
from domain.calls import Outcome
from domain.change import Kind, Record
from domain.interactions.calls import Recording
from domain.interactions.recording import log_interaction
from tests.carnet import Carnet, id_of
from tests.db.engines import on_postgresql
from tests.db.waiting import until
from tests.domain.test_numbering import is_waiting
from tests.schema.dataset import rows


def recording(contact: Record, description: str) -> Recording:
    """Return a call that records an interaction."""
    given = {"description": description}
    return Recording(
        operation="logInteraction", actor="tests", contact_id=id_of(contact), template_code="ONSITE", given=given
    )


async def recorded(database: Database, call: Recording) -> Outcome:
    """Record an interaction in a transaction of its own."""
    async with unit_of_work(database) as work:
        outcome = await log_interaction(work, call)
        await work.commit()
    return outcome


async def entries(carnet: Carnet) -> list[tuple[int, str]]:
    """Return number and description of every entry."""
    return sorted((row["entry_number"], row["description"]) for row in await rows(carnet.database, "interaction"))


@pytest.mark.parametrize("commits", [True, False])
async def test_who_comes_second_waits_and_no_number_is_left_out(
    carnet: Carnet, database_url: str, commits: bool
) -> None:
    contact = await carnet.add(Kind.CONTACT)
    async with unit_of_work(carnet.database) as work:
        await log_interaction(work, recording(contact, "first"))
        second = asyncio.create_task(recorded(carnet.database, recording(contact, "second")))
        await until(is_waiting(carnet.database, database_url, second))
        if commits:
            await work.commit()
    await second
    assert await entries(carnet) == ([(1, "first"), (2, "second")] if commits else [(1, "second")])


@on_postgresql
async def test_without_the_lock_both_would_take_the_same_number(
    carnet: Carnet, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above: the second one waits for the unique number instead, and is refused it."""
    contact = await carnet.add(Kind.CONTACT)
    monkeypatch.setattr(GenerativeSelect, "with_for_update", lambda self, **_: self)
    async with unit_of_work(carnet.database) as work:
        await log_interaction(work, recording(contact, "first"))
        second = asyncio.create_task(recorded(carnet.database, recording(contact, "second")))
        await until(is_waiting(carnet.database, database_url, second))
        await work.commit()
    with pytest.raises(Exception, match="entry_number"):
        await second
    assert await entries(carnet) == [(1, "first")]
