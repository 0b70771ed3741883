"""A contact becomes a customer, a vendor or the bank of an account: linked with it, and equal from the beginning.

Source: product.md §3, reference-contacts.md §5.1.
"""

from typing import Any

import pytest

from domain.change import Kind, Record
from tests.carnet import Carnet, id_of
from tests.schema.creating.creating import (
    CARDS,
    FROM_CONTACT,
    all_records,
    contact_of,
    create,
    entered,
    found,
    made,
    refused,
    told,
    warned,
    whole,
)
from tests.schema.creating.setting_up import only_template, set_rule, unset_relation
from tests.schema.updating import changed, shown, versions

FIRST = {Kind.CUSTOMER: "CU00001", Kind.VENDOR: "VE00001", Kind.BANK_ACCOUNT: "BA00001"}
TERMS = {"billing.paymentTermsCode": "14D"}
TEMPLATED: dict[Kind, dict[str, Any]] = {Kind.CUSTOMER: TERMS, Kind.VENDOR: TERMS, Kind.BANK_ACCOUNT: {}}
"""What the standard templates for companies give."""
PATH = "input.contactId"
NOTHING = "contact-00000000-0000-7000-8000-000000000000"


async def _company(carnet: Carnet, kind: Kind) -> Record:
    """Store a company that holds everything it can share with a card of this kind."""
    await carnet.set_up()
    shared: dict[str, Any] = entered(kind, Kind.CONTACT)
    return await carnet.add(Kind.CONTACT, **{name.replace(".", "_"): value for name, value in shared.items()})


@pytest.mark.parametrize("kind", CARDS)
async def test_everything_that_is_shared_arrives_and_the_contact_stays_as_it_is(carnet: Carnet, kind: Kind) -> None:
    company = await _company(carnet, kind)
    card = await made(carnet, FROM_CONTACT[kind], {"contactId": id_of(company)})
    assert card.values == whole(kind, {"number": FIRST[kind], **entered(kind), **TEMPLATED[kind]})
    assert await contact_of(carnet, card) == company
    assert await all_records(carnet) == [company.number, card.number]


@pytest.mark.parametrize("kind", CARDS)
async def test_a_contact_with_little_makes_a_card_with_little(carnet: Carnet, kind: Kind) -> None:
    company = await carnet.add(Kind.CONTACT, name="Nordlicht GmbH")
    card = await made(carnet, FROM_CONTACT[kind], {"contactId": id_of(company)})
    assert card.values == whole(kind, {"number": FIRST[kind], "name": "Nordlicht GmbH", **TEMPLATED[kind]})


@pytest.mark.parametrize("kind", CARDS)
async def test_the_answer_and_the_journal_tell_of_card_and_link(carnet: Carnet, kind: Kind) -> None:
    company = await carnet.add(Kind.CONTACT, phone="030 1234")
    payload = await create(carnet, FROM_CONTACT[kind], {"contactId": id_of(company)}, show="linkedContact { number }")
    assert payload["record"] == {"linkedContact": {"number": company.number}}
    assert payload["contact"] == {"id": id_of(company), "number": company.number}
    assert payload["changeSet"]["operation"] == FROM_CONTACT[kind]
    told_of = shown(payload["changeSet"])
    assert {change[0] for change in told_of} == {FIRST[kind]}
    assert (FIRST[kind], "phone", None, "030 1234", "SYNCHRONISED", company.number) in told_of
    assert told_of[-1] == (FIRST[kind], "linkedContact", None, id_of(company), "ENTERED", company.number)


@pytest.mark.parametrize("kind", CARDS)
async def test_the_new_card_follows_its_contact_and_its_contact_follows_it(carnet: Carnet, kind: Kind) -> None:
    company, *others = await carnet.star()
    if kind is not Kind.BANK_ACCOUNT:
        company, others = await carnet.add(Kind.CONTACT), []
    card = await made(carnet, FROM_CONTACT[kind], {"contactId": id_of(company)})
    await changed(carnet, company, {"phone": "030 1234"})
    assert (await carnet.stored(card)).values["phone"] == "030 1234"
    follows = await changed(carnet, card, {"fax": "030 9999"})
    assert {change[0] for change in follows} == {record.number for record in (card, company, *others)}


@pytest.mark.parametrize("kind", CARDS)
async def test_number_and_what_only_the_card_has_may_be_given(carnet: Carnet, kind: Kind) -> None:
    company = await carnet.add(Kind.CONTACT, name="Nordlicht GmbH")
    own: dict[Kind, dict[str, Any]] = {
        Kind.CUSTOMER: {"billing.paymentTermsCode": None, "billing.customerPostingGroup": "dom"},
        Kind.VENDOR: {"billing.paymentTermsCode": "30d", "billing.pricesIncludeVat": True},
        Kind.BANK_ACCOUNT: {
            "bankAccountNumber": "123 456",
            "iban": "DE89 3704 0044 0532 0130 00",
            "bic": "COBADEFFXXX",
            "bankAccountPostingGroup": "BANK",
        },
    }
    kept: dict[Kind, dict[str, Any]] = {
        Kind.CUSTOMER: {"billing.customerPostingGroup": "DOM"},
        Kind.VENDOR: {"billing.paymentTermsCode": "30D", "billing.pricesIncludeVat": True},
        Kind.BANK_ACCOUNT: {**own[Kind.BANK_ACCOUNT], "iban": "DE89370400440532013000"},
    }
    card = await made(carnet, FROM_CONTACT[kind], {"contactId": id_of(company), "number": "x 1", **own[kind]})
    assert card.values == whole(kind, {"number": "X 1", "name": "Nordlicht GmbH", **kept[kind]})


@pytest.mark.parametrize("kind", CARDS)
async def test_a_person_of_a_company_means_the_company(carnet: Carnet, kind: Kind) -> None:
    company = await carnet.add(Kind.CONTACT, name="Nordlicht GmbH")
    person = await carnet.person(company, name="Anna Berg")
    payload = await create(carnet, FROM_CONTACT[kind], {"contactId": id_of(person)})
    assert payload["contact"]["id"] == id_of(company)
    assert await contact_of(carnet, await found(carnet, payload["record"]["id"])) == company


async def test_a_person_alone_becomes_a_customer_that_has_itself_for_primary_contact(carnet: Carnet) -> None:
    person = await carnet.person(name="Anna Berg", phone="030 1234")
    customer = await made(carnet, "createCustomerFromContact", {"contactId": id_of(person)})
    named = {"name": "Anna Berg", "contactName": "Anna Berg", "primaryContactId": id_of(person)}
    template = {**TERMS, "billing.pricesIncludeVat": True}
    expected: dict[str, Any] = {"number": "CU00001", "contactType": "PERSON", "phone": "030 1234", **named, **template}
    assert customer.values == whole(Kind.CUSTOMER, expected)


@pytest.mark.parametrize("kind", [Kind.VENDOR, Kind.BANK_ACCOUNT])
async def test_a_person_alone_becomes_neither_a_vendor_nor_a_bank(carnet: Carnet, kind: Kind) -> None:
    person = await carnet.person()
    given = {"contactId": id_of(person)}
    assert await refused(carnet, FROM_CONTACT[kind], given) == [("COMPANY_REQUIRED", PATH)]
    english = f"Contact {person.number} is a person without a company, and only a company can be this."
    french = f"Le contact {person.number} est une personne sans société, or seule une société convient."
    assert await told(carnet, FROM_CONTACT[kind], given) == [
        f"{english} Give it a company first.",
        f"{french} Donnez-lui d'abord une société.",
    ]


@pytest.mark.parametrize("kind", [Kind.CUSTOMER, Kind.VENDOR])
async def test_a_contact_that_has_such_a_card_is_refused_and_the_card_is_named(carnet: Carnet, kind: Kind) -> None:
    star = await carnet.star()
    own = {record.kind: record for record in star}[kind]
    person = await carnet.person(star[0])
    for contact in (star[0], person):
        given = {"contactId": id_of(contact)}
        assert await refused(carnet, FROM_CONTACT[kind], given) == [("CONTACT_ALREADY_LINKED", PATH)]
        assert await told(carnet, FROM_CONTACT[kind], given) == [
            f"Contact {star[0].number} is already linked with {own.number}. Unlink that card first.",
            f"Le contact {star[0].number} est déjà lié à {own.number}. Supprimez d'abord ce lien.",
        ]
        (error,) = (await create(carnet, FROM_CONTACT[kind], given))["errors"]
        assert error["ids"] == [id_of(own)]


async def test_a_bank_has_several_accounts_of_ours(carnet: Carnet) -> None:
    bank = await carnet.add(Kind.CONTACT, name="Sparkasse")
    given = {"contactId": id_of(bank)}
    accounts = [await made(carnet, "createBankAccountFromContact", given) for _ in range(3)]
    assert [account.number for account in accounts] == ["BA00001", "BA00002", "BA00003"]
    follows = await changed(carnet, accounts[2], {"phone": "030 1234"})
    assert {change[0] for change in follows} == {bank.number, *(account.number for account in accounts)}


@pytest.mark.parametrize("kind", CARDS)
async def test_a_privacy_blocked_contact_becomes_nothing(carnet: Carnet, kind: Kind) -> None:
    blocked = await carnet.add(Kind.CONTACT, privacyBlocked=True)
    free = await carnet.add(Kind.CONTACT)
    for named, number in (
        (blocked, blocked.number),
        (await carnet.person(blocked), blocked.number),
        (await carnet.person(free, privacyBlocked=True), "C0004"),
    ):
        given = {"contactId": id_of(named)}
        assert await refused(carnet, FROM_CONTACT[kind], given) == [("CONTACT_PRIVACY_BLOCKED", PATH)]
        english, french = await told(carnet, FROM_CONTACT[kind], given)
        assert english == f"Contact {number} is privacy-blocked. Lift the block first, if you may."
        assert french.startswith(f"Le contact {number} est bloqué pour confidentialité.")


@pytest.mark.parametrize("kind", CARDS)
async def test_without_a_relation_code_no_contact_becomes_a_card(carnet: Carnet, kind: Kind) -> None:
    company = await carnet.add(Kind.CONTACT)
    await unset_relation(carnet, kind)
    given = {"contactId": id_of(company)}
    setting = {Kind.CUSTOMER: "customerRelation", Kind.VENDOR: "vendorRelation"}.get(kind, "bankAccountRelation")
    assert await refused(carnet, FROM_CONTACT[kind], given) == [("RELATION_CODE_NOT_CONFIGURED", "")]
    assert await told(carnet, FROM_CONTACT[kind], given) == [
        f"The marketing set-up has no {setting}. Set one with updateMarketingSetup.",
        f"Les paramètres marketing n'ont pas de {setting}. Définissez-le avec updateMarketingSetup.",
    ]


@pytest.mark.parametrize("kind", CARDS)
async def test_what_is_no_contact_is_not_found(carnet: Carnet, kind: Kind) -> None:
    company = await carnet.add(Kind.CONTACT)
    customer = await carnet.add(Kind.CUSTOMER)
    for wrong in (NOTHING, id_of(customer), company.id, "", "\0", "x" * 10_000):
        assert await refused(carnet, FROM_CONTACT[kind], {"contactId": wrong}) == [("NOT_FOUND", PATH)]


@pytest.mark.parametrize("kind", CARDS)
async def test_every_reason_is_told_at_once_and_nothing_is_written(carnet: Carnet, kind: Kind) -> None:
    person = await carnet.person(privacyBlocked=True)
    taken = (await carnet.add(kind)).number
    await unset_relation(carnet, kind)
    own = {"iban": "DE1"} if kind is Kind.BANK_ACCOUNT else {"billing.paymentTermsCode": "NONE"}
    path, code = (
        ("iban", "INVALID_IBAN") if kind is Kind.BANK_ACCOUNT else ("billing.paymentTermsCode", "INVALID_VALUE")
    )
    expected = [
        ("CONTACT_PRIVACY_BLOCKED", PATH),
        *([("COMPANY_REQUIRED", PATH)] if kind is not Kind.CUSTOMER else []),
        ("RELATION_CODE_NOT_CONFIGURED", ""),
        ("NOT_UNIQUE", "input.number"),
        (code, f"input.{path}"),
    ]
    given = {"contactId": id_of(person), "number": taken, **own}
    assert sorted(await refused(carnet, FROM_CONTACT[kind], given)) == sorted(expected)


@pytest.mark.parametrize("kind", CARDS)
async def test_only_what_is_shared_by_the_rules_in_force_arrives(carnet: Carnet, kind: Kind) -> None:
    await set_rule(carnet, kind, "PHONE", "NEVER")
    company = await carnet.add(Kind.CONTACT, name="Nordlicht GmbH", phone="030 1234", fax="030 9999")
    card = await made(carnet, FROM_CONTACT[kind], {"contactId": id_of(company)})
    expected = {"number": FIRST[kind], "name": "Nordlicht GmbH", "fax": "030 9999", **TEMPLATED[kind]}
    assert card.values == whole(kind, expected)


@pytest.mark.parametrize("kind", [Kind.CUSTOMER, Kind.VENDOR])
async def test_a_template_does_not_fill_what_only_the_contact_decides(carnet: Carnet, kind: Kind) -> None:
    await set_rule(carnet, kind, "LANGUAGE_CODE", "CONTACT_TO_CARD")
    await only_template(carnet, kind, "FULL", language_code="de-DE", currency_code="EUR")
    company = await carnet.add(Kind.CONTACT, name="Nordlicht GmbH")
    card, codes = await warned(carnet, FROM_CONTACT[kind], {"contactId": id_of(company)})
    assert (card.values["languageCode"], card.values["currencyCode"], codes) == (None, "EUR", [])
    assert await versions(carnet, company) == [2]
