"""What a new contact is not given it takes over from its company, else from the defaults of the marketing set-up.

Source: reference-contacts.md §2.4, §8.
"""

from typing import Any

import pytest

from domain.change import Kind, Record, Value
from tests.carnet import Carnet, id_of
from tests.schema.creating.creating import create, made, whole
from tests.schema.creating.setting_up import set_marketing
from tests.schema.updating import shown

NEW = "createContact"
GROUPS: dict[str, dict[str, Value]] = {
    "inherit_salesperson": {"salespersonCode": "JR"},
    "inherit_territory": {"territoryCode": "NORTH"},
    "inherit_country": {"address.countryCode": "DE"},
    "inherit_language": {"languageCode": "de-DE"},
    "inherit_address_details": {
        "address.line1": "Am Kai 1",
        "address.line2": "Hof",
        "address.postCode": "24103",
        "address.city": "Kiel",
        "address.county": "SH",
    },
    "inherit_communication_details": {
        "phone": "030 1234",
        "mobilePhone": "0170 1234",
        "fax": "030 9999",
        "email": "a@contoso.com",
        "homePage": "https://contoso.com",
    },
}
EVERYTHING = {name: value for group in GROUPS.values() for name, value in group.items()}
OWN = {"name2": "Werk 1", "currencyCode": "EUR", "vatNumber": "DE136695976", "registrationNumber": "HRB 1"}
DEFAULTS = {
    "default_salesperson_code": "JR",
    "default_territory_code": "SOUTH",
    "default_country_code": "FR",
    "default_language_code": "fr-FR",
}
DEFAULTED = dict(
    zip(("salespersonCode", "territoryCode", "address.countryCode", "languageCode"), DEFAULTS.values(), strict=True)
)
ANNA = {"type": "PERSON", "name": "Anna Berg"}
WHOLE_ANNA = {**ANNA, "firstName": "Anna", "lastName": "Berg", "number": "CT00001"}


async def _company(carnet: Carnet, **values: Any) -> Record:
    await carnet.set_up()
    return await carnet.add(Kind.CONTACT, **{name.replace(".", "_"): value for name, value in values.items()})


async def test_a_person_takes_over_every_group_from_its_company_and_nothing_else(carnet: Carnet) -> None:
    company = await _company(carnet, **EVERYTHING, **OWN)
    person = await made(carnet, NEW, {**ANNA, "companyId": id_of(company)})
    assert person.values == whole(Kind.CONTACT, {**WHOLE_ANNA, "companyId": id_of(company), **EVERYTHING})
    assert (await carnet.stored(company)).version == 1


@pytest.mark.parametrize("switch", GROUPS)
async def test_a_group_that_is_switched_off_is_not_taken_over(carnet: Carnet, switch: str) -> None:
    company = await _company(carnet, **EVERYTHING)
    await set_marketing(carnet, **{switch: False})
    person = await made(carnet, NEW, {**ANNA, "companyId": id_of(company)})
    kept = {name: value for name, value in EVERYTHING.items() if name not in GROUPS[switch]}
    assert person.values == whole(Kind.CONTACT, {**WHOLE_ANNA, "companyId": id_of(company), **kept})


async def test_what_is_given_is_not_taken_over_also_where_it_is_given_as_empty(carnet: Carnet) -> None:
    company = await _company(carnet, **EVERYTHING)
    given = {"languageCode": "fr-FR", "territoryCode": None, "phone": None, "fax": "040 1"}
    person = await made(carnet, NEW, {**ANNA, "companyId": id_of(company), **given})
    expected = {**WHOLE_ANNA, "companyId": id_of(company), **EVERYTHING, **given}
    assert person.values == whole(Kind.CONTACT, expected)


async def test_a_person_with_an_address_of_its_own_keeps_it_whole(carnet: Carnet) -> None:
    company = await _company(carnet, **EVERYTHING)
    person = await made(carnet, NEW, {**ANNA, "companyId": id_of(company), "address.city": "Bonn"})
    kept = {name: value for name, value in EVERYTHING.items() if name not in GROUPS["inherit_address_details"]}
    expected = {**WHOLE_ANNA, "companyId": id_of(company), **kept, "address.city": "Bonn"}
    assert person.values == whole(Kind.CONTACT, expected)


@pytest.mark.parametrize("type_", ["COMPANY", "PERSON"])
async def test_the_defaults_of_the_set_up_fill_what_is_left_out(carnet: Carnet, type_: str) -> None:
    await carnet.set_up()
    await set_marketing(carnet, **DEFAULTS)
    contact = await made(carnet, NEW, {"type": type_, "name": "Nordlicht"})
    parts = {"firstName": "Nordlicht"} if type_ == "PERSON" else {}
    expected = {"type": type_, "name": "Nordlicht", "number": "CT00001", **parts, **DEFAULTED}
    assert contact.values == whole(Kind.CONTACT, expected)


@pytest.mark.parametrize("empty", [None, "", " "])
async def test_the_defaults_do_not_fill_what_is_given_as_empty(carnet: Carnet, empty: str | None) -> None:
    await carnet.set_up()
    await set_marketing(carnet, **DEFAULTS)
    contact = await made(carnet, NEW, {"name": "Nordlicht", **dict.fromkeys(DEFAULTED, empty)})
    assert contact.values == whole(Kind.CONTACT, {"name": "Nordlicht", "number": "CT00001"})


async def test_an_address_given_as_null_gets_no_default_country(carnet: Carnet) -> None:
    await set_marketing(carnet, default_country_code="FR")
    contact = await made(carnet, NEW, {"name": "Nordlicht", "address": None})
    assert contact.values == whole(Kind.CONTACT, {"name": "Nordlicht", "number": "CT00001"})


async def test_what_the_company_gives_beats_the_defaults(carnet: Carnet) -> None:
    company = await _company(carnet, **EVERYTHING)
    await set_marketing(carnet, **DEFAULTS)
    person = await made(carnet, NEW, {**ANNA, "companyId": id_of(company)})
    assert person.values == whole(Kind.CONTACT, {**WHOLE_ANNA, "companyId": id_of(company), **EVERYTHING})


async def test_what_the_company_leaves_blank_beats_the_defaults_too(carnet: Carnet) -> None:
    company = await _company(carnet)
    await set_marketing(carnet, **DEFAULTS)
    person = await made(carnet, NEW, {**ANNA, "companyId": id_of(company)})
    assert person.values == whole(Kind.CONTACT, {**WHOLE_ANNA, "companyId": id_of(company)})


async def test_the_defaults_fill_what_is_not_taken_over(carnet: Carnet) -> None:
    company = await _company(carnet, **EVERYTHING)
    await set_marketing(carnet, **DEFAULTS, inherit_language=False, inherit_country=False)
    person = await made(carnet, NEW, {**ANNA, "companyId": id_of(company)})
    expected: dict[str, Any] = {**EVERYTHING, "languageCode": "fr-FR", "address.countryCode": "FR"}
    assert person.values == whole(Kind.CONTACT, {**WHOLE_ANNA, "companyId": id_of(company), **expected})


async def test_the_journal_says_where_each_value_came_from(carnet: Carnet) -> None:
    company = await _company(carnet, phone="030 1234")
    await set_marketing(carnet, **DEFAULTS, inherit_language=False)
    payload = await create(carnet, NEW, {**ANNA, "companyId": id_of(company)})
    told = [change[1:] for change in shown(payload["changeSet"]) if change[1] in {"phone", "languageCode"}]
    assert told == [
        ("phone", None, "030 1234", "INHERITED", company.number),
        ("languageCode", None, "fr-FR", "DEFAULTED", None),
    ]
