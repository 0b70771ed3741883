"""The switches of synchronisation: what is set up must be able to work, or the caller is told."""

from typing import Any

import pytest

from tests.carnet import Carnet
from tests.schema.setup.saving import codes, refused, saved, send

UPDATE = "updateMarketingSetup"
GROUPS = ("salesperson", "territory", "country", "language", "addressDetails", "communicationDetails")
RELATIONS = ("customerRelation", "vendorRelation", "bankAccountRelation")
NO_SERIES = [("CONTACT_SERIES_NOT_CONFIGURED", "input.contactNumbersCode")]


async def test_everything_can_be_changed_and_what_is_left_out_stays(carnet: Carnet) -> None:
    await saved(carnet, "saveSalesperson", code="JR", name="John")
    await saved(carnet, "saveBusinessRelation", code="NEW")
    defaults = {"salespersonCode": "jr", "territoryCode": "north", "countryCode": "de", "languageCode": "FRA"}
    changed = await saved(
        carnet,
        UPDATE,
        contactNumbersCode="service",
        customerRelationCode="new",
        vendorRelationCode=None,
        inherit=dict.fromkeys(GROUPS, False),
        defaults=defaults,
    )
    assert changed == {
        "contactNumbers": {"code": "SERVICE"},
        "customerRelation": {"code": "NEW"},
        "vendorRelation": None,
        "bankAccountRelation": {"code": "BANK"},
        "inherit": dict.fromkeys(GROUPS, False),
        "defaults": {"salespersonCode": "JR", "territoryCode": "NORTH", "countryCode": "DE", "languageCode": "fr-FR"},
    }
    assert await saved(carnet, UPDATE) == changed
    assert await saved(carnet, UPDATE, inherit=None) == changed, "a switch has no empty value"
    one = await saved(carnet, UPDATE, inherit={"country": True}, defaults={"territoryCode": " "})
    assert one["inherit"] == {**changed["inherit"], "country": True}
    assert one["defaults"] == {**changed["defaults"], "territoryCode": None}
    assert (await saved(carnet, UPDATE, defaults=None))["defaults"] == dict.fromkeys(defaults)


async def test_unknown_codes_and_wrong_values_are_named_at_once(carnet: Carnet) -> None:
    given: dict[str, Any] = {
        "contactNumbersCode": "none",
        "customerRelationCode": "none",
        "vendorRelationCode": "x" * 11,
        "bankAccountRelationCode": "a\0b",
        "inherit": {"country": None},
        "defaults": {"salespersonCode": "none", "territoryCode": "x" * 11, "countryCode": "UK", "languageCode": "xx"},
    }
    assert await refused(carnet, UPDATE, **given) == [
        ("INVALID_VALUE", "input.contactNumbersCode"),
        ("INVALID_VALUE", "input.customerRelationCode"),
        ("VALUE_TOO_LONG", "input.vendorRelationCode"),
        ("INVALID_VALUE", "input.bankAccountRelationCode"),
        ("REQUIRED", "input.inherit.country"),
        ("INVALID_VALUE", "input.defaults.salespersonCode"),
        ("VALUE_TOO_LONG", "input.defaults.territoryCode"),
        ("INVALID_COUNTRY", "input.defaults.countryCode"),
        ("INVALID_LANGUAGE", "input.defaults.languageCode"),
    ]


async def test_contacts_get_their_numbers_from_an_automatic_series(carnet: Carnet) -> None:
    typed = {"code": "typed", "automatic": False, "manual": True, "lines": [{"startingNumber": "T1"}]}
    await saved(carnet, "saveNumberSeries", **typed)
    expected = [("AUTOMATIC_NUMBER_NOT_ALLOWED", "input.contactNumbersCode")]
    assert await refused(carnet, UPDATE, contactNumbersCode="typed") == expected


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"customerRelationCode": "vend"}, "customerRelationCode"),
        ({"vendorRelationCode": "CUST"}, "vendorRelationCode"),
        ({"vendorRelationCode": "BANK"}, "vendorRelationCode"),
        ({"customerRelationCode": "BANK", "bankAccountRelationCode": "BANK"}, "bankAccountRelationCode"),
    ],
)
async def test_two_kinds_of_cards_have_two_relations(carnet: Carnet, given: dict[str, str], path: str) -> None:
    assert await refused(carnet, UPDATE, **given) == [("INVALID_VALUE", f"input.{path}")]


async def test_relations_may_change_places_in_one_call(carnet: Carnet) -> None:
    changed = await saved(carnet, UPDATE, customerRelationCode="VEND", vendorRelationCode="CUST")
    assert (changed["customerRelation"], changed["vendorRelation"]) == ({"code": "VEND"}, {"code": "CUST"})


async def test_relations_without_a_series_for_contacts_are_warned_of(carnet: Carnet) -> None:
    payload = await send(carnet, UPDATE, {"contactNumbersCode": None})
    assert (codes(payload), codes(payload, "warnings")) == ([], NO_SERIES)
    assert payload["marketingSetup"]["contactNumbers"] is None
    payload = await send(carnet, UPDATE, {"vendorRelationCode": None}, language="fr")
    assert codes(payload, "warnings") == NO_SERIES
    assert payload["warnings"][0]["message"].startswith("Sans souche de numéros")
    assert codes(await send(carnet, UPDATE, {"inherit": {"country": True}}), "warnings") == []
    assert codes(await send(carnet, UPDATE, {f"{name}Code": None for name in RELATIONS}), "warnings") == []
    assert codes(await send(carnet, UPDATE, {"vendorRelationCode": "VEND"}), "warnings") == NO_SERIES
    assert codes(await send(carnet, UPDATE, {"contactNumbersCode": "CONTACT"}), "warnings") == []
