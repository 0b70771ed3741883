"""Two changes of the set-up at once never leave something set up that could not work."""

import asyncio
from typing import Any

from db.unit_of_work import unit_of_work
from domain.setup_changes.marketing import update_marketing_setup
from domain.setup_changes.saving import SetupCall
from domain.setup_changes.series import save_number_series
from tests.carnet import Carnet
from tests.schema.setup.saving import codes, saved, send


async def own_series(carnet: Carnet) -> None:
    await saved(carnet, "saveNumberSeries", code="S", manual=True, lines=[{"startingNumber": "1"}])


def call(operation: str, **given: Any) -> SetupCall:
    return SetupCall(operation=operation, actor="tests", given=given)


async def test_a_series_that_is_just_being_chosen_for_contacts_stays_automatic(carnet: Carnet) -> None:
    await own_series(carnet)
    async with unit_of_work(carnet.database) as work:
        chosen = await update_marketing_setup(work, call("updateMarketingSetup", contactNumbersCode="S"))
        assert chosen.refusals == ()
        waiting = asyncio.create_task(send(carnet, "saveNumberSeries", {"code": "S", "automatic": False}))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        await work.commit()
    assert codes(await waiting) == [("AUTOMATIC_NUMBER_NOT_ALLOWED", "input.automatic")]


async def test_a_series_that_just_stops_being_automatic_is_not_chosen_for_contacts(carnet: Carnet) -> None:
    await own_series(carnet)
    async with unit_of_work(carnet.database) as work:
        stopped = await save_number_series(work, call("saveNumberSeries", code="S", automatic=False, lines=None))
        assert stopped.refusals == ()
        waiting = asyncio.create_task(send(carnet, "updateMarketingSetup", {"contactNumbersCode": "S"}))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        await work.commit()
    assert codes(await waiting) == [("AUTOMATIC_NUMBER_NOT_ALLOWED", "input.contactNumbersCode")]
