"""A new customer, vendor or bank account gets its contact by itself, and its contact name becomes a person.

Source: product.md §3.5, reference-contacts.md §6, §7.
"""

from decimal import Decimal
from typing import Any

import pytest

from domain.change import Kind, Record, Value
from tests.carnet import Carnet, id_of
from tests.schema.creating.creating import (
    CARDS,
    CREATE,
    all_records,
    contact_of,
    contacts,
    create,
    entered,
    made,
    refused,
    warned,
    whole,
)
from tests.schema.creating.setting_up import (
    change_line,
    change_series,
    number_with,
    set_marketing,
    set_rule,
    unset_relation,
)
from tests.schema.updating import shown

FIRST = {Kind.CUSTOMER: "CU00001", Kind.VENDOR: "VE00001", Kind.BANK_ACCOUNT: "BA00001"}
PEOPLED = (Kind.CUSTOMER, Kind.VENDOR)
GIVEN: dict[str, Any] = {"name": "Nordlicht GmbH"}
OWN: dict[Kind, dict[str, Any]] = {
    Kind.CUSTOMER: {
        "billing.customerPostingGroup": "DOM",
        "billing.paymentTermsCode": "14D",
        "billing.creditLimit": "1250.5",
        "billing.pricesIncludeVat": True,
    },
    Kind.VENDOR: {"purchaserCode": "JR", "billing.vendorPostingGroup": "DOM", "billing.paymentMethodCode": "BANK"},
    Kind.BANK_ACCOUNT: {
        "ourContactCode": "JR",
        "bankAccountNumber": "123 456",
        "bankBranchNumber": "44",
        "iban": "DE89370400440532013000",
        "bic": "COBADEFFXXX",
        "bankAccountPostingGroup": "BANK",
        "contactName": "Frau Berg",
    },
}


def _kept(own: dict[str, Any]) -> dict[str, Any]:
    return {name: Decimal(value) if name == "billing.creditLimit" else value for name, value in own.items()}


async def _contact(carnet: Carnet, card: Record) -> Record:
    found = await contact_of(carnet, card)
    assert found is not None
    return found


@pytest.mark.parametrize("kind", CARDS)
async def test_a_card_and_its_contact_share_everything_that_they_can(carnet: Carnet, kind: Kind) -> None:
    await carnet.set_up()
    shared = entered(kind)
    card = await made(carnet, CREATE[kind], {**shared, **OWN[kind]})
    assert card.values == whole(kind, {"number": FIRST[kind], **shared, **_kept(OWN[kind])})
    contact = await _contact(carnet, card)
    assert contact.values == whole(Kind.CONTACT, {"number": "CT00001", **entered(kind, Kind.CONTACT)})
    assert (card.version, contact.version) == (1, 1)


@pytest.mark.parametrize("kind", CARDS)
async def test_the_contact_of_a_card_gets_no_defaults_of_the_set_up(carnet: Carnet, kind: Kind) -> None:
    await carnet.set_up()
    await set_marketing(carnet, default_language_code="fr-FR", default_country_code="FR", default_salesperson_code="JR")
    card = await made(carnet, CREATE[kind], GIVEN)
    assert card.values == whole(kind, {"number": FIRST[kind], **GIVEN})
    assert (await _contact(carnet, card)).values == whole(Kind.CONTACT, {"number": "CT00001", **GIVEN})


@pytest.mark.parametrize("kind", CARDS)
async def test_the_answer_and_the_journal_tell_of_card_contact_and_link(carnet: Carnet, kind: Kind) -> None:
    payload = await create(carnet, CREATE[kind], {**GIVEN, "phone": "030 1234"}, show="number linkedContact { id }")
    assert payload["record"] == {"number": FIRST[kind], "linkedContact": {"id": payload["contact"]["id"]}}
    assert payload["contact"]["number"] == "CT00001"
    assert payload["changeSet"]["operation"] == CREATE[kind]
    told = shown(payload["changeSet"])
    for expected in (
        (FIRST[kind], "phone", None, "030 1234", "ENTERED", None),
        (FIRST[kind], "linkedContact", None, payload["contact"]["id"], "ENTERED", "CT00001"),
        ("CT00001", "number", None, "CT00001", "DEFAULTED", None),
        ("CT00001", "phone", None, "030 1234", "SYNCHRONISED", FIRST[kind]),
    ):
        assert expected in told


async def test_a_customer_that_is_a_person_has_itself_for_primary_contact(carnet: Carnet) -> None:
    customer = await made(carnet, "createCustomer", {"contactType": "PERSON", "name": "Anna Berg"})
    contact = await _contact(carnet, customer)
    expected: dict[str, Value] = {"number": "CT00001", "type": "PERSON", "name": "Anna Berg"}
    assert contact.values == whole(Kind.CONTACT, {**expected, "firstName": "Anna", "lastName": "Berg"})
    named = {"contactType": "PERSON", "name": "Anna Berg", "contactName": "Anna Berg", "number": "CU00001"}
    assert customer.values == whole(Kind.CUSTOMER, {**named, "primaryContactId": id_of(contact)})


async def test_a_contact_name_given_with_a_person_stays_as_it_is_given(carnet: Carnet) -> None:
    given = {"contactType": "PERSON", "name": "Anna Berg", "contactName": "Frau Berg"}
    customer = await made(carnet, "createCustomer", given)
    contact = await _contact(carnet, customer)
    expected = {**given, "number": "CU00001", "primaryContactId": id_of(contact)}
    assert customer.values == whole(Kind.CUSTOMER, expected)
    assert len(await contacts(carnet)) == 1


@pytest.mark.parametrize("kind", PEOPLED)
async def test_a_contact_name_becomes_a_person_that_inherits_and_is_the_primary_contact(
    carnet: Carnet, kind: Kind
) -> None:
    await carnet.set_up()
    shared = entered(kind)
    card = await made(carnet, CREATE[kind], {**shared, "contactName": "Anna von Berg"})
    company, person = await contacts(carnet)
    assert company.id == (await _contact(carnet, card)).id
    not_inherited = ("name", "name2", "currencyCode", "vatNumber", "registrationNumber")
    inherited = {name: value for name, value in entered(kind, Kind.CONTACT).items() if name not in not_inherited}
    parts = {"firstName": "Anna", "middleName": "von", "lastName": "Berg"}
    named = {"number": "CT00002", "type": "PERSON", "name": "Anna von Berg", **parts, "companyId": id_of(company)}
    assert person.values == whole(Kind.CONTACT, {**inherited, **named})
    primary = {"contactName": "Anna von Berg", "primaryContactId": id_of(person)}
    assert card.values == whole(kind, {"number": FIRST[kind], **shared, **primary})


async def test_the_person_inherits_only_what_is_switched_on(carnet: Carnet) -> None:
    await set_marketing(carnet, inherit_communication_details=False)
    given = {**GIVEN, "phone": "030 1234", "languageCode": "de-DE", "contactName": "Anna"}
    await made(carnet, "createVendor", given)
    _, person = await contacts(carnet)
    assert (person.values["phone"], person.values["languageCode"]) == (None, "de-DE")


@pytest.mark.parametrize("kind", CARDS)
@pytest.mark.parametrize("name", [None, "", " "])
async def test_no_contact_name_makes_no_person(carnet: Carnet, kind: Kind, name: str | None) -> None:
    card = await made(carnet, CREATE[kind], {**GIVEN, "contactName": name})
    assert await all_records(carnet) == ["CT00001", FIRST[kind]]
    assert card.values["contactName"] is None


async def test_the_contact_name_of_a_bank_account_stays_text(carnet: Carnet) -> None:
    account = await made(carnet, "createBankAccount", {**GIVEN, "contactName": "Anna Berg"})
    assert account.values == whole(Kind.BANK_ACCOUNT, {"number": "BA00001", **GIVEN, "contactName": "Anna Berg"})
    assert await all_records(carnet) == ["CT00001", "BA00001"]


@pytest.mark.parametrize("kind", CARDS)
async def test_without_a_relation_code_a_card_stands_alone_without_a_warning(carnet: Carnet, kind: Kind) -> None:
    await unset_relation(carnet, kind)
    card = await made(carnet, CREATE[kind], {**GIVEN, "contactName": "Anna Berg"})
    assert card.values == whole(kind, {"number": FIRST[kind], **GIVEN, "contactName": "Anna Berg"})
    assert await all_records(carnet) == [FIRST[kind]]


@pytest.mark.parametrize("how", ["no series", "not automatic"])
@pytest.mark.parametrize("kind", CARDS)
async def test_without_a_series_for_contacts_a_card_stands_alone_with_a_warning(
    carnet: Carnet, kind: Kind, how: str
) -> None:
    if how == "no series":
        await number_with(carnet.database, Kind.CONTACT, None)
    else:
        await change_series(carnet.database, "CONTACT", automatic=False)
    card, codes = await warned(carnet, CREATE[kind], {**GIVEN, "contactName": "Anna Berg"})
    assert codes == ["CONTACT_SERIES_NOT_CONFIGURED"]
    assert card.values == whole(kind, {"number": FIRST[kind], **GIVEN, "contactName": "Anna Berg"})
    assert await all_records(carnet) == [FIRST[kind]]
    for language, beginning in (("en", "No contact was made: "), ("fr", "Aucun contact n'a été créé : ")):
        (warning,) = (await create(carnet, CREATE[kind], GIVEN, language=language))["warnings"]
        assert warning["message"].startswith(beginning)


@pytest.mark.parametrize("kind", CARDS)
async def test_a_field_that_is_not_shared_by_the_rules_in_force_does_not_reach_the_contact(
    carnet: Carnet, kind: Kind
) -> None:
    await set_rule(carnet, kind, "PHONE", "NEVER")
    card = await made(carnet, CREATE[kind], {**GIVEN, "phone": "030 1234", "fax": "030 9999"})
    contact = await _contact(carnet, card)
    assert contact.values == whole(Kind.CONTACT, {"number": "CT00001", **GIVEN, "fax": "030 9999"})


@pytest.mark.parametrize("kind", CARDS)
async def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_written(carnet: Carnet, kind: Kind) -> None:
    taken = (await carnet.add(kind)).number
    nobody = f"{kind.lower().replace('_', '')}-00000000-0000-7000-8000-000000000000"
    own: dict[Kind, dict[str, Any]] = {
        Kind.CUSTOMER: {"billing": {"billToCustomerId": nobody, "paymentTermsCode": "NONE", "pricesIncludeVat": None}},
        Kind.VENDOR: {"billing": {"payToVendorId": nobody, "vendorPostingGroup": "x" * 21}, "purchaserCode": "NONE"},
        Kind.BANK_ACCOUNT: {"iban": "DE1", "bic": "x", "ourContactCode": "NONE"},
    }
    expected = {
        Kind.CUSTOMER: [
            ("NOT_FOUND", "input.billing.billToCustomerId"),
            ("INVALID_VALUE", "input.billing.paymentTermsCode"),
            ("REQUIRED", "input.billing.pricesIncludeVat"),
        ],
        Kind.VENDOR: [
            ("NOT_FOUND", "input.billing.payToVendorId"),
            ("VALUE_TOO_LONG", "input.billing.vendorPostingGroup"),
            ("INVALID_VALUE", "input.purchaserCode"),
        ],
        Kind.BANK_ACCOUNT: [
            ("INVALID_IBAN", "input.iban"),
            ("INVALID_BIC", "input.bic"),
            ("INVALID_VALUE", "input.ourContactCode"),
        ],
    }
    common = [("REQUIRED", "input.name"), ("INVALID_PHONE", "input.phone"), ("NOT_UNIQUE", "input.number")]
    given = {"name": " ", "phone": "nobody", "number": taken, **own[kind]}
    assert sorted(await refused(carnet, CREATE[kind], given)) == sorted([*common, *expected[kind]])


@pytest.mark.parametrize("kind", CARDS)
async def test_a_card_whose_contact_cannot_be_numbered_any_more_is_refused(carnet: Carnet, kind: Kind) -> None:
    await change_line(carnet.database, "CONTACT", ending_number="CT00000")
    found = await refused(carnet, CREATE[kind], GIVEN)
    assert [code for code, _ in found] == ["NUMBER_SERIES_EXHAUSTED"]


async def test_who_pays_may_be_named_when_a_customer_is_created(carnet: Carnet) -> None:
    payer = await carnet.add(Kind.CUSTOMER)
    customer = await made(carnet, "createCustomer", {**GIVEN, "billing": {"billToCustomerId": id_of(payer)}})
    assert customer.values == whole(
        Kind.CUSTOMER, {"number": "CU00001", **GIVEN, "billing.billToCustomerId": id_of(payer)}
    )


async def test_a_vat_number_that_others_have_is_warned_of_but_not_its_own_contacts(carnet: Carnet) -> None:
    given = {**GIVEN, "vatNumber": "DE136695976", "address.countryCode": "DE"}
    assert (await warned(carnet, "createCustomer", given))[1] == []
    assert (await warned(carnet, "createVendor", given))[1] == ["VAT_NUMBER_IN_USE"]
