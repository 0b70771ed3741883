"""Business relations, salespeople, payment terms and items are created and changed by their codes."""

from typing import Any

import pytest

from tests.carnet import Carnet
from tests.schema.setup.saving import refused, saved, send

FULL: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "saveBusinessRelation": (
        {"code": " lawyer ", "description": " Lawyers\t"},
        {"code": "LAWYER", "description": "Lawyers"},
    ),
    "saveSalesperson": (
        {"code": "jr", "name": "John Roberts", "email": "jr@Contoso.com", "phone": "+49 30 901820"},
        {"code": "JR", "name": "John Roberts", "email": "jr@contoso.com", "phone": "+49 30 901820"},
    ),
    "savePaymentTerms": (
        {"code": "eom", "description": "End of month", "dueDays": 30, "endOfMonth": True},
        {"code": "EOM", "description": "End of month", "dueDays": 30, "endOfMonth": True},
    ),
    "saveItem": (
        {
            "number": "i-1",
            "description": "Bicycle",
            "unitPrice": "1250.50",
            "unitCost": 900,
            "unitOfMeasure": "pcs",
            "vatPercent": "19",
            "blocked": True,
        },
        {
            "number": "I-1",
            "description": "Bicycle",
            "unitPrice": "1250.5",
            "unitCost": "900",
            "unitOfMeasure": "PCS",
            "vatPercent": "19",
            "blocked": True,
        },
    ),
}
BARE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "saveBusinessRelation": ({}, {"description": None}),
    "saveSalesperson": ({"name": "Ann"}, {"name": "Ann", "email": None, "phone": None}),
    "savePaymentTerms": ({}, {"description": None, "dueDays": 0, "endOfMonth": False}),
    "saveItem": (
        {"description": "Thing"},
        {
            "description": "Thing",
            "unitPrice": "0",
            "unitCost": "0",
            "unitOfMeasure": None,
            "vatPercent": "0",
            "blocked": False,
        },
    ),
}
KEYS = {"saveItem": "number"}


@pytest.mark.parametrize("mutation", FULL)
async def test_a_row_is_created_with_all_that_is_given(carnet: Carnet, mutation: str) -> None:
    given, kept = FULL[mutation]
    assert await saved(carnet, mutation, **given) == kept


@pytest.mark.parametrize("mutation", BARE)
async def test_what_is_left_out_of_a_new_row_has_its_default(carnet: Carnet, mutation: str) -> None:
    given, kept = BARE[mutation]
    key = KEYS.get(mutation, "code")
    assert await saved(carnet, mutation, **{key: "x"}, **given) == {key: "X", **kept}


@pytest.mark.parametrize("mutation", FULL)
async def test_what_is_left_out_stays(carnet: Carnet, mutation: str) -> None:
    given, kept = FULL[mutation]
    key = KEYS.get(mutation, "code")
    await saved(carnet, mutation, **given)
    assert await saved(carnet, mutation, **{key: kept[key]}) == kept
    for name in set(given) - {key}:
        assert await saved(carnet, mutation, **{key: given[key], name: given[name]}) == kept


@pytest.mark.parametrize("empty", [None, "", " \t"])
@pytest.mark.parametrize(
    ("mutation", "name"),
    [
        ("saveBusinessRelation", "description"),
        ("saveSalesperson", "email"),
        ("saveSalesperson", "phone"),
        ("savePaymentTerms", "description"),
        ("saveItem", "unitOfMeasure"),
    ],
)
async def test_null_and_a_blank_text_clear(carnet: Carnet, mutation: str, name: str, empty: str | None) -> None:
    given, kept = FULL[mutation]
    key = KEYS.get(mutation, "code")
    await saved(carnet, mutation, **given)
    assert await saved(carnet, mutation, **{key: kept[key], name: empty}) == {**kept, name: None}


@pytest.mark.parametrize(
    ("mutation", "names"),
    [
        ("saveSalesperson", ["name"]),
        ("savePaymentTerms", ["dueDays", "endOfMonth"]),
        ("saveItem", ["description", "unitPrice", "unitCost", "vatPercent", "blocked"]),
    ],
)
async def test_what_may_not_be_empty_is_not_cleared(carnet: Carnet, mutation: str, names: list[str]) -> None:
    given, kept = FULL[mutation]
    key = KEYS.get(mutation, "code")
    await saved(carnet, mutation, **given)
    asked = dict.fromkeys(names)
    expected = [("REQUIRED", f"input.{name}") for name in names]
    assert await refused(carnet, mutation, **{key: kept[key]}, **asked) == expected


@pytest.mark.parametrize(
    ("mutation", "given", "expected"),
    [
        ("saveBusinessRelation", {"code": ""}, [("REQUIRED", "code")]),
        ("saveBusinessRelation", {"code": "x" * 11}, [("VALUE_TOO_LONG", "code")]),
        (
            "saveBusinessRelation",
            {"code": "a\0b", "description": "x" * 101},
            [("INVALID_VALUE", "code"), ("VALUE_TOO_LONG", "description")],
        ),
        ("saveSalesperson", {"code": "X"}, [("REQUIRED", "name")]),
        (
            "saveSalesperson",
            {"code": " ", "name": " ", "email": "x", "phone": "1"},
            [("REQUIRED", "code"), ("REQUIRED", "name"), ("INVALID_EMAIL", "email"), ("INVALID_PHONE", "phone")],
        ),
        ("savePaymentTerms", {"code": "X", "dueDays": -1}, [("INVALID_VALUE", "dueDays")]),
        (
            "savePaymentTerms",
            {"code": "x" * 11, "description": "a\nb", "dueDays": 3651},
            [("VALUE_TOO_LONG", "code"), ("INVALID_VALUE", "description"), ("INVALID_VALUE", "dueDays")],
        ),
        ("saveItem", {"number": "X"}, [("REQUIRED", "description")]),
        (
            "saveItem",
            {"number": "x" * 21, "description": "", "unitPrice": "-1", "unitCost": "0.000001", "vatPercent": "100.1"},
            [
                ("VALUE_TOO_LONG", "number"),
                ("REQUIRED", "description"),
                ("INVALID_VALUE", "unitPrice"),
                ("INVALID_VALUE", "unitCost"),
                ("INVALID_VALUE", "vatPercent"),
            ],
        ),
        ("saveItem", {"number": "X", "description": "x", "vatPercent": "-0.1"}, [("INVALID_VALUE", "vatPercent")]),
        ("saveItem", {"number": "X", "description": "x", "unitCost": "-0.1"}, [("INVALID_VALUE", "unitCost")]),
    ],
)
async def test_every_wrong_value_is_named_at_once(
    carnet: Carnet, mutation: str, given: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert await refused(carnet, mutation, **given) == [(code, f"input.{name}") for code, name in expected]


@pytest.mark.parametrize("days", [0, 3650])
@pytest.mark.parametrize("percent", ["0", "100"])
async def test_the_bounds_themselves_are_right(carnet: Carnet, days: int, percent: str) -> None:
    assert (await saved(carnet, "savePaymentTerms", code="x", dueDays=days))["dueDays"] == days
    item = await saved(carnet, "saveItem", number="x", description="x", vatPercent=percent)
    assert item["vatPercent"] == percent


async def test_a_refused_change_shows_the_row_as_it_is(carnet: Carnet) -> None:
    kept = await saved(carnet, "saveSalesperson", code="JR", name="John")
    payload = await send(carnet, "saveSalesperson", {"code": "jr", "name": None}, language="fr")
    assert payload["salesperson"] == kept
    assert [error["message"] for error in payload["errors"]] == [
        "Cette valeur ne peut pas être vide. Saisissez-en une."
    ]
    payload = await send(carnet, "saveSalesperson", {"code": "none"})
    assert payload["salesperson"] is None
