"""What a contact does not have the template supplies, and what is shared of it goes back to the contact.

Source: product.md §3.1, reference-contacts.md §2.9, §5.1.
"""

from typing import Any

import pytest

from domain.change import Kind, Record
from tests.carnet import Carnet, id_of
from tests.schema.creating.creating import FROM_CONTACT, create, made, refused, warned, whole
from tests.schema.creating.setting_up import add_series, add_template, only_template, remove_templates, set_marketing
from tests.schema.updating import changed, shown, versions

KINDS = (Kind.CUSTOMER, Kind.VENDOR)
FIRST = {Kind.CUSTOMER: "CU00001", Kind.VENDOR: "VE00001"}
COLUMNS: dict[str, Any] = {
    "country_code": "AT",
    "currency_code": "EUR",
    "language_code": "de-AT",
    "territory_code": "NORTH",
    "payment_terms_code": "30D",
}
SHARED = {
    "address.countryCode": "AT",
    "currencyCode": "EUR",
    "languageCode": "de-AT",
    "territoryCode": "NORTH",
}
TERMS = {"billing.paymentTermsCode": "30D"}
NAME: dict[str, Any] = {"name": "Nordlicht GmbH"}


def _underscored(**values: Any) -> dict[str, Any]:
    return {name.replace(".", "_"): value for name, value in values.items()}


@pytest.mark.parametrize("kind", KINDS)
async def test_what_the_template_supplies_goes_back_to_the_contact(carnet: Carnet, kind: Kind) -> None:
    await only_template(carnet, kind, "FULL", **COLUMNS)
    company = await carnet.add(Kind.CONTACT, **NAME)
    card = await made(carnet, FROM_CONTACT[kind], {"contactId": id_of(company)})
    assert card.values == whole(kind, {"number": FIRST[kind], **NAME, **SHARED, **TERMS})
    now = await carnet.stored(company)
    assert now.values == whole(Kind.CONTACT, {"number": company.number, **NAME, **SHARED})
    assert now.version == 2


@pytest.mark.parametrize("kind", KINDS)
async def test_what_the_contact_has_wins_over_the_template(carnet: Carnet, kind: Kind) -> None:
    await only_template(carnet, kind, "FULL", **COLUMNS)
    own = {"address.countryCode": "DE", "currencyCode": "USD", "languageCode": "en-US", "territoryCode": "SOUTH"}
    company = await carnet.add(Kind.CONTACT, **NAME, **_underscored(**own))
    card = await made(carnet, FROM_CONTACT[kind], {"contactId": id_of(company)})
    assert card.values == whole(kind, {"number": FIRST[kind], **NAME, **own, **TERMS})
    assert await versions(carnet, company) == [1]


async def test_the_salesperson_of_a_template_goes_back_to_the_contact_and_a_purchaser_does_not(carnet: Carnet) -> None:
    await carnet.set_up()
    await only_template(carnet, Kind.CUSTOMER, "C", salesperson_code="JR")
    await only_template(carnet, Kind.VENDOR, "V", purchaser_code="JR")
    sold, bought = await carnet.add(Kind.CONTACT), await carnet.add(Kind.CONTACT)
    customer = await made(carnet, "createCustomerFromContact", {"contactId": id_of(sold)})
    vendor = await made(carnet, "createVendorFromContact", {"contactId": id_of(bought)})
    assert (customer.values["salespersonCode"], vendor.values["purchaserCode"]) == ("JR", "JR")
    assert [(await carnet.stored(contact)).values["salespersonCode"] for contact in (sold, bought)] == ["JR", None]


@pytest.mark.parametrize("kind", KINDS)
async def test_what_the_template_supplies_reaches_the_other_cards_and_the_persons_that_inherit(
    carnet: Carnet, kind: Kind
) -> None:
    await only_template(carnet, kind, "FULL", language_code="de-AT")
    company = await carnet.add(Kind.CONTACT, **NAME)
    others = [each for each in (Kind.CUSTOMER, Kind.VENDOR, Kind.BANK_ACCOUNT) if each is not kind]
    cards = [await carnet.add(other, linked=company) for other in others]
    blank = await carnet.person(company)
    own = await carnet.add(Kind.CUSTOMER, linked=blank)
    french = await carnet.person(company, languageCode="fr-FR")
    payload = await create(carnet, FROM_CONTACT[kind], {"contactId": id_of(company)})
    follows = [change for change in shown(payload["changeSet"]) if change[0] != FIRST[kind]]
    assert follows == [
        (company.number, "languageCode", None, "de-AT", "SYNCHRONISED", FIRST[kind]),
        *((card.number, "languageCode", None, "de-AT", "SYNCHRONISED", company.number) for card in cards),
        (blank.number, "languageCode", None, "de-AT", "INHERITED", company.number),
        (own.number, "languageCode", None, "de-AT", "SYNCHRONISED", blank.number),
    ]
    assert await versions(carnet, company, *cards, blank, own, french) == [2, 2, 2, 2, 2, 1]


@pytest.mark.parametrize("kind", KINDS)
async def test_persons_take_over_only_what_is_switched_on(carnet: Carnet, kind: Kind) -> None:
    await set_marketing(carnet, inherit_language=False)
    await only_template(carnet, kind, "FULL", language_code="de-AT", territory_code="NORTH")
    company = await carnet.add(Kind.CONTACT)
    person = await carnet.person(company)
    await made(carnet, FROM_CONTACT[kind], {"contactId": id_of(person)})
    now = (await carnet.stored(person)).values
    assert (now["languageCode"], now["territoryCode"]) == (None, "NORTH")


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_given_beats_the_template_also_as_empty(carnet: Carnet, kind: Kind) -> None:
    columns = {"payment_terms_code": "30D", "payment_method_code": "BANK", "prices_include_vat": True}
    await only_template(carnet, kind, "FULL", **columns)
    company = await carnet.add(Kind.CONTACT, **NAME)
    billing: dict[str, Any] = {"billing.paymentTermsCode": None, "billing.pricesIncludeVat": False}
    card = await made(carnet, FROM_CONTACT[kind], {"contactId": id_of(company), **billing})
    assert card.values == whole(kind, {"number": FIRST[kind], **NAME, **billing, "billing.paymentMethodCode": "BANK"})


@pytest.mark.parametrize("code", [None, "", " "])
@pytest.mark.parametrize("kind", KINDS)
async def test_the_only_template_that_fits_is_used(carnet: Carnet, kind: Kind, code: str | None) -> None:
    await only_template(carnet, kind, "FITS", payment_terms_code="30D")
    await add_template(carnet, kind, "OTHER", contact_type="PERSON", payment_terms_code="COD")
    company = await carnet.add(Kind.CONTACT, **NAME)
    card = await made(carnet, FROM_CONTACT[kind], {"contactId": id_of(company), "templateCode": code})
    assert card.values == whole(kind, {"number": FIRST[kind], **NAME, **TERMS})


async def test_for_a_person_of_a_company_the_template_for_companies_is_used(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, **NAME)
    person = await carnet.person(company)
    customer = await made(carnet, "createCustomerFromContact", {"contactId": id_of(person)})
    terms: dict[str, Any] = {"billing.paymentTermsCode": "14D", "billing.pricesIncludeVat": False}
    assert customer.values == whole(Kind.CUSTOMER, {"number": "CU00001", **NAME, **terms})


@pytest.mark.parametrize("kind", KINDS)
async def test_where_no_template_fits_the_card_is_made_without_and_a_warning_says_so(
    carnet: Carnet, kind: Kind
) -> None:
    await remove_templates(carnet, kind)
    await add_template(carnet, kind, "OTHER", contact_type="PERSON", payment_terms_code="COD")
    company = await carnet.add(Kind.CONTACT, **NAME)
    payload = await create(carnet, FROM_CONTACT[kind], {"contactId": id_of(company)})
    message = "No template was used: none is for contacts of type COMPANY."
    assert payload["warnings"] == [{"code": "NO_TEMPLATE_MATCH", "path": ["input", "templateCode"], "message": message}]
    assert payload["record"]["number"] == FIRST[kind]


@pytest.mark.parametrize("kind", KINDS)
async def test_where_several_templates_fit_none_is_used_and_a_warning_names_them(carnet: Carnet, kind: Kind) -> None:
    await only_template(carnet, kind, "B", payment_terms_code="COD")
    await add_template(carnet, kind, "A", payment_terms_code="30D")
    company = await carnet.add(Kind.CONTACT, **NAME)
    card, codes = await warned(carnet, FROM_CONTACT[kind], {"contactId": id_of(company)})
    assert codes == ["NO_TEMPLATE_MATCH"]
    assert card.values == whole(kind, {"number": FIRST[kind], **NAME})
    other = {"contactId": id_of(await carnet.add(Kind.CONTACT))}
    payload = await create(carnet, FROM_CONTACT[kind], other, language="fr")
    assert [warning["message"] for warning in payload["warnings"]] == [
        "Aucun modèle n'a été utilisé : plusieurs conviennent (A, B). Nommez-en un la prochaine fois."
    ]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_template_that_is_named_is_used_whichever_else_would_fit(carnet: Carnet, kind: Kind) -> None:
    await only_template(carnet, kind, "A", payment_terms_code="COD")
    await add_template(carnet, kind, "B", payment_terms_code="30D")
    company = await carnet.add(Kind.CONTACT, **NAME)
    card = await made(carnet, FROM_CONTACT[kind], {"contactId": id_of(company), "templateCode": " b "})
    assert card.values == whole(kind, {"number": FIRST[kind], **NAME, **TERMS})


@pytest.mark.parametrize("kind", KINDS)
async def test_a_template_that_is_none_or_for_the_other_type_is_refused(carnet: Carnet, kind: Kind) -> None:
    await add_template(carnet, kind, "PERSONS", contact_type="PERSON")
    company = await carnet.add(Kind.CONTACT, **NAME)
    for code, reason in (("PERSONS", "TEMPLATE_TYPE_MISMATCH"), ("NONE", "INVALID_VALUE"), ("a\0", "INVALID_VALUE")):
        given = {"contactId": id_of(company), "templateCode": code}
        assert await refused(carnet, FROM_CONTACT[kind], given) == [(reason, "input.templateCode")]


async def test_a_person_alone_needs_a_template_for_persons(carnet: Carnet) -> None:
    person = await carnet.person()
    given = {"contactId": id_of(person), "templateCode": "company"}
    found = await refused(carnet, "createCustomerFromContact", given)
    assert found == [("TEMPLATE_TYPE_MISMATCH", "input.templateCode")]
    assert await versions(carnet, person) == [1]


@pytest.mark.parametrize("kind", KINDS)
async def test_the_series_of_the_template_numbers_the_card(carnet: Carnet, kind: Kind) -> None:
    series = await add_series(carnet.database, "FOREIGN", {"starting_number": "F1"})
    await only_template(carnet, kind, "FULL", number_series_id=series)
    company: Record = await carnet.add(Kind.CONTACT)
    card = await made(carnet, FROM_CONTACT[kind], {"contactId": id_of(company)})
    assert card.number == "F1"
    await changed(carnet, card, {"phone": "030 1234"})
    assert (await carnet.stored(company)).values["phone"] == "030 1234"
