"""Templates of customers and vendors."""

from typing import Any

import pytest

from tests.carnet import Carnet, Kind, id_of
from tests.schema.setup.saving import refused, saved

SENT: dict[str, Any] = {
    "code": "new",
    "description": "New ones",
    "numberSeriesCode": "service",
    "countryCode": "de",
    "currencyCode": "usd",
    "languageCode": "FRA",
    "territoryCode": "north",
}
KEPT: dict[str, Any] = {
    "code": "NEW",
    "description": "New ones",
    "contactType": "COMPANY",
    "numberSeries": {"code": "SERVICE"},
    "countryCode": "DE",
    "currencyCode": "USD",
    "languageCode": "fr-FR",
    "territoryCode": "NORTH",
}
SENT_BILLING: dict[str, Any] = {
    "generalBusinessPostingGroup": "eu",
    "vatBusinessPostingGroup": "eu",
    "paymentTermsCode": "30d",
    "paymentMethodCode": "cash",
    "pricesIncludeVat": True,
}
KEPT_BILLING: dict[str, Any] = {
    "generalBusinessPostingGroup": "EU",
    "vatBusinessPostingGroup": "EU",
    "paymentTermsCode": "30D",
    "paymentMethodCode": "CASH",
    "pricesIncludeVat": True,
}
KINDS = {
    "saveCustomerTemplate": (Kind.CUSTOMER, "salespersonCode", "customerPostingGroup", "billToCustomer"),
    "saveVendorTemplate": (Kind.VENDOR, "purchaserCode", "vendorPostingGroup", "payToVendor"),
}


async def full(carnet: Carnet, mutation: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a template with everything, as it is sent and as it is kept."""
    kind, person, group, payer = KINDS[mutation]
    other = await carnet.add(kind)
    await saved(carnet, "saveSalesperson", code="JR", name="John")
    limit = kind is Kind.CUSTOMER
    sent = {group: "big", f"{payer}Id": id_of(other), **SENT_BILLING, **({"creditLimit": "100.00"} if limit else {})}
    kept = {group: "BIG", payer: {"number": other.number}, **KEPT_BILLING, **({"creditLimit": "100"} if limit else {})}
    return {**SENT, person: "jr", "billing": sent}, {**KEPT, person: "JR", "billing": kept}


@pytest.mark.parametrize("mutation", KINDS)
async def test_a_template_is_created_with_everything_and_what_is_left_out_stays(carnet: Carnet, mutation: str) -> None:
    sent, kept = await full(carnet, mutation)
    assert await saved(carnet, mutation, **sent) == kept
    assert await saved(carnet, mutation, code="new") == kept
    changed = await saved(carnet, mutation, code="new", billing={"paymentTermsCode": "COD"})
    assert changed == {**kept, "billing": {**kept["billing"], "paymentTermsCode": "COD"}}


@pytest.mark.parametrize("mutation", KINDS)
async def test_null_clears_what_may_be_empty(carnet: Carnet, mutation: str) -> None:
    sent, kept = await full(carnet, mutation)
    await saved(carnet, mutation, **sent)
    empty = {name: None for name in sent if name != "code"}
    cleared = await saved(carnet, mutation, code="NEW", **empty)
    billing = {**dict.fromkeys(kept["billing"]), "pricesIncludeVat": True}
    assert cleared == {**dict.fromkeys(kept), "code": "NEW", "contactType": "COMPANY", "billing": billing}


@pytest.mark.parametrize("mutation", KINDS)
async def test_a_template_may_be_bare(carnet: Carnet, mutation: str) -> None:
    bare = await saved(carnet, mutation, code="x")
    assert (bare["code"], bare["contactType"]) == ("X", "COMPANY")
    assert [value for value in bare["billing"].values() if value] == []


async def test_a_template_of_customers_may_be_for_persons(carnet: Carnet) -> None:
    made = await saved(carnet, "saveCustomerTemplate", code="x", contactType="PERSON")
    assert made["contactType"] == "PERSON"
    assert (await saved(carnet, "saveCustomerTemplate", code="x", description="P"))["contactType"] == "PERSON"


async def test_a_template_of_vendors_is_for_companies(carnet: Carnet) -> None:
    expected = [("INVALID_VALUE", "input.contactType")]
    assert await refused(carnet, "saveVendorTemplate", code="x", contactType="PERSON") == expected
    assert (await saved(carnet, "saveVendorTemplate", code="x", contactType="COMPANY"))["contactType"] == "COMPANY"


@pytest.mark.parametrize("mutation", KINDS)
async def test_a_template_draws_its_numbers_from_an_automatic_series(carnet: Carnet, mutation: str) -> None:
    typed = {"code": "typed", "automatic": False, "manual": True, "lines": [{"startingNumber": "T1"}]}
    await saved(carnet, "saveNumberSeries", **typed)
    expected = [("AUTOMATIC_NUMBER_NOT_ALLOWED", "input.numberSeriesCode")]
    assert await refused(carnet, mutation, code="x", numberSeriesCode="typed") == expected


@pytest.mark.parametrize("mutation", KINDS)
async def test_every_wrong_value_is_named_at_once(carnet: Carnet, mutation: str) -> None:
    _kind, person, group, payer = KINDS[mutation]
    contact = await carnet.add(Kind.CONTACT)
    given = {
        "code": "x" * 21,
        "description": "x" * 101,
        "contactType": None,
        "numberSeriesCode": "none",
        "countryCode": "UK",
        "currencyCode": "€",
        "languageCode": "xx",
        "territoryCode": "x" * 11,
        person: "none",
        "billing": {
            group: "x" * 21,
            "paymentTermsCode": "none",
            "pricesIncludeVat": None,
            f"{payer}Id": id_of(contact),
        },
    }
    assert await refused(carnet, mutation, **given) == [
        ("VALUE_TOO_LONG", "input.code"),
        ("VALUE_TOO_LONG", "input.description"),
        ("REQUIRED", "input.contactType"),
        ("INVALID_VALUE", "input.numberSeriesCode"),
        ("INVALID_COUNTRY", "input.countryCode"),
        ("INVALID_CURRENCY", "input.currencyCode"),
        ("INVALID_LANGUAGE", "input.languageCode"),
        ("VALUE_TOO_LONG", "input.territoryCode"),
        ("INVALID_VALUE", f"input.{person}"),
        ("VALUE_TOO_LONG", f"input.billing.{group}"),
        ("INVALID_VALUE", "input.billing.paymentTermsCode"),
        ("REQUIRED", "input.billing.pricesIncludeVat"),
        ("NOT_FOUND", f"input.billing.{payer}Id"),
    ]
