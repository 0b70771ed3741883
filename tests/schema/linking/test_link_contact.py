"""A contact and a card become one firm: the winner's values count, and all that hangs on the contact follows.

Source: product.md §3.2, reference-contacts.md §5.2.
"""

from typing import Any

import pytest

from domain.change import CARD_KINDS, Kind
from domain.sync.fields import SHARED_FIELDS
from tests.carnet import Carnet, id_of
from tests.schema.linking.linking import (
    FIRST,
    SECOND,
    apart,
    copied,
    done,
    joined,
    link_id,
    linking,
    send,
    shared_by,
    values_on,
)
from tests.schema.updating import changed, versions

RELATIONS = {Kind.CUSTOMER: "CUST", Kind.VENDOR: "VEND", Kind.BANK_ACCOUNT: "BANK"}


def test_the_values_of_these_tests_differ_in_every_shared_field_but_those_with_rules_of_their_own() -> None:
    shared = {each.on[Kind.CONTACT] for each in SHARED_FIELDS}
    assert set(FIRST) == set(SECOND) == shared - {"type", "privacyBlocked"}
    assert [name for name in FIRST if FIRST[name] == SECOND[name]] == []


@pytest.mark.parametrize("master", [None, "CONTACT"])
@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_the_contacts_values_go_to_the_card_and_nowhere_else(
    carnet: Carnet, kind: Kind, master: str | None
) -> None:
    contact, card, others = await apart(carnet, kind)
    person = await carnet.person(contact, **values_on(Kind.CONTACT, FIRST) | {"name": "Anna Berg"})
    made = await done(carnet, linking(contact, card, master))
    assert made == [*copied(contact, card, shared_by(kind)), joined(contact, card)]
    assert len(made) == 1 + {Kind.CUSTOMER: 19, Kind.VENDOR: 18, Kind.BANK_ACCOUNT: 16}[kind]
    assert await versions(carnet, contact, card, person, *others) == [1, 2, 1, *[1] * len(others)]


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_what_only_the_card_has_stays_as_it_is(carnet: Carnet, kind: Kind) -> None:
    contact = await carnet.add(Kind.CONTACT, **values_on(Kind.CONTACT, FIRST))
    own: dict[Kind, dict[str, Any]] = {
        Kind.CUSTOMER: {"blocked": "SHIP", "billing_paymentTermsCode": "14D", "billing_pricesIncludeVat": True},
        Kind.VENDOR: {"purchaserCode": "PS", "blocked": "PAYMENT", "billing_paymentMethodCode": "BANK"},
        Kind.BANK_ACCOUNT: {"ourContactCode": "PS", "blocked": True, "iban": "DE89370400440532013000"},
    }
    card = await carnet.add(kind, **values_on(kind, SECOND), contactName="Frau Thal", **own[kind])
    await done(carnet, linking(contact, card))
    taken = {each.on[kind]: contact.values[each.on[Kind.CONTACT]] for each in shared_by(kind)}
    assert (await carnet.stored(card)).values == {**card.values, **taken}


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_the_cards_values_go_to_the_contact_and_to_its_other_cards(carnet: Carnet, kind: Kind) -> None:
    contact, card, others = await apart(carnet, kind)
    made = await done(carnet, linking(contact, card, "CARD"))
    taken = shared_by(kind)
    expected = copied(card, contact, taken)
    after = await carnet.stored(contact)
    for other in others:
        expected += copied(after, other, taken)
    assert made == [*expected, joined(contact, card)]
    assert len(made) == {Kind.CUSTOMER: 54, Kind.VENDOR: 53, Kind.BANK_ACCOUNT: 65}[kind]
    assert await versions(carnet, contact, card, *others) == [2] * (2 + len(others))
    assert (await carnet.stored(card)).values == card.values


async def test_the_cards_values_reach_persons_where_they_inherit_and_the_persons_cards(carnet: Carnet) -> None:
    contact, card, _ = await apart(carnet, Kind.CUSTOMER)
    like = await carnet.person(contact, **values_on(Kind.CONTACT, FIRST) | {"name": "Anna Berg"})
    own = await carnet.add(Kind.CUSTOMER, linked=like, primaryContactId=id_of(like), contactName="Anna Berg")
    unlike = await carnet.person(contact, name="Bea Thal", phone="040 1", address_city="Lübeck", languageCode="da-DK")
    made = await done(carnet, linking(contact, card, "CARD"))
    inherited = {
        *("salespersonCode", "territoryCode", "languageCode", "phone", "mobilePhone", "fax", "email", "homePage"),
        *(name for name in FIRST if name.startswith("address.")),
    }
    assert {change[1] for change in made if change[0] == like.number} == inherited
    assert {change[1] for change in made if change[0] == own.number} == inherited
    assert {change[4] for change in made if change[0] == like.number} == {"INHERITED"}
    assert [change for change in made if change[0] == unlike.number] == []
    now = (await carnet.stored(like)).values
    assert {name: now[name] for name in inherited} == {name: SECOND[name] for name in inherited}


@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize("master", ["CONTACT", "CARD"])
@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_exceptions_name_the_other_master_field_by_field(
    carnet: Carnet, kind: Kind, master: str, turn: int
) -> None:
    contact, card, others = await apart(carnet, kind)
    exceptions = shared_by(kind)[turn::2]
    kept = [each for each in shared_by(kind) if each not in exceptions]
    other = "CARD" if master == "CONTACT" else "CONTACT"
    made = await done(carnet, linking(contact, card, master, **{each.code: other for each in exceptions}))
    from_contact, from_card = (kept, exceptions) if master == "CONTACT" else (exceptions, kept)
    expected = [*copied(contact, card, from_contact), *copied(card, contact, from_card)]
    after = await carnet.stored(contact)
    for each in others:
        expected += copied(after, each, from_card)
    assert sorted(made) == sorted([*expected, joined(contact, card)])


@pytest.mark.parametrize("master", ["CONTACT", "CARD"])
async def test_exceptions_that_name_the_same_master_change_nothing(carnet: Carnet, master: str) -> None:
    contact, card, others = await apart(carnet, Kind.CUSTOMER)
    made = await done(carnet, linking(contact, card, master, NAME=master, PHONE=master))
    if master == "CONTACT":
        assert made == [*copied(contact, card, shared_by(Kind.CUSTOMER)), joined(contact, card)]
    else:
        assert await versions(carnet, contact, card, *others) == [2, 2, 2, 2]
        assert (await carnet.stored(card)).values == card.values


@pytest.mark.parametrize("master", ["CONTACT", "CARD"])
async def test_equal_records_are_linked_without_any_other_change(carnet: Carnet, master: str) -> None:
    for kind in CARD_KINDS:
        contact = await carnet.add(Kind.CONTACT, **values_on(Kind.CONTACT, FIRST))
        card = await carnet.add(kind, **values_on(kind, FIRST))
        assert await done(carnet, linking(contact, card, master)) == [joined(contact, card)]
        assert await versions(carnet, contact, card) == [1, 2]


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_the_answer_shows_the_link_and_the_contact(carnet: Carnet, kind: Kind) -> None:
    contact, card, _ = await apart(carnet, kind)
    payload = await send(carnet, linking(contact, card, "CARD"))
    assert payload["link"] == {
        "id": await link_id(carnet, card),
        "kind": str(kind),
        "contact": {"id": id_of(contact)},
        "card": {"id": id_of(card)},
        "businessRelation": {"code": RELATIONS[kind]},
    }
    assert payload["contact"] == {"id": id_of(contact), "version": 2}
    assert (payload["warnings"], payload["plan"]) == ([], None)


@pytest.mark.parametrize("master", ["CONTACT", "CARD"])
async def test_from_then_on_an_edit_of_any_card_reaches_all(carnet: Carnet, master: str) -> None:
    for kind in CARD_KINDS:
        contact, card, others = await apart(carnet, kind)
        await done(carnet, linking(contact, card, master))
        star = [contact, card, *others]
        for at, edited in enumerate(star):
            made = await changed(carnet, edited, {"phone": f"040 {at}", "name": f"Südlicht {at}"})
            assert {change[0] for change in made} == {record.number for record in star}
            assert [(await carnet.stored(record)).values["name"] for record in star] == [f"Südlicht {at}"] * len(star)


async def test_a_bank_gets_a_second_and_a_third_account(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, name="Sparkasse")
    for _ in range(3):
        account = await carnet.add(Kind.BANK_ACCOUNT)
        assert len(await done(carnet, linking(contact, account))) == 2
    found = await carnet.ask("query ($id: ID) { contact(id: $id) { linkedBankAccounts { name } } }", id=id_of(contact))
    assert found["contact"]["linkedBankAccounts"] == [{"name": "Sparkasse"}] * 3


async def test_of_a_person_the_company_is_meant(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, name="Nordlicht GmbH")
    person = await carnet.person(company, name="Anna Berg", phone="0170 1")
    for kind in CARD_KINDS:
        card = await carnet.add(kind, name="Südlicht AG")
        payload = await send(carnet, linking(person, card))
        assert (payload["errors"], payload["contact"]) == ([], {"id": id_of(company), "version": 1})
        assert (await carnet.stored(card)).values["name"] == "Nordlicht GmbH"
    assert await versions(carnet, company, person) == [1, 1]


@pytest.mark.parametrize("master", ["CONTACT", "CARD"])
async def test_the_contacts_type_always_wins(carnet: Carnet, master: str) -> None:
    for is_person in (True, False):
        contact = await (carnet.person(name="Nord") if is_person else carnet.add(Kind.CONTACT, name="Nord"))
        ours, theirs = ("PERSON", "COMPANY") if is_person else ("COMPANY", "PERSON")
        customer = await carnet.add(Kind.CUSTOMER, name="Nord", contactType=theirs)
        assert await done(carnet, linking(contact, customer, master)) == [
            (customer.number, "contactType", theirs, ours, "SYNCHRONISED", contact.number),
            joined(contact, customer),
        ]
        assert (await carnet.stored(contact)).values["type"] == ours


async def test_a_persons_name_that_comes_from_the_card_is_taken_apart(carnet: Carnet) -> None:
    person = await carnet.person(name="Anna Berg", firstName="Anna", lastName="Berg")
    customer = await carnet.add(Kind.CUSTOMER, name="Anna Maria Thal", contactType="PERSON")
    assert await done(carnet, linking(person, customer, "CARD")) == [
        (person.number, "name", "Anna Berg", "Anna Maria Thal", "SYNCHRONISED", customer.number),
        (person.number, "middleName", None, "Maria", "DERIVED", None),
        (person.number, "lastName", "Berg", "Thal", "DERIVED", None),
        joined(person, customer),
    ]


@pytest.mark.parametrize("master", ["CONTACT", "CARD"])
@pytest.mark.parametrize("kind", [Kind.CUSTOMER, Kind.VENDOR])
async def test_a_privacy_blocked_card_blocks_the_contact_and_its_other_cards(
    carnet: Carnet, kind: Kind, master: str
) -> None:
    contact = await carnet.add(Kind.CONTACT, name="Nord")
    other = await carnet.add(Kind.VENDOR if kind is Kind.CUSTOMER else Kind.CUSTOMER, linked=contact)
    account = await carnet.add(Kind.BANK_ACCOUNT, linked=contact)
    card = await carnet.add(kind, name="Nord", privacyBlocked=True, blocked="ALL")
    assert await done(carnet, linking(contact, card, master)) == [
        (contact.number, "privacyBlocked", "false", "true", "SYNCHRONISED", card.number),
        (other.number, "privacyBlocked", "false", "true", "SYNCHRONISED", contact.number),
        (other.number, "blocked", "NONE", "ALL", "DERIVED", contact.number),
        joined(contact, card),
    ]
    assert await versions(carnet, account) == [1]
