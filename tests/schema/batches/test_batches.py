"""Every card without a contact gets one, with all that they share; cards that have one are counted and left alone."""

import json
from typing import Any

import pytest

from domain.sync.fields import SHARED_FIELDS
from tests.carnet import Carnet, Kind, Record, id_of
from tests.replay import replay
from tests.schema.batches.asking import KINDS, codes, counts, created, ids_of_contacts, numbers, one_by_one, told
from tests.schema.creating.creating import EXAMPLES
from tests.schema.creating.setting_up import set_rule
from tests.schema.updating import dump, shown, unchanged


def _everything(kind: Kind) -> dict[str, Any]:
    return {
        shared.on[kind].replace(".", "_", 1): EXAMPLES[shared.code]
        for shared in SHARED_FIELDS
        if kind in shared.on and shared.code in EXAMPLES
    }


@pytest.mark.parametrize("kind", KINDS)
async def test_a_contact_gets_all_that_a_card_shares(carnet: Carnet, kind: Kind) -> None:
    await carnet.set_up()
    card = await carnet.add(kind, **_everything(kind))
    payload = await created(carnet, kind)
    assert counts(payload) == (1, 0)
    assert payload["contacts"]["nodes"] == [
        {"number": "CT00001", "name": "Nordlicht GmbH", "type": "COMPANY", "company": None}
    ]
    expected = await one_by_one(carnet, [card])
    assert told(payload, ids=await ids_of_contacts(payload)) == expected
    assert len(expected) > 18
    assert await replay(carnet) == []


async def test_the_link_is_told_on_the_card_with_its_next_version(carnet: Carnet) -> None:
    card = await carnet.add(Kind.CUSTOMER)
    payload = await created(carnet)
    ((number, _, before, after, reason, source),) = [
        row for row in shown(payload["changeSet"]) if row[1] == "linkedContact"
    ]
    assert (number, before, reason, source) == (card.number, None, "ENTERED", "CT00001")
    answer = await carnet.ask(
        """query ($id: ID!) { node(id: $id) { ... on Customer { version linkedContact { id number linkedCustomer
        { number } businessRelations { businessRelation { code } } } } } }""",
        id=id_of(card),
    )
    linked = answer["node"].pop("linkedContact")
    assert answer["node"] == {"version": 2}
    assert linked == {
        "id": after,
        "number": "CT00001",
        "linkedCustomer": {"number": card.number},
        "businessRelations": [{"businessRelation": {"code": "CUST"}}],
    }
    assert payload["changeSet"]["operation"] == "createContactsFromCustomers"


async def test_many_cards_become_what_each_would_become_by_itself(carnet: Carnet) -> None:
    await carnet.set_up()
    every = _everything(Kind.CUSTOMER)
    cards = [
        await carnet.add(Kind.CUSTOMER),
        await carnet.add(Kind.CUSTOMER, **every, contactName="Ann Mary B. Smith"),
        await carnet.add(Kind.CUSTOMER, contactType="PERSON", name="Bob Jones"),
        await carnet.add(Kind.CUSTOMER, contactType="PERSON", name="Eve", contactName="Her office"),
        await carnet.add(Kind.CUSTOMER, contactName="X" * 40 + " Long"),
        await carnet.add(Kind.CUSTOMER, contactName="Zoë Øster", phone="1", salespersonCode="JR"),
    ]
    payload = await created(carnet)
    assert counts(payload) == (6, 0)
    assert payload["contacts"]["totalCount"] == 9
    assert told(payload, ids=await ids_of_contacts(payload)) == await one_by_one(carnet, cards)
    assert await replay(carnet) == []


async def test_cards_with_a_contact_are_skipped_and_counted(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    await carnet.add(Kind.VENDOR, linked=contact)
    alone = await carnet.add(Kind.VENDOR)
    payload = await created(carnet, Kind.VENDOR)
    assert counts(payload) == (1, 1)
    assert {row[5] for row in shown(payload["changeSet"])} == {None, alone.number, "CT00001"}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_second_run_makes_nothing(carnet: Carnet, kind: Kind) -> None:
    for _ in range(3):
        await carnet.add(kind)
    assert counts(await created(carnet, kind)) == (3, 0)
    async with unchanged(carnet):
        again = await created(carnet, kind)
    assert counts(again) == (0, 3)
    assert (again["changeSet"], again["contacts"]["nodes"]) == (None, [])


async def test_without_cards_nothing_happens(carnet: Carnet) -> None:
    async with unchanged(carnet):
        assert counts(await created(carnet)) == (0, 0)


async def test_privacy_blocked_cards_get_no_contact(carnet: Carnet) -> None:
    for blocked in (True, True, False):
        await carnet.add(Kind.CUSTOMER, privacyBlocked=blocked)
    payload = await created(carnet)
    assert counts(payload) == (1, 2)
    assert codes(payload) == ([], ["TARGET_SKIPPED"])
    assert payload["warnings"][0]["message"].endswith(": 2. They are counted as skipped.")
    french = await created(carnet, language="fr")
    assert french["warnings"][0]["message"].startswith("Bloquées pour confidentialité")


async def test_the_contacts_are_paged_in_the_order_of_their_numbers(carnet: Carnet) -> None:
    for _ in range(5):
        await carnet.add(Kind.CUSTOMER, contactName="Ann Smith")
    payload = await created(carnet, page="first: 4")
    page = payload["contacts"]
    assert (numbers(payload), page["totalCount"]) == (["CT00001", "CT00002", "CT00003", "CT00004"], 10)
    assert page["pageInfo"]["hasNextPage"]
    assert page["nodes"][1] == {
        "number": "CT00002",
        "name": "Ann Smith",
        "type": "PERSON",
        "company": {"number": "CT00001"},
    }


async def test_rules_that_were_changed_are_kept(carnet: Carnet) -> None:
    await set_rule(carnet, Kind.CUSTOMER, "PHONE", "NEVER")
    await set_rule(carnet, Kind.CUSTOMER, "CONTACT_TYPE", "NEVER")
    cards: list[Record] = [await carnet.add(Kind.CUSTOMER, phone="1", fax="2", contactType="PERSON", contactName="A B")]
    payload = await created(carnet)
    assert told(payload, ids=await ids_of_contacts(payload)) == await one_by_one(carnet, cards)
    assert await replay(carnet) == []


async def test_what_is_stored_of_a_contact_is_what_the_domain_would_store(carnet: Carnet) -> None:
    """Search keys and all: beside a customer that gets its contact on its creation."""
    await carnet.set_up()
    values = {**_everything(Kind.CUSTOMER), "contactName": "Zoë Øster"}
    await carnet.add(Kind.CUSTOMER, **values)
    await created(carnet)
    given = {"name": "Nordlicht GmbH", "contactName": "Zoë Øster"}
    nested = {name: value for name, value in values.items() if not name.startswith("address_")}
    nested["address"] = {name.removeprefix("address_"): value for name, value in values.items() if "address_" in name}
    query = "mutation ($i: CreateCustomerInput!) { createCustomer(input: $i) { errors { code message } } }"
    assert (await carnet.ask(query, i={**nested, **given}))["createCustomer"]["errors"] == []
    rows = sorted((json.loads(row) for row in (await dump(carnet))["contact"]), key=lambda row: row["number"])
    unlike = {"id", "number", "number_key", "created_at", "updated_at", "company_id"}
    company, person, *by_hand = [{name: row[name] for name in row if name not in unlike} for row in rows]
    assert [company, person] == by_hand


async def test_values_that_need_care_in_json_are_told_as_they_are(carnet: Carnet) -> None:
    odd = '"q" \\ it\'s: 100 % {x} \u2028 🙂'
    card = await carnet.add(Kind.CUSTOMER, number='D"\\1', name=odd, address_city="[null,0]", contactName=odd)
    payload = await created(carnet)
    assert told(payload, ids=await ids_of_contacts(payload)) == await one_by_one(carnet, [card])
    assert await replay(carnet) == []
