"""A shared field edited on any card reaches exactly the kinds that share it, and nothing else changes."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from db.unit_of_work import unit_of_work
from domain.change import Kind, Record
from domain.tables import TABLES
from tests.carnet import Carnet
from tests.schema.updating import changed, shown, update, versions

EVERYWHERE = (Kind.CONTACT, Kind.CUSTOMER, Kind.VENDOR, Kind.BANK_ACCOUNT)
TAXED = (Kind.CONTACT, Kind.CUSTOMER, Kind.VENDOR)
SOLD_TO = (Kind.CONTACT, Kind.CUSTOMER)

SHARED: dict[str, tuple[tuple[Kind, ...], str, str | None]] = {
    "name": (EVERYWHERE, "Nordlicht GmbH", "Südlicht AG"),
    "name2": (EVERYWHERE, "Werk 1", "Werk 2"),
    "address.line1": (EVERYWHERE, "Am Kai 1", "Am Kai 2"),
    "address.line2": (EVERYWHERE, "Hof", "Tor 3"),
    "address.city": (EVERYWHERE, "Kiel", "Köln"),
    "address.postCode": (EVERYWHERE, "24103", "50667"),
    "address.county": (EVERYWHERE, "SH", "NW"),
    "address.countryCode": (EVERYWHERE, "AT", "US"),
    "phone": (EVERYWHERE, "030 1234", "030 5678"),
    "mobilePhone": (EVERYWHERE, "0170 1234", "0170 5678"),
    "fax": (EVERYWHERE, "030 9999", "030 8888"),
    "email": (EVERYWHERE, "a@contoso.com", "b@contoso.com"),
    "homePage": (EVERYWHERE, "https://contoso.com", "https://fabrikam.com"),
    "languageCode": (EVERYWHERE, "de-DE", "fr-FR"),
    "currencyCode": (EVERYWHERE, "EUR", "USD"),
    "territoryCode": (EVERYWHERE, "NORTH", "SOUTH"),
    "salespersonCode": (SOLD_TO, "JR", None),  # one salesperson is set up
    "vatNumber": (TAXED, "ATU13585627", "12-3456789"),
    "registrationNumber": (TAXED, "HRB 1", "HRB 2"),
}
EDITED = list(EVERYWHERE)


async def _star(carnet: Carnet) -> dict[Kind, Record]:
    await carnet.set_up()
    values = {name.replace(".", "_"): before for name, (_, before, _) in SHARED.items()}
    return dict(zip(EDITED, await carnet.star(**values), strict=True))


def _expected(star: dict[Kind, Record], edited: Kind, field: str, before: Any, after: Any) -> list[tuple[Any, ...]]:
    """Return the changes in the order they follow: the edited record, the contact, the other cards."""
    kinds = SHARED[field][0]
    hub = star[Kind.CONTACT].number
    expected = [(star[edited].number, field, before, after, "ENTERED", None)]
    if edited is not Kind.CONTACT:
        expected.append((hub, field, before, after, "SYNCHRONISED", star[edited].number))
    others = (kind for kind in (Kind.CUSTOMER, Kind.VENDOR, Kind.BANK_ACCOUNT) if kind in kinds and kind is not edited)
    return expected + [(star[kind].number, field, before, after, "SYNCHRONISED", hub) for kind in others]


async def _times(carnet: Carnet, star: dict[Kind, Record]) -> dict[Kind, datetime]:
    async with unit_of_work(carnet.database) as work:
        return {
            kind: await work.connection.scalar(select(TABLES[kind].c.updated_at).where(TABLES[kind].c.id == record.id))
            for kind, record in star.items()
        }


@pytest.mark.parametrize("edited", EDITED)
async def test_a_changed_field_reaches_exactly_the_kinds_that_share_it(carnet: Carnet, edited: Kind) -> None:
    star = await _star(carnet)
    for field, (kinds, before, after) in SHARED.items():
        if edited in kinds:
            versions_before, times = await versions(carnet, *star.values()), await _times(carnet, star)
            assert await changed(carnet, star[edited], {field: after}) == _expected(star, edited, field, before, after)
            grown = [version + (kind in kinds) for kind, version in zip(EDITED, versions_before, strict=True)]
            assert await versions(carnet, *star.values()) == grown
            moved = {kind for kind, time in (await _times(carnet, star)).items() if time > times[kind]}
            assert moved == set(kinds), field


@pytest.mark.parametrize("cleared", [None, "", " \t "])
@pytest.mark.parametrize("edited", EDITED)
async def test_a_cleared_field_is_cleared_everywhere(carnet: Carnet, edited: Kind, cleared: str | None) -> None:
    star = await _star(carnet)
    for field, (kinds, before, _) in SHARED.items():
        if edited in kinds and field != "name":
            made = await changed(carnet, star[edited], {field: cleared})
            assert made == _expected(star, edited, field, before, None)
            assert [(await carnet.stored(star[kind])).values[field] for kind in kinds] == [None] * len(kinds)


@pytest.mark.parametrize("edited", EDITED)
async def test_an_address_set_to_null_is_cleared_as_a_whole_and_everywhere(carnet: Carnet, edited: Kind) -> None:
    star = await _star(carnet)
    payload = await update(carnet, star[edited], {"address": None})
    parts = [field for field in SHARED if field.startswith("address.")]
    assert sorted(shown(payload["changeSet"])) == sorted(
        change for field in parts for change in _expected(star, edited, field, SHARED[field][1], None)
    )


@pytest.mark.parametrize("edited", EDITED)
async def test_many_fields_at_once_make_one_version_of_each_record(carnet: Carnet, edited: Kind) -> None:
    star = await _star(carnet)
    asked = {field: after for field, (kinds, _, after) in SHARED.items() if edited in kinds}
    made = await changed(carnet, star[edited], asked)
    assert sorted(made) == sorted(
        change for field in asked for change in _expected(star, edited, field, SHARED[field][1], asked[field])
    )
    assert await versions(carnet, *star.values()) == [2, 2, 2, 2]


@pytest.mark.parametrize("edited", EDITED)
async def test_what_is_stored_already_changes_nothing(carnet: Carnet, edited: Kind) -> None:
    star = await _star(carnet)
    same = {field: before for field, (kinds, before, _) in SHARED.items() if edited in kinds}
    payload = await update(carnet, star[edited], same)
    assert (payload["errors"], payload["changeSet"], payload["record"]["version"]) == ([], None, 1)
    assert await versions(carnet, *star.values()) == [1, 1, 1, 1]


async def test_a_bank_with_several_accounts_keeps_them_all_in_step(carnet: Carnet) -> None:
    contact, *_, first = await carnet.star(name="Sparkasse")
    second = await carnet.add(Kind.BANK_ACCOUNT, linked=contact)
    made = await changed(carnet, second, {"phone": "030 1234"})
    assert [change[0] for change in made[:2]] == [second.number, contact.number]
    assert {change[0] for change in made[2:]} == {"D0002", "V0003", first.number}


async def test_a_card_without_a_contact_changes_alone(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star()
    alone = await carnet.add(Kind.CUSTOMER)
    assert await changed(carnet, alone, {"phone": "030 1234"}) == [
        (alone.number, "phone", None, "030 1234", "ENTERED", None)
    ]
    assert await versions(carnet, contact, customer, alone) == [1, 1, 2]


async def test_privacy_is_blocked_on_the_contact_and_travels_at_once(carnet: Carnet) -> None:
    contact, customer, vendor, _ = await carnet.star()
    for flag, block in ((("false", "true"), ("NONE", "ALL")), (("true", "false"), ("ALL", "NONE"))):
        assert await changed(carnet, contact, {"privacyBlocked": flag[1] == "true"}) == [
            (contact.number, "privacyBlocked", *flag, "ENTERED", None),
            (customer.number, "privacyBlocked", *flag, "SYNCHRONISED", contact.number),
            (customer.number, "blocked", *block, "DERIVED", contact.number),
            (vendor.number, "privacyBlocked", *flag, "SYNCHRONISED", contact.number),
            (vendor.number, "blocked", *block, "DERIVED", contact.number),
        ]


async def test_purchaser_our_contact_and_billing_stay_where_they_are(carnet: Carnet) -> None:
    await carnet.set_up()
    contact, customer, vendor, account = await carnet.star()
    assert await changed(carnet, vendor, {"purchaserCode": "jr", "billing.paymentTermsCode": "14d"}) == [
        (vendor.number, "purchaserCode", None, "JR", "ENTERED", None),
        (vendor.number, "billing.paymentTermsCode", None, "14D", "ENTERED", None),
    ]
    assert await changed(carnet, account, {"ourContactCode": "JR", "iban": "DE89 3704 0044 0532 0130 00"}) == [
        (account.number, "ourContactCode", None, "JR", "ENTERED", None),
        (account.number, "iban", None, "DE89370400440532013000", "ENTERED", None),
    ]
    assert await changed(carnet, customer, {"billing.creditLimit": "1250.50", "blocked": "SHIP"}) == [
        (customer.number, "blocked", "NONE", "SHIP", "ENTERED", None),
        (customer.number, "billing.creditLimit", None, "1250.5", "ENTERED", None),
    ]
    assert await versions(carnet, contact, customer, vendor, account) == [1, 2, 2, 2]
