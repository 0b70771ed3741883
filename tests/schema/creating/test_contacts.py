"""A contact is made by hand: a company, or a person whose name and parts are kept together.

Source: product.md §1, reference-contacts.md §9.
"""

from typing import Any

import pytest

from domain.change import Kind
from tests.carnet import Carnet, id_of
from tests.schema.creating.creating import create, made, refused, told, warned, whole
from tests.schema.updating import shown

NEW = "createContact"
PERSON = {"type": "PERSON"}
ANNA = {"firstName": "Anna", "middleName": None, "lastName": "Berg"}


async def test_a_company_holds_what_is_given_and_nothing_else(carnet: Carnet) -> None:
    await carnet.set_up()
    given = {
        "name": "Nordlicht GmbH",
        "name2": "Werk 1",
        "address.line1": "Am Kai 1",
        "address.city": "Kiel",
        "address.countryCode": "de",
        "phone": " 030 1234 ",
        "email": "a@contoso.com;b@contoso.com",
        "vatNumber": "de 136695976",
        "salespersonCode": "jr",
        "currencyCode": "eur",
    }
    kept = {
        "number": "CT00001",
        "address.countryCode": "DE",
        "phone": "030 1234",
        "vatNumber": "DE 136695976",
        "salespersonCode": "JR",
        "currencyCode": "EUR",
    }
    contact = await made(carnet, NEW, given)
    assert contact.values == whole(Kind.CONTACT, {**given, **kept})
    assert contact.version == 1


async def test_the_journal_tells_every_value_of_a_new_contact(carnet: Carnet) -> None:
    payload = await create(carnet, NEW, {**PERSON, "name": "Anna Berg", "phone": "030 1234"})
    assert payload["changeSet"]["operation"] == NEW
    assert sorted(shown(payload["changeSet"])) == [
        ("CT00001", "firstName", None, "Anna", "DERIVED", None),
        ("CT00001", "lastName", None, "Berg", "DERIVED", None),
        ("CT00001", "name", None, "Anna Berg", "ENTERED", None),
        ("CT00001", "number", None, "CT00001", "DEFAULTED", None),
        ("CT00001", "phone", None, "030 1234", "ENTERED", None),
        ("CT00001", "privacyBlocked", None, "false", "DEFAULTED", None),
        ("CT00001", "type", None, "PERSON", "ENTERED", None),
    ]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"name": "Anna Berg"}, {"name": "Anna Berg", **ANNA}),
        ({"name": "Anna"}, {"name": "Anna", **dict.fromkeys(ANNA), "firstName": "Anna"}),
        (
            {"name": " Anna Maria  von Berg "},
            {"name": "Anna Maria  von Berg", "firstName": "Anna Maria", "middleName": "von", "lastName": "Berg"},
        ),
        ({"name": "Anna " + "x" * 31}, {"name": "Anna " + "x" * 31, **dict.fromkeys(ANNA)}),
        ({"firstName": "Anna", "lastName": "Berg"}, {"name": "Anna Berg", **ANNA}),
        ({"lastName": "Berg"}, {"name": "Berg", **dict.fromkeys(ANNA), "lastName": "Berg"}),
        (
            {"firstName": "Anna Maria", "middleName": "von", "lastName": "zu Berg"},
            {
                "name": "Anna Maria von zu Berg",
                "firstName": "Anna Maria",
                "middleName": "von",
                "lastName": "zu Berg",
            },
        ),
        ({"name": "Anna Berg", "firstName": "Anna", "lastName": "Berg"}, {"name": "Anna Berg", **ANNA}),
        ({"name": "Anna Berg", "firstName": None, "lastName": ""}, {"name": "Anna Berg", **ANNA}),
        ({"name": None, "firstName": "Anna", "lastName": "Berg"}, {"name": "Anna Berg", **ANNA}),
    ],
)
async def test_a_person_has_a_name_and_its_parts(
    carnet: Carnet, given: dict[str, Any], kept: dict[str, str | None]
) -> None:
    person = await made(carnet, NEW, {**PERSON, **given, "jobTitle": "Buyer"})
    expected = {"number": "CT00001", **PERSON, "jobTitle": "Buyer", **kept}
    assert person.values == whole(Kind.CONTACT, expected)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, [("REQUIRED", "input.name")]),
        ({"name": None}, [("REQUIRED", "input.name")]),
        ({"name": " \t "}, [("REQUIRED", "input.name")]),
        (PERSON, [("REQUIRED", "input.name")]),
        ({**PERSON, "firstName": " "}, [("REQUIRED", "input.name")]),
        ({"name": "x" * 101}, [("VALUE_TOO_LONG", "input.name")]),
        ({**PERSON, "name": "Bea Thal", "firstName": "Anna"}, [("INVALID_VALUE", "input.name")]),
        ({"name": "Nordlicht", "firstName": "Anna"}, [("NOT_A_PERSON", "input.firstName")]),
        ({"name": "Nordlicht", "middleName": "von"}, [("NOT_A_PERSON", "input.middleName")]),
        ({"name": "Nordlicht", "lastName": "Berg"}, [("NOT_A_PERSON", "input.lastName")]),
        ({"name": "Nordlicht", "jobTitle": "Buyer"}, [("NOT_A_PERSON", "input.jobTitle")]),
    ],
)
async def test_a_contact_without_a_fitting_name_is_refused(
    carnet: Carnet, given: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert sorted(await refused(carnet, NEW, given)) == sorted(found)


async def test_the_parts_of_a_company_may_be_said_to_be_empty(carnet: Carnet) -> None:
    given = {"name": "Nordlicht", **dict.fromkeys((*ANNA, "jobTitle", "companyId"))}
    assert (await made(carnet, NEW, given)).values == whole(Kind.CONTACT, {"name": "Nordlicht", "number": "CT00001"})


async def test_only_a_person_belongs_to_a_company_and_only_to_a_company(carnet: Carnet) -> None:
    company, person, customer = await carnet.add(Kind.CONTACT), await carnet.person(), await carnet.add(Kind.CUSTOMER)
    path, anna = "input.companyId", {**PERSON, "name": "Anna Berg"}
    nothing = "contact-00000000-0000-7000-8000-000000000000"
    for given, code in (
        ({"name": "Nordlicht", "companyId": id_of(company)}, "NOT_A_PERSON"),
        ({**anna, "companyId": id_of(person)}, "NOT_A_COMPANY"),
        ({**anna, "companyId": id_of(customer)}, "NOT_FOUND"),
        ({**anna, "companyId": company.id}, "NOT_FOUND"),
        ({**anna, "companyId": nothing}, "NOT_FOUND"),
    ):
        assert await refused(carnet, NEW, given) == [(code, path)]
    assert await told(carnet, NEW, {**anna, "companyId": id_of(person)}) == [
        f"Contact {person.number} is not a company. Choose a contact of type COMPANY.",
        f"Le contact {person.number} n'est pas une société. Choisissez un contact de type COMPANY.",
    ]
    assert await told(carnet, NEW, {"name": "Nordlicht", "jobTitle": "Buyer"}) == [
        "Contact (new) is a company: this field is for persons only. Leave it out.",
        "Le contact (new) est une société : ce champ est réservé aux personnes. Ne le renseignez pas.",
    ]


async def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_written(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    given = {
        "number": contact.number,
        "firstName": "Anna",
        "name2": "x" * 51,
        "address.countryCode": "XX",
        "address.city": "K\0ln",
        "phone": "nobody",
        "email": "nobody",
        "homePage": "javascript:alert(1)",
        "languageCode": "!",
        "currencyCode": "XXXX",
        "vatNumber": "x" * 21,
        "salespersonCode": "NOBODY",
        "companyId": "contact-00000000-0000-7000-8000-000000000000",
    }
    assert sorted(await refused(carnet, NEW, given)) == [
        ("INVALID_COUNTRY", "input.address.countryCode"),
        ("INVALID_CURRENCY", "input.currencyCode"),
        ("INVALID_EMAIL", "input.email"),
        ("INVALID_LANGUAGE", "input.languageCode"),
        ("INVALID_PHONE", "input.phone"),
        ("INVALID_VALUE", "input.address.city"),
        ("INVALID_VALUE", "input.homePage"),
        ("INVALID_VALUE", "input.salespersonCode"),
        ("NOT_A_PERSON", "input.companyId"),
        ("NOT_A_PERSON", "input.firstName"),
        ("NOT_FOUND", "input.companyId"),
        ("NOT_UNIQUE", "input.number"),
        ("REQUIRED", "input.name"),
        ("VALUE_TOO_LONG", "input.name2"),
        ("VALUE_TOO_LONG", "input.vatNumber"),
    ]


async def test_a_vat_number_that_others_have_is_warned_of(carnet: Carnet) -> None:
    given = {"name": "Nordlicht", "vatNumber": "DE136695976", "address.countryCode": "DE"}
    assert (await warned(carnet, NEW, given))[1] == []
    assert (await warned(carnet, NEW, given))[1] == ["VAT_NUMBER_IN_USE"]
