"""A name typed on a card becomes a person of the new contact; a person is its own primary contact."""

from typing import Any

import pytest

from tests.carnet import Carnet, Kind, id_of
from tests.replay import replay
from tests.schema.batches.asking import counts, created, ids_of_contacts, one_by_one, told
from tests.schema.creating.setting_up import set_marketing

_PERSON = "number firstName middleName lastName company { number }"
PRIMARY = f"""query ($id: ID!) {{ node(id: $id) {{
  ... on Customer {{ version contactName primaryContact {{ {_PERSON} }} }}
  ... on Vendor {{ version contactName primaryContact {{ {_PERSON} }} }} }} }}"""


async def primary(carnet: Carnet, card: Any) -> Any:
    return (await carnet.ask(PRIMARY, id=id_of(card)))["node"]


@pytest.mark.parametrize("kind", [Kind.CUSTOMER, Kind.VENDOR])
async def test_a_typed_name_becomes_a_person_of_the_new_company(carnet: Carnet, kind: Kind) -> None:
    card = await carnet.add(kind, contactName="Ann Mary Smith", phone="1", email="a@contoso.com")
    assert counts(await created(carnet, kind)) == (1, 0)
    assert await primary(carnet, card) == {
        "version": 2,
        "contactName": "Ann Mary Smith",
        "primaryContact": {
            "number": "CT00002",
            "firstName": "Ann",
            "middleName": "Mary",
            "lastName": "Smith",
            "company": {"number": "CT00001"},
        },
    }
    assert await replay(carnet) == []


async def test_a_typed_name_on_a_bank_account_stays_text(carnet: Carnet) -> None:
    await carnet.add(Kind.BANK_ACCOUNT, contactName="Ann Smith")
    payload = await created(carnet, Kind.BANK_ACCOUNT)
    assert (counts(payload), payload["contacts"]["totalCount"]) == ((1, 0), 1)


async def test_a_customer_that_is_a_person_is_its_own_primary_contact(carnet: Carnet) -> None:
    card = await carnet.add(Kind.CUSTOMER, contactType="PERSON", name="Bob Jones")
    payload = await created(carnet)
    assert payload["contacts"]["nodes"] == [
        {"number": "CT00001", "name": "Bob Jones", "type": "PERSON", "company": None}
    ]
    assert await primary(carnet, card) == {
        "version": 2,
        "contactName": "Bob Jones",
        "primaryContact": {
            "number": "CT00001",
            "firstName": "Bob",
            "middleName": None,
            "lastName": "Jones",
            "company": None,
        },
    }
    assert await replay(carnet) == []


async def test_a_person_keeps_the_name_that_was_typed(carnet: Carnet) -> None:
    card = await carnet.add(Kind.CUSTOMER, contactType="PERSON", name="Bob Jones", contactName="His office")
    await created(carnet)
    found = await primary(carnet, card)
    assert (found["contactName"], found["primaryContact"]["number"]) == ("His office", "CT00001")


async def test_a_company_without_a_typed_name_gets_no_primary_contact(carnet: Carnet) -> None:
    card = await carnet.add(Kind.CUSTOMER)
    await created(carnet)
    assert await primary(carnet, card) == {"version": 2, "contactName": None, "primaryContact": None}


async def test_a_primary_contact_that_is_there_stays(carnet: Carnet) -> None:
    person = await carnet.person()
    card = await carnet.add(Kind.CUSTOMER, primaryContactId=id_of(person), contactName="Ann Smith")
    payload = await created(carnet)
    assert payload["contacts"]["totalCount"] == 1
    found = await primary(carnet, card)
    assert (found["contactName"], found["primaryContact"]["number"]) == ("Ann Smith", person.number)
    assert await replay(carnet) == []


async def test_a_person_takes_over_only_what_the_set_up_says(carnet: Carnet) -> None:
    await set_marketing(carnet, inherit_communication_details=False, inherit_country=False)
    given = {"phone": "1", "address_city": "Kiel", "address_countryCode": "DE", "languageCode": "de-DE"}
    card = await carnet.add(Kind.CUSTOMER, contactName="Ann Smith", **given)
    payload = await created(carnet)
    assert told(payload, ids=await ids_of_contacts(payload)) == await one_by_one(carnet, [card])
    assert await replay(carnet) == []


async def test_thousands_of_names_are_taken_apart_in_portions(carnet: Carnet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.batches.names.PORTION", 3)
    cards = [await carnet.add(Kind.CUSTOMER, contactName=f"Ann Number{at}") for at in range(8)]
    payload = await created(carnet)
    assert payload["contacts"]["totalCount"] == 16
    assert told(payload, ids=await ids_of_contacts(payload)) == await one_by_one(carnet, cards)
