"""What may not be linked is refused with every reason at once, and nothing changes. Source: product.md §3, §2.4."""

import pytest
from sqlalchemy import update

from db.tables import MarketingSetup
from domain.change import CARD_KINDS, Kind, Record
from tests.carnet import Carnet, id_of
from tests.schema.linking.linking import UNKNOWN, Error, classified, done, link_id, linking, refused, run_sql

CONTACT, CARD, EXCEPTIONS = "input.contactId", "input.cardId", "input.fieldMasters"
SETTINGS = {
    Kind.CUSTOMER: "customerRelation",
    Kind.VENDOR: "vendorRelation",
    Kind.BANK_ACCOUNT: "bankAccountRelation",
}


def _has_one(contact: Record, card: Record) -> Error:
    message = f"Contact {contact.number} is already linked with {card.number}. Unlink that card first."
    return "CONTACT_ALREADY_LINKED", CONTACT, [id_of(card)], message


def _is_taken(card: Record, contact: Record) -> Error:
    message = f"{card.number} is already linked with contact {contact.number}. Unlink it first."
    return "CARD_ALREADY_LINKED", CARD, [id_of(contact)], message


def _blocked(contact: Record) -> Error:
    message = f"Contact {contact.number} is privacy-blocked. Lift the block first, if you may."
    return "CONTACT_PRIVACY_BLOCKED", CONTACT, [], message


def _lone(contact: Record) -> Error:
    message = (
        f"Contact {contact.number} is a person without a company, and only a company can be this. "
        "Give it a company first."
    )
    return "COMPANY_REQUIRED", CONTACT, [], message


def _unset(kind: Kind) -> Error:
    message = f"The marketing set-up has no {SETTINGS[kind]}. Set one with updateMarketingSetup."
    return "RELATION_CODE_NOT_CONFIGURED", "", [], message


def _missing(what: str, path: str) -> Error:
    return "NOT_FOUND", path, [], f"There is no {what} with this id. Query its list for the ids that exist."


async def _without_relation(carnet: Carnet, kind: Kind) -> None:
    await run_sql(carnet, update(MarketingSetup).values({f"{kind.lower()}_relation_id": None}))


@pytest.mark.parametrize("kind", [Kind.CUSTOMER, Kind.VENDOR])
async def test_a_contact_has_one_customer_and_one_vendor_at_most(carnet: Carnet, kind: Kind) -> None:
    contact, customer, vendor, _ = await carnet.star()
    own = customer if kind is Kind.CUSTOMER else vendor
    for master in ("CONTACT", "CARD"):
        assert await refused(carnet, linking(contact, await carnet.add(kind), master)) == [_has_one(contact, own)]
    person = await carnet.person(contact)
    assert await refused(carnet, linking(person, await carnet.add(kind))) == [_has_one(contact, own)]


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_a_card_has_one_contact_at_most(carnet: Carnet, kind: Kind) -> None:
    contact, *cards = await carnet.star()
    card = next(card for card in cards if card.kind is kind)
    assert await refused(carnet, linking(await carnet.add(Kind.CONTACT), card)) == [_is_taken(card, contact)]
    again = [_is_taken(card, contact)] + ([] if kind is Kind.BANK_ACCOUNT else [_has_one(contact, card)])
    assert await refused(carnet, linking(contact, card)) == again


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_without_a_business_relation_in_the_set_up_nothing_is_linked(carnet: Carnet, kind: Kind) -> None:
    await _without_relation(carnet, kind)
    contact = await carnet.add(Kind.CONTACT)
    for each in CARD_KINDS:
        card = await carnet.add(each)
        if each is kind:
            assert await refused(carnet, linking(contact, card)) == [_unset(kind)]
        else:
            await done(carnet, linking(contact, card))


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_a_privacy_blocked_contact_takes_part_in_no_new_link(carnet: Carnet, kind: Kind) -> None:
    contact = await carnet.add(Kind.CONTACT, privacyBlocked=True)
    assert await refused(carnet, linking(contact, await carnet.add(kind))) == [_blocked(contact)]
    person = await carnet.person(contact)
    assert await refused(carnet, linking(person, await carnet.add(kind))) == [_blocked(contact)]


async def test_a_privacy_blocked_person_takes_part_in_no_link_of_its_company(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT)
    person = await carnet.person(company, privacyBlocked=True)
    assert await refused(carnet, linking(person, await carnet.add(Kind.VENDOR))) == [_blocked(person)]
    await done(carnet, linking(company, await carnet.add(Kind.VENDOR)))


async def test_a_person_on_its_own_becomes_a_customer_but_no_vendor_and_no_bank(carnet: Carnet) -> None:
    person = await carnet.person()
    for kind in (Kind.VENDOR, Kind.BANK_ACCOUNT):
        assert await refused(carnet, linking(person, await carnet.add(kind))) == [_lone(person)]
    await done(carnet, linking(person, await carnet.add(Kind.CUSTOMER)))


async def test_an_id_that_nothing_of_this_kind_has_is_not_found(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star()
    card = await carnet.add(Kind.VENDOR)
    link, relation = await link_id(carnet, customer), await classified(carnet, contact)
    for wrong in ("", "x", f"contact-{UNKNOWN}", id_of(card), link, relation, id_of(contact).upper()):
        asked = {"contactId": wrong, "cardId": id_of(card)}
        assert await refused(carnet, ("linkContact", asked)) == [_missing("Contact", CONTACT)]
    for wrong in ("", "x", id_of(contact), link, relation, id_of(card).upper()):
        asked = {"contactId": id_of(contact), "cardId": wrong}
        assert await refused(carnet, ("linkContact", asked)) == [_missing("Card", CARD)]
    for what in ("Customer", "Vendor", "BankAccount"):
        asked = {"contactId": id_of(contact), "cardId": f"{what.lower()}-{UNKNOWN}"}
        assert await refused(carnet, ("linkContact", asked)) == [_missing(what, CARD)]


async def test_an_exception_for_what_the_kind_does_not_share_is_refused(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    not_shared = {
        Kind.CUSTOMER: (),
        Kind.VENDOR: ("SALESPERSON_CODE", "CONTACT_TYPE"),
        Kind.BANK_ACCOUNT: ("SALESPERSON_CODE", "VAT_NUMBER", "REGISTRATION_NUMBER", "CONTACT_TYPE", "PRIVACY_BLOCKED"),
    }
    for kind, codes in not_shared.items():
        card = await carnet.add(kind)
        for code in codes:
            message = f"{code} is not shared with this kind of card. Leave it out."
            for master in ("CONTACT", "CARD"):
                found = await refused(carnet, linking(contact, card, master, **{code: master}))
                assert found == [("INVALID_VALUE", EXCEPTIONS, [], message)]


async def test_an_exception_against_what_follows_the_contact_is_refused(carnet: Carnet) -> None:
    contact, customer = await carnet.add(Kind.CONTACT), await carnet.add(Kind.CUSTOMER, name="Firm C0001")
    expected: list[Error] = [
        ("INVALID_VALUE", EXCEPTIONS, [], f"{code} always follows the contact. Leave it out.")
        for code in ("CONTACT_TYPE", "PRIVACY_BLOCKED")
    ]
    asked = linking(contact, customer, CONTACT_TYPE="CARD", PRIVACY_BLOCKED="CARD", NAME="CARD")
    assert await refused(carnet, asked) == expected
    assert len(await done(carnet, linking(contact, customer, "CARD", CONTACT_TYPE="CONTACT"))) == 1


async def test_a_field_may_be_named_once(carnet: Carnet) -> None:
    contact, card = await carnet.add(Kind.CONTACT), await carnet.add(Kind.CUSTOMER)
    mutation, given = linking(contact, card)
    twice = [{"field": "PHONE", "master": master} for master in ("CARD", "CONTACT")]
    found = await refused(carnet, (mutation, {**given, "fieldMasters": twice}))
    assert found == [("INVALID_VALUE", EXCEPTIONS, [], "PHONE is named 2 times. Name it once.")]


async def test_every_reason_is_told_at_once(carnet: Carnet) -> None:
    person = await carnet.person(privacyBlocked=True)
    holder, *_, account = await carnet.star()
    await _without_relation(carnet, Kind.BANK_ACCOUNT)
    assert await refused(carnet, linking(person, account, "CARD", VAT_NUMBER="CONTACT")) == [
        _is_taken(account, holder),
        _blocked(person),
        _lone(person),
        _unset(Kind.BANK_ACCOUNT),
        ("INVALID_VALUE", EXCEPTIONS, [], "VAT_NUMBER is not shared with this kind of card. Leave it out."),
    ]


async def test_a_preview_is_refused_for_the_same_reasons(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star()
    asked = linking(contact, await carnet.add(Kind.CUSTOMER))
    assert await refused(carnet, asked, dryRun=True) == [_has_one(contact, customer)]
