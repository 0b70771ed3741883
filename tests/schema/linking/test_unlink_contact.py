"""A contact and a card part: both keep what they have, and from then on neither follows the other.

Source: reference-contacts.md §5.4, §18 W9.
"""

import pytest

from domain.change import CARD_KINDS, Kind, Record
from tests.carnet import Carnet, id_of
from tests.schema.linking.linking import (
    FIRST,
    UNKNOWN,
    classified,
    done,
    joined,
    linking,
    parted,
    parting,
    refused,
    send,
    values_on,
)
from tests.schema.updating import changed, versions


async def _star(carnet: Carnet) -> dict[Kind, Record]:
    star = await carnet.star(**values_on(Kind.CONTACT, FIRST))
    return {record.kind: record for record in star}


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_both_sides_keep_their_values(carnet: Carnet, kind: Kind) -> None:
    star = await _star(carnet)
    contact, card = star[Kind.CONTACT], star[kind]
    payload = await send(carnet, await parting(carnet, card))
    assert (payload["errors"], payload["contact"]) == ([], {"id": id_of(contact), "version": 1})
    assert payload["changeSet"]["changes"] == [
        {
            "recordKind": str(kind),
            "recordNumber": card.number,
            "field": "linkedContact",
            "before": id_of(contact),
            "after": None,
            "reason": "ENTERED",
            "sourceKind": "CONTACT",
            "sourceNumber": contact.number,
        }
    ]
    for record in star.values():
        assert (await carnet.stored(record)).values == record.values
    assert await versions(carnet, *star.values()) == [1 + (record is card) for record in star.values()]


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_from_then_on_neither_follows_the_other(carnet: Carnet, kind: Kind) -> None:
    star = await _star(carnet)
    contact, card = star[Kind.CONTACT], star[kind]
    await done(carnet, await parting(carnet, card))
    assert await changed(carnet, card, {"phone": "040 1"}) == [
        (card.number, "phone", "030 1234", "040 1", "ENTERED", None)
    ]
    made = await changed(carnet, contact, {"phone": "040 2"})
    assert {change[0] for change in made} == {star[each].number for each in star if each is not kind}
    query = "query ($id: ID!) { node(id: $id) { ... on Contact { links { kind } } } }"
    found = await carnet.ask(query, id=id_of(contact))
    assert {link["kind"] for link in found["node"]["links"]} == {str(each) for each in CARD_KINDS} - {str(kind)}


@pytest.mark.parametrize("kind", [Kind.CUSTOMER, Kind.VENDOR])
async def test_the_card_loses_its_primary_contact_and_the_name_that_goes_with_it(carnet: Carnet, kind: Kind) -> None:
    star = await _star(carnet)
    contact, card, other = star[Kind.CONTACT], star[kind], star[Kind.VENDOR if kind is Kind.CUSTOMER else Kind.CUSTOMER]
    person = await carnet.person(contact, name="Anna Berg")
    for each in (card, other):
        await changed(carnet, each, {"primaryContactId": id_of(person)})
    assert await done(carnet, await parting(carnet, card)) == [
        (card.number, "primaryContactId", id_of(person), None, "DERIVED", None),
        (card.number, "contactName", "Anna Berg", None, "DERIVED", None),
        parted(contact, card),
    ]
    assert (await carnet.stored(other)).values["primaryContactId"] == id_of(person)
    assert await versions(carnet, contact, person) == [1, 1]


async def test_a_name_that_names_no_record_stays_on_the_card(carnet: Carnet) -> None:
    contact, *_, account = await carnet.star()
    await changed(carnet, account, {"contactName": "Schalter 3"})
    assert await done(carnet, await parting(carnet, account)) == [parted(contact, account)]
    assert (await carnet.stored(account)).values["contactName"] == "Schalter 3"


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_both_can_be_linked_again(carnet: Carnet, kind: Kind) -> None:
    star = await _star(carnet)
    contact, card = star[Kind.CONTACT], star[kind]
    await done(carnet, await parting(carnet, card))
    assert await done(carnet, linking(contact, card)) == [joined(contact, card)]
    await done(carnet, await parting(carnet, card))
    other, another = await carnet.add(kind), await carnet.add(Kind.CONTACT)
    await done(carnet, linking(contact, other))
    await done(carnet, linking(another, card))
    assert len(await changed(carnet, another, {"fax": "040 1"})) == 2


async def test_a_person_customer_keeps_its_type_and_loses_its_person(carnet: Carnet) -> None:
    person = await carnet.person(name="Anna Berg")
    customer = await carnet.add(
        Kind.CUSTOMER, linked=person, primaryContactId=id_of(person), contactName="Anna Berg", name="Anna Berg"
    )
    assert len(await done(carnet, await parting(carnet, customer))) == 3
    now = (await carnet.stored(customer)).values
    assert (now["contactType"], now["primaryContactId"], now["contactName"]) == ("PERSON", None, None)


async def test_one_of_two_bank_accounts_is_parted(carnet: Carnet) -> None:
    contact, *_, first = await carnet.star()
    second = await carnet.add(Kind.BANK_ACCOUNT, linked=contact)
    assert await done(carnet, await parting(carnet, first)) == [parted(contact, first)]
    made = await changed(carnet, second, {"phone": "040 1"})
    assert first.number not in {change[0] for change in made}


async def test_what_is_no_link_is_not_found(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star()
    classification = await classified(carnet, contact)
    asked = await parting(carnet, customer)
    await done(carnet, asked)
    message = "There is no Link with this id. Query its list for the ids that exist."
    for wrong in ("", "x", id_of(contact), f"link-{UNKNOWN[:-1]}0", classification, asked[1]["linkId"]):
        found = await refused(carnet, ("unlinkContact", {"linkId": wrong}))
        assert found == [("NOT_FOUND", "input.linkId", [], message)]


async def test_a_privacy_blocked_contact_can_be_parted_from_its_cards(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star()
    await changed(carnet, contact, {"privacyBlocked": True})
    assert await done(carnet, await parting(carnet, customer)) == [parted(contact, customer)]
    now = (await carnet.stored(customer)).values
    assert (now["privacyBlocked"], now["blocked"]) == (True, "ALL")
