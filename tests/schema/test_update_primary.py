"""A customer or vendor names a person of its contact; the name follows that person.

Source: reference-contacts.md §7.
"""

import pytest

from domain.change import Kind, Record
from tests.carnet import Carnet, id_of
from tests.schema.updating import changed, refused, update

NAMED = (Kind.CUSTOMER, Kind.VENDOR)


async def _named(carnet: Carnet) -> tuple[Record, Record, Record, Record]:
    """Store a company with a customer and a vendor that both name Anna Berg of that company."""
    company, customer, vendor, _ = await carnet.star()
    person = await carnet.person(company, name="Anna Berg", firstName="Anna", lastName="Berg")
    for card in (customer, vendor):
        await changed(carnet, card, {"primaryContactId": id_of(person)})
    return company, customer, vendor, person


@pytest.mark.parametrize("kind", NAMED)
async def test_a_primary_contact_is_named_on_the_card_and_nothing_else_follows(carnet: Carnet, kind: Kind) -> None:
    company, customer, vendor, _ = await carnet.star(phone="030 1234")
    card = customer if kind is Kind.CUSTOMER else vendor
    person = await carnet.person(company, name="Anna Berg", phone="0170 1234")
    assert await changed(carnet, card, {"primaryContactId": id_of(person)}) == [
        (card.number, "primaryContactId", None, id_of(person), "ENTERED", None),
        (card.number, "contactName", None, "Anna Berg", "DERIVED", person.number),
    ]
    assert await changed(carnet, card, {"primaryContactId": None}) == [
        (card.number, "primaryContactId", id_of(person), None, "ENTERED", None),
        (card.number, "contactName", "Anna Berg", None, "DERIVED", None),
    ]


async def test_a_name_that_is_given_with_the_primary_contact_is_kept(carnet: Carnet) -> None:
    company, customer, *_ = await carnet.star()
    person = await carnet.person(company, name="Anna Berg")
    await changed(carnet, customer, {"primaryContactId": id_of(person), "contactName": "Frau Berg"})
    assert (await carnet.stored(customer)).values["contactName"] == "Frau Berg"


@pytest.mark.parametrize("kind", NAMED)
async def test_only_a_person_of_the_linked_contact_can_be_the_primary_contact(carnet: Carnet, kind: Kind) -> None:
    company, customer, vendor, _ = await carnet.star()
    card = customer if kind is Kind.CUSTOMER else vendor
    elsewhere = await carnet.person(await carnet.add(Kind.CONTACT))
    path = "input.primaryContactId"
    for wrong, code in (
        (id_of(company), "NOT_A_PERSON"),
        (id_of(elsewhere), "CONTACT_NOT_RELATED"),
        (id_of(await carnet.person()), "CONTACT_NOT_RELATED"),
        (id_of(card), "NOT_FOUND"),
        ("contact-00000000-0000-7000-8000-000000000000", "NOT_FOUND"),
    ):
        assert await refused(carnet, card, {"primaryContactId": wrong}) == [(code, path)]
    alone = await carnet.add(kind)
    assert await refused(carnet, alone, {"primaryContactId": id_of(elsewhere)}) == [("CONTACT_NOT_RELATED", path)]


async def test_a_customer_that_is_a_person_may_name_that_person(carnet: Carnet) -> None:
    person = await carnet.person(name="Anna Berg")
    own = await carnet.add(Kind.CUSTOMER, linked=person)
    assert len(await changed(carnet, own, {"primaryContactId": id_of(person)})) == 2


async def test_a_primary_contact_renamed_is_renamed_on_its_cards(carnet: Carnet) -> None:
    _, customer, vendor, person = await _named(carnet)
    made = await changed(carnet, person, {"lastName": "Thal"})
    assert made[2:] == [
        (customer.number, "contactName", "Anna Berg", "Anna Thal", "DERIVED", person.number),
        (vendor.number, "contactName", "Anna Berg", "Anna Thal", "DERIVED", person.number),
    ]


async def test_a_primary_contact_renamed_through_its_own_customer_is_renamed_too(carnet: Carnet) -> None:
    _, customer, vendor, person = await _named(carnet)
    own = await carnet.add(Kind.CUSTOMER, linked=person)
    made = await changed(carnet, own, {"name": "Bea Thal"})
    assert [change[:4] for change in made if change[1] == "contactName"] == [
        (customer.number, "contactName", "Anna Berg", "Bea Thal"),
        (vendor.number, "contactName", "Anna Berg", "Bea Thal"),
    ]


@pytest.mark.parametrize("goes", ["away", "to another company"])
async def test_a_primary_contact_that_leaves_its_company_leaves_its_cards(carnet: Carnet, goes: str) -> None:
    _, customer, vendor, person = await _named(carnet)
    other = id_of(await carnet.add(Kind.CONTACT)) if goes != "away" else None
    made = await changed(carnet, person, {"companyId": other})
    assert made[1:] == [
        (card.number, field, before, None, "DERIVED", person.number)
        for card in (customer, vendor)
        for field, before in (("primaryContactId", id_of(person)), ("contactName", "Anna Berg"))
    ]


async def test_a_name_typed_on_the_card_renames_nobody(carnet: Carnet) -> None:
    _, customer, _, person = await _named(carnet)
    assert await changed(carnet, customer, {"contactName": "Frau Berg"}) == [
        (customer.number, "contactName", "Anna Berg", "Frau Berg", "ENTERED", None)
    ]
    assert (await carnet.stored(person)).values["name"] == "Anna Berg"


async def test_the_type_of_a_linked_customer_is_changed_on_its_contact_only(carnet: Carnet) -> None:
    _, customer, *_ = await carnet.star()
    asked = {"contactType": "PERSON"}
    assert await refused(carnet, customer, asked) == [("TYPE_CHANGE_REFUSED", "input.contactType")]
    french = await update(carnet, customer, asked, language="fr")
    assert [error["message"] for error in french["errors"]] == [
        "Ce champ suit le contact C0001. Modifiez-le sur ce contact."
    ]
    assert await changed(carnet, customer, {"contactType": "COMPANY"}) == []
    alone = await carnet.add(Kind.CUSTOMER)
    assert len(await changed(carnet, alone, asked)) == 1
