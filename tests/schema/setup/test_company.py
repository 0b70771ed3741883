"""What is known of our own firm."""

from tests.carnet import Carnet
from tests.schema.setup.saving import refused, saved

SENT = {
    "name": " Nordlicht GmbH ",
    "address": {
        "line1": "Hafenstr. 1",
        "line2": "Hof",
        "city": "Kiel",
        "postCode": "24103",
        "county": "SH",
        "countryCode": "de",
    },
    "phone": "+49 431 901820",
    "email": "a@Nordlicht.de",
    "homePage": "www.nordlicht.de",
    "vatNumber": "de136695976",
    "currencyCode": "usd",
    "languageCode": "DEU",
}
KEPT = {
    **SENT,
    "name": "Nordlicht GmbH",
    "address": {**SENT["address"], "countryCode": "DE"},  # type: ignore[dict-item] # a dictionary
    "email": "a@nordlicht.de",
    "vatNumber": "DE136695976",
    "currencyCode": "USD",
    "languageCode": "de-DE",
}
UPDATE = "updateCompanyInformation"


async def test_everything_can_be_changed_and_what_is_left_out_stays(carnet: Carnet) -> None:
    assert await saved(carnet, UPDATE, **SENT) == KEPT
    assert await saved(carnet, UPDATE) == KEPT
    changed = await saved(carnet, UPDATE, address={"city": "Lübeck"})
    assert changed == {**KEPT, "address": {**KEPT["address"], "city": "Lübeck"}}  # type: ignore[dict-item] # a dictionary


async def test_null_clears_what_may_be_empty(carnet: Carnet) -> None:
    await saved(carnet, UPDATE, **SENT)
    cleared = await saved(carnet, UPDATE, address=None, phone=None, email="", homePage=" ", vatNumber=None)
    assert cleared == {
        **dict.fromkeys(KEPT),
        "name": "Nordlicht GmbH",
        "address": dict.fromkeys(KEPT["address"]),
        "currencyCode": "USD",
        "languageCode": "de-DE",
    }


async def test_name_currency_and_language_are_never_cleared(carnet: Carnet) -> None:
    expected = [("REQUIRED", f"input.{name}") for name in ("name", "currencyCode", "languageCode")]
    assert await refused(carnet, UPDATE, name=" ", currencyCode=None, languageCode="") == expected


async def test_every_wrong_value_is_named_at_once(carnet: Carnet) -> None:
    given = {
        "name": "x" * 101,
        "address": {"line2": "x" * 51, "countryCode": "UK"},
        "phone": "x",
        "email": "x",
        "homePage": "ftp://x",
        "vatNumber": "?",
        "currencyCode": "€",
        "languageCode": "xx",
    }
    assert await refused(carnet, UPDATE, **given) == [
        ("VALUE_TOO_LONG", "input.name"),
        ("VALUE_TOO_LONG", "input.address.line2"),
        ("INVALID_COUNTRY", "input.address.countryCode"),
        ("INVALID_PHONE", "input.phone"),
        ("INVALID_EMAIL", "input.email"),
        ("INVALID_VALUE", "input.homePage"),
        ("INVALID_VAT_NUMBER", "input.vatNumber"),
        ("INVALID_CURRENCY", "input.currencyCode"),
        ("INVALID_LANGUAGE", "input.languageCode"),
    ]


async def test_the_vat_number_obeys_the_country_that_is_stored(carnet: Carnet) -> None:
    await saved(carnet, UPDATE, address={"countryCode": "DE"})
    assert await refused(carnet, UPDATE, vatNumber="DE1") == [("INVALID_VAT_NUMBER", "input.vatNumber")]
