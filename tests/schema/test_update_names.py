"""A person's name and its parts stay together; a contact's type changes only where nothing hangs on it.

Source: reference-contacts.md §9, product.md §1.2.
"""

from domain.change import Kind, Record
from tests.carnet import Carnet, id_of
from tests.schema.updating import changed, refused, update

PARTS = ("firstName", "middleName", "lastName")


async def _parts(carnet: Carnet, person: Record) -> tuple[object, ...]:
    values = (await carnet.stored(person)).values
    return tuple(values[name] for name in ("name", *PARTS))


NAMES_AND_PARTS = (
    ("Anna", ("Anna", None, None)),
    ("Anna Berg", ("Anna", None, "Berg")),
    ("Anna  Maria Berg", ("Anna", "Maria", "Berg")),
    ("Anna Maria Luise Berg", ("Anna Maria", "Luise", "Berg")),
    ("Anna " + "B" * 31, (None, None, None)),
)


async def test_a_new_name_is_taken_apart_and_nothing_is_cut(carnet: Carnet) -> None:
    for name, parts in NAMES_AND_PARTS:
        person = await carnet.person(name="Old Name", firstName="Old", lastName="Name")
        await update(carnet, person, {"name": name})
        assert await _parts(carnet, person) == (name, *parts)


async def test_a_new_part_makes_the_name(carnet: Carnet) -> None:
    person = await carnet.person(name="Anna Berg", firstName="Anna", lastName="Berg")
    assert await changed(carnet, person, {"middleName": "Maria", "lastName": "Berg-Thal"}) == [
        (person.number, "middleName", None, "Maria", "ENTERED", None),
        (person.number, "lastName", "Berg", "Berg-Thal", "ENTERED", None),
        (person.number, "name", "Anna Berg", "Anna Maria Berg-Thal", "DERIVED", None),
    ]
    await update(carnet, person, {"firstName": "", "middleName": None})
    assert await _parts(carnet, person) == ("Berg-Thal", None, None, "Berg-Thal")


NAMES_AND_GIVEN_PARTS = (
    ("Ludwig van Beethoven-Brentano", ("Ludwig", None, "van Beethoven-Brentano")),
    ("Karl van Beethoven", ("Karl", None, "van Beethoven")),
    ("Karl Brentano", ("Karl", None, "Brentano")),
)


async def test_given_parts_are_kept_where_they_fit_the_new_name(carnet: Carnet) -> None:
    for name, parts in NAMES_AND_GIVEN_PARTS:
        person = await carnet.person(name="Ludwig van Beethoven", firstName="Ludwig", lastName="van Beethoven")
        await update(carnet, person, {"name": name})
        assert await _parts(carnet, person) == (name, *parts)


async def test_a_given_first_name_alone_is_kept_when_a_last_name_comes_to_it(carnet: Carnet) -> None:
    person = await carnet.person(name="Anna Maria", firstName="Anna Maria")
    await update(carnet, person, {"name": "Anna Maria Berg"})
    assert await _parts(carnet, person) == ("Anna Maria Berg", "Anna Maria", None, "Berg")


async def test_a_person_renamed_on_its_customer_is_taken_apart_too(carnet: Carnet) -> None:
    person = await carnet.person(name="Anna Berg", firstName="Anna", lastName="Berg")
    customer = await carnet.add(Kind.CUSTOMER, linked=person)
    assert await changed(carnet, customer, {"name": "Bea Thal"}) == [
        (customer.number, "name", "Anna Berg", "Bea Thal", "ENTERED", None),
        (person.number, "name", "Anna Berg", "Bea Thal", "SYNCHRONISED", customer.number),
        (person.number, "firstName", "Anna", "Bea", "DERIVED", None),
        (person.number, "lastName", "Berg", "Thal", "DERIVED", None),
    ]


async def test_a_form_that_sends_everything_back_may_change_the_name_or_a_part(carnet: Carnet) -> None:
    person = await carnet.person(name="Anna Berg", firstName="Anna", lastName="Berg")
    form = {"name": "Anna Berg", "firstName": "Anna", "middleName": None, "lastName": "Berg", "jobTitle": None}
    await update(carnet, person, form | {"lastName": "Thal"})
    assert await _parts(carnet, person) == ("Anna Thal", "Anna", None, "Thal")
    await update(carnet, person, form | {"lastName": "Thal", "name": "Bea Thal"})
    assert await _parts(carnet, person) == ("Bea Thal", "Bea", None, "Thal")


async def test_name_and_parts_that_contradict_each_other_are_refused(carnet: Carnet) -> None:
    person = await carnet.person(name="Anna Berg", firstName="Anna", lastName="Berg")
    asked = {"name": "Bea Thal", "firstName": "Bea"}
    assert await refused(carnet, person, asked) == [("INVALID_VALUE", "input.name")]
    assert await changed(carnet, person, asked | {"lastName": "Thal"}) == [
        (person.number, "name", "Anna Berg", "Bea Thal", "ENTERED", None),
        (person.number, "firstName", "Anna", "Bea", "ENTERED", None),
        (person.number, "lastName", "Berg", "Thal", "ENTERED", None),
    ]


async def test_a_person_without_any_part_of_a_name_is_refused(carnet: Carnet) -> None:
    person = await carnet.person(name="Anna Berg", firstName="Anna", lastName="Berg")
    assert await refused(carnet, person, {"firstName": None, "lastName": ""}) == [("REQUIRED", "input.firstName")]


async def test_a_company_has_no_parts_of_a_name(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT)
    for field in (*PARTS, "jobTitle"):
        assert await refused(carnet, company, {field: "Anna"}) == [("NOT_A_PERSON", f"input.{field}")]
        assert await changed(carnet, company, {field: None}) == []


async def test_a_company_belongs_to_no_company(carnet: Carnet) -> None:
    company, other = await carnet.add(Kind.CONTACT), await carnet.add(Kind.CONTACT)
    assert await refused(carnet, company, {"companyId": id_of(other)}) == [("NOT_A_PERSON", "input.companyId")]


async def test_a_person_belongs_to_a_company_only(carnet: Carnet) -> None:
    person, other = await carnet.person(), await carnet.person()
    for wrong in (other, person):
        assert await refused(carnet, person, {"companyId": id_of(wrong)}) == [("NOT_A_COMPANY", "input.companyId")]


async def test_a_company_becomes_a_person_and_its_name_is_taken_apart(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, name="Anna Berg")
    assert await changed(carnet, contact, {"type": "PERSON", "jobTitle": "Owner"}) == [
        (contact.number, "type", "COMPANY", "PERSON", "ENTERED", None),
        (contact.number, "jobTitle", None, "Owner", "ENTERED", None),
        (contact.number, "firstName", None, "Anna", "DERIVED", None),
        (contact.number, "lastName", None, "Berg", "DERIVED", None),
    ]


async def test_a_company_becomes_a_person_of_another_company_at_once(carnet: Carnet) -> None:
    contact, company = await carnet.add(Kind.CONTACT, name="Anna"), await carnet.add(Kind.CONTACT, phone="030 1234")
    await update(carnet, contact, {"type": "PERSON", "companyId": id_of(company)})
    assert (await carnet.stored(contact)).values["phone"] == "030 1234"


async def test_a_person_becomes_a_company_without_parts_job_title_and_company(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT)
    person = await carnet.person(company, name="Anna Berg", firstName="Anna", lastName="Berg", jobTitle="Owner")
    customer = await carnet.add(Kind.CUSTOMER, linked=person)
    form = {"type": "COMPANY", "companyId": id_of(company), "firstName": "Anna", "jobTitle": "Owner"}
    assert await changed(carnet, person, form) == [
        (person.number, "type", "PERSON", "COMPANY", "ENTERED", None),
        (person.number, "firstName", "Anna", None, "DERIVED", None),
        (person.number, "lastName", "Berg", None, "DERIVED", None),
        (person.number, "jobTitle", "Owner", None, "DERIVED", None),
        (person.number, "companyId", id_of(company), None, "DERIVED", None),
        (customer.number, "contactType", "PERSON", "COMPANY", "SYNCHRONISED", person.number),
    ]


async def test_what_hangs_on_a_company_keeps_it_a_company_and_every_reason_is_told(carnet: Carnet) -> None:
    company, *_ = await carnet.star(currencyCode="EUR", vatNumber="12345")
    await carnet.person(company)
    payload = await update(carnet, company, {"type": "PERSON"})
    assert [(error["code"], error["path"]) for error in payload["errors"]] == [
        ("TYPE_CHANGE_REFUSED", ["input", "type"])
    ] * 4
    assert [error["message"].partition(": ")[2] for error in payload["errors"]] == [
        "persons belong to it. Move them first.",
        "it has business relations. Remove them first.",
        "it has a currency. Clear it first.",
        "it has a VAT number. Clear it first.",
    ]
    assert await refused(carnet, company, {"type": "PERSON"}) == [("TYPE_CHANGE_REFUSED", "input.type")] * 4


async def test_a_primary_contact_stays_a_person(carnet: Carnet) -> None:
    company, customer, *_ = await carnet.star()
    person = await carnet.person(company)
    await update(carnet, customer, {"primaryContactId": id_of(person)})
    assert await refused(carnet, person, {"type": "COMPANY"}) == [("TYPE_CHANGE_REFUSED", "input.type")]
