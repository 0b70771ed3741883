"""A batch is worked off in portions of its cards, and neither its answer nor what is stored tells where one ends."""

from typing import Any

import pytest

from tests.carnet import Carnet, Kind
from tests.replay import replay
from tests.schema.batches.asking import codes, counts, create, created, ids_of_contacts, numbers, one_by_one, told
from tests.schema.creating.setting_up import change_line
from tests.schema.updating import changed, shown, unchanged


@pytest.fixture(params=[1, 2], autouse=True)
def _portion(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work one or two cards off at a time."""
    monkeypatch.setattr("domain.batches.worklist.PORTION", request.param)


async def five(carnet: Carnet) -> list[Any]:
    return [
        await carnet.add(Kind.CUSTOMER, number="E", contactName="Ann Smith"),
        await carnet.add(Kind.CUSTOMER, number="d", phone="1"),
        await carnet.add(Kind.CUSTOMER, number="C", contactType="PERSON", name="Bob Jones"),
        await carnet.add(Kind.CUSTOMER, number="B", contactName="Zoë Øster"),
        await carnet.add(Kind.CUSTOMER, number="A"),
    ]


async def test_cards_of_all_portions_get_their_contacts_in_the_order_of_their_numbers(carnet: Carnet) -> None:
    e, d, c, b, a = await five(carnet)
    payload = await created(carnet)
    assert counts(payload) == (5, 0)
    assert numbers(payload) == [f"CT0000{at}" for at in range(1, 8)]
    assert told(payload, ids=await ids_of_contacts(payload)) == await one_by_one(carnet, [a, b, c, e, d])
    assert await replay(carnet) == []


async def test_a_dry_run_shows_what_all_portions_would_do(carnet: Carnet) -> None:
    await five(carnet)
    async with unchanged(carnet):
        plan = await created(carnet, dry_run=True)
    assert counts(plan) == (5, 0)
    done = await created(carnet, plan_token=plan["plan"]["token"])
    assert shown(done["changeSet"]) == shown(plan["plan"])


async def test_a_plan_shows_the_first_contacts_of_all_portions(carnet: Carnet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.batches.creating.SHOWN", 3)
    await five(carnet)
    plan = await created(carnet, dry_run=True)
    assert {row[0] for row in shown(plan["plan"])} == {"CT00001", "A", "CT00002", "B", "CT00003"}


async def test_a_plan_that_its_last_card_outdates_leaves_nothing_of_the_portions_before(carnet: Carnet) -> None:
    last = (await five(carnet))[1]
    token = (await created(carnet, dry_run=True))["plan"]["token"]
    await changed(carnet, last, {"phone": "030 2222"})
    async with unchanged(carnet):
        payload = await create(carnet, plan_token=token)
    assert (codes(payload), counts(payload)) == ((["PLAN_OUTDATED"], []), (0, 0))
    assert (payload["changeSet"], payload["contacts"]["totalCount"]) == (None, 0)


async def test_a_series_that_ends_in_the_last_portion_leaves_nothing_of_the_portions_before(carnet: Carnet) -> None:
    await change_line(carnet.database, "CONTACT", ending_number="CT00006")
    await five(carnet)
    async with unchanged(carnet):
        payload = await create(carnet)
    assert (codes(payload), counts(payload)) == ((["NUMBER_SERIES_EXHAUSTED"], []), (0, 0))


async def test_a_series_near_its_end_is_warned_of_once_with_its_last_number(carnet: Carnet) -> None:
    await change_line(carnet.database, "CONTACT", warning_number="CT00002", ending_number="CT00009")
    await five(carnet)
    payload = await created(carnet)
    assert codes(payload) == ([], ["NUMBER_SERIES_NEARLY_EXHAUSTED"])
    assert "has reached CT00007; it ends at CT00009" in payload["warnings"][0]["message"]


async def test_cards_that_are_skipped_do_not_end_the_portions(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, number="K")
    await carnet.add(Kind.VENDOR, number="A")
    for number in ("B", "C"):
        await carnet.add(Kind.VENDOR, number=number, privacyBlocked=True)
    await carnet.add(Kind.VENDOR, number="D", linked=contact)
    await carnet.add(Kind.VENDOR, number="E", name="Last")
    payload = await created(carnet, Kind.VENDOR, where={"name": {"eq": "Last"}})
    assert counts(payload) == (1, 0)
    payload = await created(carnet, Kind.VENDOR)
    assert counts(payload) == (1, 4)
