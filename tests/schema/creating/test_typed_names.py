"""A contact name typed on a card where nobody was named becomes a person, and that person the primary contact.

Source: reference-contacts.md §7.
"""

from typing import Any

import pytest

from domain.change import Kind, Record
from tests.carnet import Carnet, id_of
from tests.schema.creating.creating import all_records, contacts, whole
from tests.schema.creating.setting_up import change_line, number_with, set_marketing, unset_relation
from tests.schema.updating import changed, refused, shown, unchanged, update, versions

KINDS = (Kind.CUSTOMER, Kind.VENDOR)
ANNA = {"contactName": "Anna Berg"}


async def _card(carnet: Carnet, kind: Kind, **values: Any) -> tuple[Record, Record]:
    """Store a company and its card."""
    company = await carnet.add(Kind.CONTACT, **values)
    return company, await carnet.add(kind, linked=company)


def _alone(card: Record) -> list[tuple[Any, ...]]:
    return [(card.number, "contactName", None, "Anna Berg", "ENTERED", None)]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_typed_name_becomes_a_person_of_the_company_that_inherits(carnet: Carnet, kind: Kind) -> None:
    company, card = await _card(carnet, kind, phone="030 1234", languageCode="de-DE", currencyCode="EUR")
    made = await changed(carnet, card, ANNA)
    person = (await contacts(carnet, number="CT00001"))[0]
    expected = {"type": "PERSON", "name": "Anna Berg", "firstName": "Anna", "lastName": "Berg", "number": "CT00001"}
    inherited = {"phone": "030 1234", "languageCode": "de-DE"}
    assert person.values == whole(Kind.CONTACT, {**expected, **inherited, "companyId": id_of(company)})
    assert made[:2] == [
        (card.number, "contactName", None, "Anna Berg", "ENTERED", None),
        (card.number, "primaryContactId", None, id_of(person), "DERIVED", "CT00001"),
    ]
    assert ("CT00001", "phone", None, "030 1234", "INHERITED", company.number) in made
    assert {change[0] for change in made} == {card.number, "CT00001"}
    assert await versions(carnet, company, card, person) == [1, 2, 1]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_person_typed_together_with_other_changes_inherits_what_will_be(carnet: Carnet, kind: Kind) -> None:
    company, card = await _card(carnet, kind, phone="030 1234")
    await changed(carnet, card, {**ANNA, "phone": "030 5678", "name": "Südlicht AG"})
    person = (await contacts(carnet, number="CT00001"))[0]
    assert (person.values["phone"], person.values["name"]) == ("030 5678", "Anna Berg")
    assert (await carnet.stored(company)).values["name"] == "Südlicht AG"


async def test_a_typed_person_inherits_only_what_is_switched_on(carnet: Carnet) -> None:
    await set_marketing(carnet, inherit_language=False)
    _, card = await _card(carnet, Kind.VENDOR, phone="030 1234", languageCode="de-DE")
    await changed(carnet, card, ANNA)
    person = (await contacts(carnet, number="CT00001"))[0]
    assert (person.values["phone"], person.values["languageCode"]) == ("030 1234", None)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_plan_shows_the_person_and_its_token_makes_it(carnet: Carnet, kind: Kind) -> None:
    _, card = await _card(carnet, kind)
    async with unchanged(carnet):
        planned = await update(carnet, card, ANNA, dry_run=True)
    done = await update(carnet, card, ANNA, plan_token=planned["plan"]["token"])
    assert planned["plan"]["changes"] == done["changeSet"]["changes"]
    assert "CT00001" in {change[0] for change in shown(done["changeSet"])}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_plan_is_refused_once_another_contact_has_the_number_of_the_person(carnet: Carnet, kind: Kind) -> None:
    _, card = await _card(carnet, kind)
    _, other = await _card(carnet, kind)
    planned = await update(carnet, card, ANNA, dry_run=True)
    await changed(carnet, other, {"contactName": "Bea Thal"})
    outdated = await refused(carnet, card, ANNA, plan_token=planned["plan"]["token"])
    assert outdated == [("PLAN_OUTDATED", "planToken")]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_later_change_of_the_text_renames_nobody_and_makes_nobody(carnet: Carnet, kind: Kind) -> None:
    _, card = await _card(carnet, kind)
    await changed(carnet, card, ANNA)
    for before, after in (("Anna Berg", "Frau Berg"), ("Frau Berg", None), (None, "Bea Thal")):
        made = await changed(carnet, card, {"contactName": after})
        assert made == [(card.number, "contactName", before, after, "ENTERED", None)]
    assert [contact.values["name"] for contact in await contacts(carnet, type="PERSON")] == ["Anna Berg"]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_text_that_stood_there_before_makes_nobody(carnet: Carnet, kind: Kind) -> None:
    _, card = await _card(carnet, kind)
    await unset_relation(carnet, kind)
    assert await changed(carnet, card, ANNA) == _alone(card)
    assert len(await changed(carnet, card, {"contactName": "Bea Thal"})) == 1
    assert await contacts(carnet, type="PERSON") == []


@pytest.mark.parametrize("kind", KINDS)
async def test_a_name_given_with_a_primary_contact_makes_nobody(carnet: Carnet, kind: Kind) -> None:
    company, card = await _card(carnet, kind)
    person = await carnet.person(company)
    await changed(carnet, card, {"contactName": "Frau Berg", "primaryContactId": id_of(person)})
    assert await contacts(carnet, type="PERSON") == [person]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_card_without_a_contact_keeps_the_name_as_text(carnet: Carnet, kind: Kind) -> None:
    card = await carnet.add(kind)
    assert await changed(carnet, card, ANNA) == _alone(card)
    assert await all_records(carnet) == [card.number]


async def test_a_bank_account_keeps_the_name_as_text(carnet: Carnet) -> None:
    *_, account = await carnet.star()
    assert await changed(carnet, account, ANNA) == _alone(account)


async def test_a_customer_that_is_a_person_keeps_the_name_as_text(carnet: Carnet) -> None:
    person = await carnet.person(name="Bea Thal")
    customer = await carnet.add(Kind.CUSTOMER, linked=person)
    assert await changed(carnet, customer, ANNA) == _alone(customer)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_privacy_blocked_contact_gets_no_person(carnet: Carnet, kind: Kind) -> None:
    _, card = await _card(carnet, kind, privacyBlocked=True)
    assert await changed(carnet, card, ANNA) == _alone(card)
    assert await contacts(carnet, type="PERSON") == []


@pytest.mark.parametrize("kind", KINDS)
async def test_without_a_series_for_contacts_the_name_stays_text_with_a_warning(carnet: Carnet, kind: Kind) -> None:
    _, card = await _card(carnet, kind)
    await number_with(carnet.database, Kind.CONTACT, None)
    payload = await update(carnet, card, ANNA)
    assert [warning["code"] for warning in payload["warnings"]] == ["CONTACT_SERIES_NOT_CONFIGURED"]
    assert shown(payload["changeSet"]) == _alone(card)


@pytest.mark.parametrize("kind", KINDS)
async def test_an_exhausted_series_for_contacts_refuses_the_edit(carnet: Carnet, kind: Kind) -> None:
    _, card = await _card(carnet, kind)
    await change_line(carnet.database, "CONTACT", ending_number="CT00000")
    found = await refused(carnet, card, {**ANNA, "phone": "030 1234"})
    assert [code for code, _ in found] == ["NUMBER_SERIES_EXHAUSTED"]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_name_that_is_wrong_makes_nobody(carnet: Carnet, kind: Kind) -> None:
    _, card = await _card(carnet, kind)
    assert await refused(carnet, card, {"contactName": "x" * 101}) == [("VALUE_TOO_LONG", "input.contactName")]
    assert await changed(carnet, card, {"contactName": " "}) == []
