"""A contact goes, its cards stay as they are. Source: product.md §3.6, reference-contacts.md §11."""

import pytest

from domain.change import CARD_KINDS, Kind, Record
from domain.uses import SHOWN
from tests.carnet import Carnet, id_of
from tests.schema.linking.linking import (
    FIRST,
    UNKNOWN,
    Error,
    classified,
    deleting,
    done,
    exists,
    gone,
    linking,
    parted,
    refused,
    send,
    values_on,
)
from tests.schema.updating import changed, versions

PERSONS = "input.persons"


def _has_persons(company: Record, *persons: Record, count: int | None = None) -> Error:
    message = (
        f"{count or len(persons)} persons belong to contact {company.number}. "
        "Say with persons whether to DELETE or to DETACH them."
    )
    return "COMPANY_HAS_PERSONS", PERSONS, [id_of(person) for person in persons], message


async def _peopled(carnet: Carnet) -> tuple[Record, list[Record], list[Record]]:
    """Store a company with cards, and two persons: Anna, whom customer and vendor name, and Bea, a customer herself."""
    company, *cards = await carnet.star(name="Nordlicht GmbH", phone="030 1234")
    anna = await carnet.person(company, name="Anna Berg", phone="030 1234")
    bea = await carnet.person(company, name="Bea Thal", firstName="Bea", lastName="Thal")
    own = await carnet.add(
        Kind.CUSTOMER, linked=bea, name="Bea Thal", primaryContactId=id_of(bea), contactName="Bea Thal"
    )
    for card in cards[:2]:
        await changed(carnet, card, {"primaryContactId": id_of(anna)})
    return company, [*cards, own], [anna, bea]


async def test_the_cards_stay_as_they_are_and_the_links_go(carnet: Carnet) -> None:
    contact, *cards = await carnet.star(**values_on(Kind.CONTACT, FIRST))
    lost = await gone(carnet, contact)
    payload = await send(carnet, deleting(contact))
    assert (payload["errors"], payload["deletedId"]) == ([], id_of(contact))
    made = [tuple(change[key] for key in ("recordNumber", "field")) for change in payload["changeSet"]["changes"]]
    assert made == [(card.number, "linkedContact") for card in cards] + [change[:2] for change in lost]
    for card in cards:
        assert (await carnet.stored(card)).values == card.values
    assert await versions(carnet, *cards) == [2, 2, 2]
    assert not await exists(carnet, contact)


async def test_everything_that_the_contact_was_is_told(carnet: Carnet) -> None:
    contact, *cards = await carnet.star(**values_on(Kind.CONTACT, FIRST))
    lost = await gone(carnet, contact)
    assert await done(carnet, deleting(contact)) == [*(parted(contact, card) for card in cards), *lost]


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_a_card_without_its_contact_can_be_edited_and_linked_again(carnet: Carnet, kind: Kind) -> None:
    contact, *cards = await carnet.star(name="Nordlicht GmbH")
    card = next(each for each in cards if each.kind is kind)
    await done(carnet, deleting(contact))
    assert len(await changed(carnet, card, {"phone": "040 1"})) == 1
    other = await carnet.add(Kind.CONTACT, name="Nordlicht GmbH", phone="040 1")
    assert len(await done(carnet, linking(other, card))) == 1
    assert len(await changed(carnet, other, {"phone": "040 2"})) == 2


async def test_a_relation_that_only_classifies_goes_too(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    await classified(carnet, contact)
    lost = await gone(carnet, contact)
    assert await done(carnet, deleting(contact)) == [
        (contact.number, "businessRelation", "PRESS", None, "ENTERED", None),
        *lost,
    ]


async def test_a_company_with_persons_is_kept_until_it_is_said_what_becomes_of_them(carnet: Carnet) -> None:
    company, _, persons = await _peopled(carnet)
    for options in ({}, {"persons": None}, {"expectedVersion": 1}):
        assert await refused(carnet, deleting(company, **options)) == [_has_persons(company, *persons)]
    assert await refused(carnet, deleting(company), dryRun=True) == [_has_persons(company, *persons)]


async def test_of_very_many_persons_a_hundred_are_named_and_all_are_counted(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT)
    persons = [await carnet.person(company) for _ in range(SHOWN + 1)]
    found = await refused(carnet, deleting(company))
    assert found == [_has_persons(company, *persons[:SHOWN], count=SHOWN + 1)]


async def test_a_company_is_deleted_with_its_persons(carnet: Carnet) -> None:
    company, (customer, vendor, account, own), (anna, bea) = await _peopled(carnet)
    lost = [change for record in (anna, bea, company) for change in await gone(carnet, record)]
    cleared = [
        change
        for card in (customer, vendor)
        for change in (
            (card.number, "primaryContactId", id_of(anna), None, "DERIVED", company.number),
            (card.number, "contactName", "Anna Berg", None, "DERIVED", company.number),
            parted(company, card),
        )
    ]
    own_cleared = [
        (own.number, "primaryContactId", id_of(bea), None, "DERIVED", company.number),
        (own.number, "contactName", "Bea Thal", None, "DERIVED", company.number),
        parted(bea, own),
    ]
    made = await done(carnet, deleting(company, persons="DELETE"))
    assert sorted(made, key=str) == sorted([*cleared, *own_cleared, parted(company, account), *lost], key=str)
    assert [await exists(carnet, record) for record in (company, anna, bea)] == [False] * 3
    assert (await carnet.stored(own)).values == {**own.values, "primaryContactId": None, "contactName": None}
    assert (await carnet.stored(customer)).values == customer.values
    assert await versions(carnet, customer, vendor, account, own) == [3, 3, 2, 2]


async def test_a_companys_persons_are_detached_and_keep_what_they_have(carnet: Carnet) -> None:
    company, (customer, vendor, account, own), (anna, bea) = await _peopled(carnet)
    lost = await gone(carnet, company)
    expected = [(person.number, "companyId", id_of(company), None, "DERIVED", company.number) for person in (anna, bea)]
    for card in (customer, vendor):
        expected += [
            (card.number, "primaryContactId", id_of(anna), None, "DERIVED", company.number),
            (card.number, "contactName", "Anna Berg", None, "DERIVED", company.number),
            parted(company, card),
        ]
    made = await done(carnet, deleting(company, persons="DETACH"))
    assert sorted(made, key=str) == sorted([*expected, parted(company, account), *lost], key=str)
    for person in (anna, bea):
        assert (await carnet.stored(person)).values == {**person.values, "companyId": None}
    assert (await carnet.stored(own)).values == own.values, "a person stays the primary contact of its own customer"
    assert await versions(carnet, own, anna, bea) == [1, 2, 2]
    assert len(await changed(carnet, bea, {"phone": "040 1"})) == 2


@pytest.mark.parametrize("persons", ["DELETE", "DETACH"])
async def test_what_becomes_of_persons_may_be_said_where_there_are_none(carnet: Carnet, persons: str) -> None:
    for contact in (await carnet.add(Kind.CONTACT), await carnet.person()):
        lost = await gone(carnet, contact)
        assert await done(carnet, deleting(contact, persons=persons)) == lost


@pytest.mark.parametrize("detached", [False, True])
async def test_a_person_who_goes_is_named_no_longer(carnet: Carnet, detached: bool) -> None:
    company, (customer, vendor, *_), (anna, bea) = await _peopled(carnet)
    lost = await gone(carnet, anna)
    expected = [
        change
        for card in (customer, vendor)
        for change in (
            (card.number, "primaryContactId", id_of(anna), None, "DERIVED", anna.number),
            (card.number, "contactName", "Anna Berg", None, "DERIVED", anna.number),
        )
    ]
    assert await done(carnet, deleting(anna, **({"persons": "DETACH"} if detached else {}))) == [*expected, *lost]
    assert await versions(carnet, company, bea, customer, vendor) == [1, 1, 3, 3]


async def test_a_person_with_a_customer_of_its_own_goes_and_the_customer_stays(carnet: Carnet) -> None:
    _, (*_, own), (_, bea) = await _peopled(carnet)
    lost = await gone(carnet, bea)
    assert await done(carnet, deleting(bea)) == [
        (own.number, "primaryContactId", id_of(bea), None, "DERIVED", bea.number),
        (own.number, "contactName", "Bea Thal", None, "DERIVED", bea.number),
        parted(bea, own),
        *lost,
    ]


async def test_a_company_that_cards_name_against_the_rules_can_still_be_deleted(carnet: Carnet) -> None:
    """No call of the API lets a card name a company, or somebody of another firm; hands in the database do."""
    company = await carnet.add(Kind.CONTACT)
    stray = await carnet.add(Kind.VENDOR, primaryContactId=id_of(company), contactName="Zentrale")
    lost = await gone(carnet, company)
    assert await done(carnet, deleting(company)) == [
        (stray.number, "primaryContactId", id_of(company), None, "DERIVED", company.number),
        (stray.number, "contactName", "Zentrale", None, "DERIVED", company.number),
        *lost,
    ]


async def test_what_nothing_has_cannot_be_deleted_and_nothing_twice(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star()
    await done(carnet, deleting(contact))
    message = "There is no Contact with this id. Query its list for the ids that exist."
    for wrong in ("", "x", id_of(customer), f"contact-{UNKNOWN}", id_of(contact)):
        for options in ({}, {"persons": "DELETE"}, {"expectedVersion": 1}):
            found = await refused(carnet, ("deleteContact", {"id": wrong, **options}))
            assert found == [("NOT_FOUND", "input.id", [], message)]


async def test_the_number_can_be_used_again_for_another_record(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, name="Nordlicht GmbH")
    await done(carnet, deleting(contact))
    query = """mutation ($input: CreateContactInput!) {
      createContact(input: $input) { contact { id version } errors { code } } }"""
    answer = (await carnet.ask(query, input={"number": contact.number, "name": "Südlicht AG"}))["createContact"]
    assert (answer["errors"], answer["contact"]["version"]) == ([], 1)
    assert answer["contact"]["id"] != id_of(contact)
    history = "query ($id: ID!) { node(id: $id) { ... on Contact { history { nodes { field after } } } } }"
    nodes = (await carnet.ask(history, id=answer["contact"]["id"]))["node"]["history"]["nodes"]
    assert {"field": "name", "after": "Südlicht AG"} in nodes
    assert {"field": "name", "after": "Nordlicht GmbH"} not in nodes
