"""Persons take over what their company changes, and what it has when they come to it.

Source: reference-contacts.md §8.
"""

from typing import Any

import pytest
from sqlalchemy import update as sql_update

from db.tables import MarketingSetup
from db.unit_of_work import unit_of_work
from domain.change import Kind, Record
from tests.carnet import Carnet, id_of
from tests.schema.updating import changed, versions

SINGLE = {
    "salespersonCode": ("inherit_salesperson", "JR", None),
    "territoryCode": ("inherit_territory", "NORTH", "SOUTH"),
    "address.countryCode": ("inherit_country", "DE", "AT"),
    "languageCode": ("inherit_language", "de-DE", "de-AT"),
    "phone": ("inherit_communication_details", "030 1234", "030 5678"),
    "mobilePhone": ("inherit_communication_details", "0170 1234", "0170 5678"),
    "fax": ("inherit_communication_details", "030 9999", "030 8888"),
    "email": ("inherit_communication_details", "a@contoso.com", "b@contoso.com"),
    "homePage": ("inherit_communication_details", "https://contoso.com", "https://fabrikam.com"),
}
ADDRESS = {
    "address.line1": ("Am Kai 1", "Am Kai 2"),
    "address.line2": ("Hof", None),
    "address.postCode": ("24103", "24105"),
    "address.city": ("Kiel", "Köln"),
    "address.county": ("SH", "NW"),
}
OWN = {"name2": "Werk 1", "currencyCode": "EUR", "vatNumber": "DE136695976", "registrationNumber": "HRB 1"}


def _values(**own: Any) -> dict[str, Any]:
    singles = {name: before for name, (_, before, _) in SINGLE.items()}
    address = {name: before for name, (before, _) in ADDRESS.items()}
    return {name.replace(".", "_"): value for name, value in {**singles, **address, **own}.items()}


async def _switch_off(carnet: Carnet, *switches: str) -> None:
    async with unit_of_work(carnet.database) as work:
        await work.connection.execute(sql_update(MarketingSetup).values(dict.fromkeys(switches, False)))
        await work.commit()


async def _inherited(carnet: Carnet, record: Record, person: Record, asked: dict[str, Any]) -> dict[str, Any]:
    """Edit a record; what its person takes over."""
    made = await changed(carnet, record, asked)
    return {
        field: after for number, field, _, after, reason, _ in made if (number, reason) == (person.number, "INHERITED")
    }


@pytest.mark.parametrize("edited", [Kind.CONTACT, Kind.CUSTOMER, Kind.BANK_ACCOUNT])
async def test_a_person_that_has_the_old_value_follows_its_company(carnet: Carnet, edited: Kind) -> None:
    await carnet.set_up()
    company, customer, _, account = await carnet.star(**_values())
    record = {Kind.CONTACT: company, Kind.CUSTOMER: customer, Kind.BANK_ACCOUNT: account}[edited]
    person = await carnet.person(company, **_values())
    for field, (_, _, after) in SINGLE.items():
        if edited is not Kind.BANK_ACCOUNT or field != "salespersonCode":
            assert await _inherited(carnet, record, person, {field: after}) == {field: after}
    for field, (_, after) in ADDRESS.items():
        assert await _inherited(carnet, record, person, {field: after}) == {field: after}


async def test_an_inherited_change_names_the_company_as_its_source(carnet: Carnet) -> None:
    company, customer, vendor, account = await carnet.star(phone="030 1234")
    person = await carnet.person(company, phone="030 1234")
    assert await changed(carnet, vendor, {"phone": "030 5678"}) == [
        (vendor.number, "phone", "030 1234", "030 5678", "ENTERED", None),
        (company.number, "phone", "030 1234", "030 5678", "SYNCHRONISED", vendor.number),
        (customer.number, "phone", "030 1234", "030 5678", "SYNCHRONISED", company.number),
        (account.number, "phone", "030 1234", "030 5678", "SYNCHRONISED", company.number),
        (person.number, "phone", "030 1234", "030 5678", "INHERITED", company.number),
    ]


async def test_a_person_keeps_its_own_values(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, **_values())
    person = await carnet.person(company, phone="040 1", email="anna@contoso.com", address_city="Bonn")
    asked = {"phone": "030 5678", "email": "b@contoso.com", "address.city": "Köln"}
    assert await _inherited(carnet, company, person, asked) == {}
    assert await versions(carnet, person) == [1]


async def test_a_blank_value_equals_a_blank_one(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT)
    person = await carnet.person(company)
    asked = {"phone": "030 1", "mobilePhone": "0170 12", "address.city": "Köln"}
    assert await _inherited(carnet, company, person, asked | {"phone": "030 123"}) == asked | {"phone": "030 123"}


async def test_a_cleared_value_is_cleared_on_the_persons_that_had_it(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, phone="030 1234")
    person = await carnet.person(company, phone="030 1234")
    assert await _inherited(carnet, company, person, {"phone": None}) == {"phone": None}


async def test_the_county_does_not_count_when_addresses_are_compared(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, **_values())
    person = await carnet.person(company, **_values(address_county="Holstein"))
    asked = {"address.county": "NW", "address.city": "Köln"}
    assert await _inherited(carnet, company, person, asked) == asked


async def test_one_part_of_an_address_of_its_own_keeps_the_whole_address(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, **_values())
    person = await carnet.person(company, **_values(address_line2="3rd floor"))
    assert await _inherited(carnet, company, person, {"address.city": "Köln"}) == {}


async def test_name_tax_and_currency_are_not_inherited(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, name="Nordlicht GmbH", **OWN)
    person = await carnet.person(company, name="Nordlicht GmbH", **OWN)
    asked = {**dict.fromkeys(OWN), "name": "Südlicht AG", "privacyBlocked": True}
    assert await _inherited(carnet, company, person, asked) == {}
    assert await versions(carnet, person) == [1]


@pytest.mark.parametrize("switch", sorted({switch for switch, _, _ in SINGLE.values()}))
async def test_what_is_switched_off_is_not_inherited(carnet: Carnet, switch: str) -> None:
    await carnet.set_up()
    await _switch_off(carnet, switch)
    company = await carnet.add(Kind.CONTACT, **_values())
    person = await carnet.person(company, **_values())
    asked = {name: after for name, (_, _, after) in SINGLE.items()}
    kept = {name: after for name, (own, _, after) in SINGLE.items() if own != switch}
    assert await _inherited(carnet, company, person, asked) == kept


async def test_addresses_can_be_switched_off(carnet: Carnet) -> None:
    await _switch_off(carnet, "inherit_address_details")
    company = await carnet.add(Kind.CONTACT, **_values())
    person = await carnet.person(company, **_values())
    asked = {name: after for name, (_, after) in ADDRESS.items()} | {"address.countryCode": "AT"}
    assert await _inherited(carnet, company, person, asked) == {"address.countryCode": "AT"}


async def test_an_inherited_value_reaches_the_persons_own_customer(carnet: Carnet) -> None:
    company, customer, *_ = await carnet.star(phone="030 1234")
    person = await carnet.person(company, phone="030 1234")
    own = await carnet.add(Kind.CUSTOMER, linked=person)
    made = await changed(carnet, customer, {"phone": "030 5678"})
    assert made[-2:] == [
        (person.number, "phone", "030 1234", "030 5678", "INHERITED", company.number),
        (own.number, "phone", "030 1234", "030 5678", "SYNCHRONISED", person.number),
    ]


async def test_a_person_comes_to_a_company_and_takes_over_what_it_has(carnet: Carnet) -> None:
    await carnet.set_up()
    company = await carnet.add(Kind.CONTACT, **_values())
    person = await carnet.person(name="Anna Berg")
    own = await carnet.add(Kind.CUSTOMER, linked=person)
    made = await changed(carnet, person, {"companyId": id_of(company)})
    everything = {name: before for name, (_, before, _) in SINGLE.items()}
    everything |= {name: before for name, (before, _) in ADDRESS.items()}
    assert made[0] == (person.number, "companyId", None, id_of(company), "ENTERED", None)
    assert {field: after for number, field, _, after, reason, _ in made if reason == "INHERITED"} == everything
    assert {field: after for number, field, _, after, reason, _ in made if number == own.number} == everything


async def test_on_assignment_codes_are_overwritten_even_by_blanks_but_details_are_not(carnet: Carnet) -> None:
    await carnet.set_up()
    company = await carnet.add(Kind.CONTACT)
    person = await carnet.person(**_values())
    made = await changed(carnet, person, {"companyId": id_of(company)})
    codes = ("salespersonCode", "territoryCode", "address.countryCode", "languageCode")
    assert made[1:] == [(person.number, name, SINGLE[name][1], None, "INHERITED", company.number) for name in codes]


async def test_on_assignment_what_came_from_the_former_company_is_replaced(carnet: Carnet) -> None:
    former = await carnet.add(Kind.CONTACT, phone="030 1234", email="a@contoso.com", address_city="Kiel")
    company = await carnet.add(Kind.CONTACT, phone="040 5678", address_city="Bonn", address_county="NW")
    person = await carnet.person(former, phone="030 1234", email="anna@contoso.com", address_city="Kiel")
    assert await _inherited(carnet, person, person, {"companyId": id_of(company)}) == {
        "phone": "040 5678",
        "address.city": "Bonn",
        "address.county": "NW",
    }


async def test_on_assignment_what_is_switched_off_is_not_taken_over(carnet: Carnet) -> None:
    await _switch_off(carnet, "inherit_language", "inherit_address_details", "inherit_communication_details")
    company = await carnet.add(Kind.CONTACT, **_values(salespersonCode=None))
    person = await carnet.person()
    taken = await _inherited(carnet, person, person, {"companyId": id_of(company)})
    assert taken == {"territoryCode": "NORTH", "address.countryCode": "DE"}


async def test_what_the_edit_gives_is_not_inherited_also_where_it_is_what_is_stored(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, languageCode="de-DE", phone="030 1234", territoryCode="NORTH")
    person = await carnet.person(languageCode="fr-FR")
    asked = {"companyId": id_of(company), "languageCode": "fr-FR", "phone": None, "territoryCode": "SOUTH"}
    assert await _inherited(carnet, person, person, asked) == {}
    stored = (await carnet.stored(person)).values
    assert [stored[name] for name in asked] == [id_of(company), "fr-FR", None, "SOUTH"]


async def test_a_person_that_leaves_its_company_keeps_what_it_inherited(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, **_values(salespersonCode=None))
    person = await carnet.person(company, **_values(salespersonCode=None))
    assert await changed(carnet, person, {"companyId": None}) == [
        (person.number, "companyId", id_of(company), None, "ENTERED", None)
    ]
