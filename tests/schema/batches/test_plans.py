"""A dry run shows what would happen and writes nothing; its token does exactly that, or refuses; a key does it once."""

from typing import Any

import pytest

from tests.carnet import Carnet, Kind, id_of
from tests.replay import replay
from tests.schema.batches.asking import codes, counts, create, created, numbers
from tests.schema.creating.setting_up import set_marketing, set_rule
from tests.schema.updating import changed, shown, unchanged


async def three(carnet: Carnet) -> list[Any]:
    return [
        await carnet.add(Kind.CUSTOMER, phone="1", address_city="Kiel"),
        await carnet.add(Kind.CUSTOMER, contactName="Ann Smith"),
        await carnet.add(Kind.CUSTOMER, contactType="PERSON", name="Bob Jones"),
    ]


async def test_a_dry_run_shows_field_by_field_what_then_happens(carnet: Carnet) -> None:
    await three(carnet)
    async with unchanged(carnet):
        plan = await created(carnet, dry_run=True)
    assert (counts(plan), plan["changeSet"], plan["contacts"]["totalCount"]) == ((3, 0), None, 0)
    done = await created(carnet, plan_token=plan["plan"]["token"])
    assert shown(done["changeSet"]) == shown(plan["plan"])
    assert counts(done) == (3, 0)
    assert await replay(carnet) == []


async def test_a_plan_shows_the_first_contacts_and_counts_all(carnet: Carnet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.batches.creating.SHOWN", 2)
    for _ in range(3):
        await carnet.add(Kind.CUSTOMER, contactName="Ann Smith")
    plan = await created(carnet, dry_run=True)
    assert counts(plan) == (3, 0)
    assert {row[0] for row in shown(plan["plan"])} == {"CT00001", "CT00002", "D0001"}
    done = await created(carnet, plan_token=plan["plan"]["token"])
    assert shown(done["changeSet"])[: len(plan["plan"]["changes"])] == shown(plan["plan"])


async def test_the_same_plan_has_the_same_token_if_nothing_is_to_be_made(carnet: Carnet) -> None:
    tokens = {(await created(carnet, dry_run=True))["plan"]["token"] for _ in range(2)}
    assert len(tokens) == 1
    assert counts(await created(carnet, plan_token=tokens.pop())) == (0, 0)


async def _edited(carnet: Carnet, cards: list[Any]) -> None:
    await changed(carnet, cards[0], {"phone": "030 2222"})


async def _added(carnet: Carnet, _cards: list[Any]) -> None:
    await carnet.add(Kind.CUSTOMER)


async def _number_taken(carnet: Carnet, _cards: list[Any]) -> None:
    await carnet.add(Kind.CONTACT, number="CT00003")


async def _rule(carnet: Carnet, _cards: list[Any]) -> None:
    await set_rule(carnet, Kind.CUSTOMER, "PHONE", "NEVER")


async def _inheritance(carnet: Carnet, _cards: list[Any]) -> None:
    await set_marketing(carnet, inherit_country=False)


@pytest.mark.parametrize("meanwhile", [_edited, _added, _number_taken, _rule, _inheritance])
async def test_a_plan_that_no_longer_holds_is_refused(carnet: Carnet, meanwhile: Any) -> None:
    cards = await three(carnet)
    token = (await created(carnet, dry_run=True))["plan"]["token"]
    await meanwhile(carnet, cards)
    async with unchanged(carnet):
        payload = await create(carnet, plan_token=token)
    assert (codes(payload), counts(payload)) == ((["PLAN_OUTDATED"], []), (0, 0))


@pytest.mark.parametrize("token", ["", "x", "0" * 32 + "-" + "0" * 64])
async def test_a_token_of_nothing_is_refused(carnet: Carnet, token: str) -> None:
    await three(carnet)
    async with unchanged(carnet):
        assert codes(await create(carnet, plan_token=token)) == (["PLAN_OUTDATED"], [])


async def test_a_token_of_another_condition_is_refused(carnet: Carnet) -> None:
    cards = await three(carnet)
    where = {"number": {"eq": cards[0].number}}
    token = (await created(carnet, where=where, dry_run=True))["plan"]["token"]
    assert codes(await create(carnet, plan_token=token)) == (["PLAN_OUTDATED"], [])
    assert counts(await created(carnet, where=where, plan_token=token)) == (1, 0)


async def test_a_key_carries_it_out_once(carnet: Carnet) -> None:
    await three(carnet)
    first = await created(carnet, key="k")
    await carnet.add(Kind.CUSTOMER)
    async with unchanged(carnet):
        assert await created(carnet, key="k") == first
        repeated = await created(carnet, key="k", page="first: 1")
    assert (counts(repeated), numbers(repeated), repeated["contacts"]["totalCount"]) == ((3, 0), ["CT00001"], 4)
    reused = await create(carnet, where={"number": {"eq": "x"}}, key="k")
    assert (codes(reused), counts(reused)) == ((["KEY_REUSED"], []), (0, 0))


async def test_the_history_of_a_card_tells_of_its_contact(carnet: Carnet) -> None:
    card = (await three(carnet))[1]
    await created(carnet)
    query = "query ($id: ID!) { node(id: $id) { ... on Customer { history(first: 2) { nodes { field after } } } } }"
    nodes = (await carnet.ask(query, id=id_of(card)))["node"]["history"]["nodes"]
    assert [node["field"] for node in nodes] == ["primaryContactId", "linkedContact"]
