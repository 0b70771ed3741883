"""A template that is named fills the gaps of a new customer or vendor, and never what was given.

Source: product.md §3.1, reference-contacts.md §2.9.
"""

from decimal import Decimal
from typing import Any

import pytest

from domain.change import Kind, Value
from tests.carnet import Carnet, id_of
from tests.schema.creating.creating import CREATE, contact_of, create, made, refused, told, whole
from tests.schema.creating.setting_up import add_series, add_template
from tests.schema.updating import shown

KINDS = (Kind.CUSTOMER, Kind.VENDOR)
FIRST = {Kind.CUSTOMER: "CU00001", Kind.VENDOR: "VE00001"}
SHARED: dict[str, Any] = {
    "country_code": "AT",
    "currency_code": "EUR",
    "language_code": "de-AT",
    "territory_code": "NORTH",
}
OWN: dict[Kind, dict[str, Any]] = {
    Kind.CUSTOMER: {"salesperson_code": "JR", "customer_posting_group": "DOM", "credit_limit": Decimal("1250.5")},
    Kind.VENDOR: {"purchaser_code": "JR", "vendor_posting_group": "DOM"},
}
BILLING: dict[str, Any] = {
    "general_business_posting_group": "GEN",
    "vat_business_posting_group": "VAT",
    "payment_terms_code": "14D",
    "payment_method_code": "BANK",
    "prices_include_vat": True,
}
NAMES = {
    "country_code": "address.countryCode",
    "currency_code": "currencyCode",
    "language_code": "languageCode",
    "territory_code": "territoryCode",
    "salesperson_code": "salespersonCode",
    "purchaser_code": "purchaserCode",
    "customer_posting_group": "billing.customerPostingGroup",
    "vendor_posting_group": "billing.vendorPostingGroup",
    "credit_limit": "billing.creditLimit",
    "general_business_posting_group": "billing.generalBusinessPostingGroup",
    "vat_business_posting_group": "billing.vatBusinessPostingGroup",
    "payment_terms_code": "billing.paymentTermsCode",
    "payment_method_code": "billing.paymentMethodCode",
    "prices_include_vat": "billing.pricesIncludeVat",
}
GIVEN: dict[str, Any] = {"name": "Nordlicht GmbH", "templateCode": "full"}


def _by_field(columns: dict[str, Any]) -> dict[str, Value]:
    return {NAMES[column]: value for column, value in columns.items()}


async def _full_template(carnet: Carnet, kind: Kind, **columns: Any) -> dict[str, Value]:
    """Store a template FULL that has everything; its values by field."""
    await carnet.set_up()
    await add_template(carnet, kind, "FULL", **SHARED, **OWN[kind], **BILLING, **columns)
    return _by_field({**SHARED, **OWN[kind], **BILLING})


@pytest.mark.parametrize("kind", KINDS)
async def test_a_template_fills_every_gap_and_what_is_shared_reaches_the_contact(carnet: Carnet, kind: Kind) -> None:
    filled = await _full_template(carnet, kind)
    card = await made(carnet, CREATE[kind], GIVEN)
    assert card.values == whole(kind, {"number": FIRST[kind], "name": "Nordlicht GmbH", **filled})
    shared = _by_field(SHARED) | ({"salespersonCode": "JR"} if kind is Kind.CUSTOMER else {})
    contact = await contact_of(carnet, card)
    assert contact is not None
    assert contact.values == whole(Kind.CONTACT, {"number": "CT00001", "name": "Nordlicht GmbH", **shared})


@pytest.mark.parametrize("kind", KINDS)
async def test_the_journal_says_what_the_template_filled_in(carnet: Carnet, kind: Kind) -> None:
    filled = await _full_template(carnet, kind)
    changes = shown((await create(carnet, CREATE[kind], GIVEN))["changeSet"])
    defaulted = {change[1] for change in changes if change[0] == FIRST[kind] and change[4] == "DEFAULTED"}
    start = {"number", "blocked", "privacyBlocked"}
    assert defaulted == {*filled, *start}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_template_never_fills_what_is_given_also_where_it_is_given_as_empty(carnet: Carnet, kind: Kind) -> None:
    filled = await _full_template(carnet, kind)
    own: dict[str, Any] = {
        "address.countryCode": "DE",
        "currencyCode": None,
        "languageCode": " ",
        "billing.pricesIncludeVat": False,
        "billing.paymentTermsCode": None,
        "billing.paymentMethodCode": "cash",
    }
    card = await made(carnet, CREATE[kind], {**GIVEN, **own})
    kept = {**own, "languageCode": None, "billing.paymentMethodCode": "CASH"}
    assert card.values == whole(kind, {"number": FIRST[kind], "name": "Nordlicht GmbH", **filled, **kept})


@pytest.mark.parametrize("kind", KINDS)
async def test_an_address_and_billing_given_as_null_stay_empty(carnet: Carnet, kind: Kind) -> None:
    filled = await _full_template(carnet, kind)
    card = await made(carnet, CREATE[kind], {**GIVEN, "address": None, "billing": None})
    emptied = {
        name: None
        for name in filled
        if name.startswith(("address.", "billing.")) and name != "billing.pricesIncludeVat"
    }
    assert card.values == whole(kind, {"number": FIRST[kind], "name": "Nordlicht GmbH", **filled, **emptied})


@pytest.mark.parametrize("kind", KINDS)
async def test_who_pays_may_come_from_the_template(carnet: Carnet, kind: Kind) -> None:
    payer = await carnet.add(kind)
    column, field = ("bill_to_customer_id", "billToCustomerId")
    if kind is Kind.VENDOR:
        column, field = ("pay_to_vendor_id", "payToVendorId")
    await add_template(carnet, kind, "FULL", **{column: payer.id})
    card = await made(carnet, CREATE[kind], GIVEN)
    expected = {"number": FIRST[kind], "name": "Nordlicht GmbH", f"billing.{field}": id_of(payer)}
    assert card.values == whole(kind, expected)


@pytest.mark.parametrize("kind", KINDS)
async def test_the_series_of_the_template_numbers_the_card(carnet: Carnet, kind: Kind) -> None:
    series = await add_series(carnet.database, "FOREIGN", {"starting_number": "F1"}, manual=False)
    await add_template(carnet, kind, "FULL", number_series_id=series)
    assert (await made(carnet, CREATE[kind], GIVEN)).number == "F1"
    assert (await made(carnet, CREATE[kind], {"name": "Nordlicht GmbH"})).number == FIRST[kind]
    typed = {**GIVEN, "number": "X1"}
    assert await refused(carnet, CREATE[kind], typed) == [("MANUAL_NUMBER_NOT_ALLOWED", "input.number")]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_template_whose_series_is_not_automatic_needs_a_typed_number(carnet: Carnet, kind: Kind) -> None:
    await add_template(
        carnet, kind, "FULL", number_series_id=await add_series(carnet.database, "BY-HAND", automatic=False)
    )
    assert await refused(carnet, CREATE[kind], GIVEN) == [("AUTOMATIC_NUMBER_NOT_ALLOWED", "input.number")]
    assert (await made(carnet, CREATE[kind], {**GIVEN, "number": "X1"})).number == "X1"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", [None, "", " "])
async def test_without_a_name_no_template_is_used(carnet: Carnet, kind: Kind, code: str | None) -> None:
    card = await made(carnet, CREATE[kind], {**GIVEN, "templateCode": code})
    assert card.values == whole(kind, {"number": FIRST[kind], "name": "Nordlicht GmbH"})


@pytest.mark.parametrize("kind", KINDS)
async def test_a_template_that_is_none_is_refused(carnet: Carnet, kind: Kind) -> None:
    path = "input.templateCode"
    for code, reason in (("NONE", "INVALID_VALUE"), ("x" * 21, "VALUE_TOO_LONG"), ("a\0", "INVALID_VALUE")):
        assert await refused(carnet, CREATE[kind], {**GIVEN, "templateCode": code}) == [(reason, path)]
    assert await told(carnet, CREATE[kind], {**GIVEN, "templateCode": "none"}) == [
        "There is no template with the code NONE. Create it first, or choose an existing one.",
        "Aucun enregistrement « template » n'a le code NONE. Créez-le d'abord, ou choisissez-en un existant.",
    ]


@pytest.mark.parametrize(("given", "contact_type"), [({}, "PERSON"), ({"contactType": "PERSON"}, "COMPANY")])
async def test_a_template_for_the_other_type_of_customer_is_refused(
    carnet: Carnet, given: dict[str, Any], contact_type: str
) -> None:
    await add_template(carnet, Kind.CUSTOMER, "FULL", contact_type=contact_type)
    wrong = {**GIVEN, **given, "phone": "nobody"}
    assert await refused(carnet, "createCustomer", wrong) == [
        ("INVALID_PHONE", "input.phone"),
        ("TEMPLATE_TYPE_MISMATCH", "input.templateCode"),
    ]
    wanted = given.get("contactType", "COMPANY")
    assert await told(carnet, "createCustomer", {**GIVEN, **given}) == [
        f"The template FULL is not for contacts of type {wanted}. Choose one that is.",
        f"Le modèle FULL n'est pas destiné aux contacts de type {wanted}. Choisissez-en un qui le soit.",
    ]


async def test_a_template_for_persons_is_not_for_vendors(carnet: Carnet) -> None:
    await add_template(carnet, Kind.VENDOR, "FULL", contact_type="PERSON")
    assert await refused(carnet, "createVendor", GIVEN) == [("TEMPLATE_TYPE_MISMATCH", "input.templateCode")]


async def test_a_template_for_persons_fills_a_customer_that_is_a_person(carnet: Carnet) -> None:
    await add_template(carnet, Kind.CUSTOMER, "FULL", contact_type="PERSON", language_code="de-DE")
    customer = await made(carnet, "createCustomer", {**GIVEN, "contactType": "PERSON", "name": "Anna"})
    contact = await contact_of(carnet, customer)
    assert contact is not None
    expected = {"number": "CT00001", "type": "PERSON", "name": "Anna", "firstName": "Anna", "languageCode": "de-DE"}
    assert contact.values == whole(Kind.CONTACT, expected)


async def test_a_vat_number_that_breaks_the_rules_of_the_templates_country_is_refused(carnet: Carnet) -> None:
    await add_template(carnet, Kind.CUSTOMER, "DE", country_code="DE")
    asked = {"name": "Nordlicht", "templateCode": "DE", "vatNumber": "DE1"}
    assert await refused(carnet, CREATE[Kind.CUSTOMER], asked) == [("INVALID_VAT_NUMBER", "input.vatNumber")]
    assert await made(carnet, CREATE[Kind.CUSTOMER], {**asked, "vatNumber": "DE136695976"})
