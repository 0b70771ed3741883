"""What a contact is to us, in one word. Source: reference-contacts.md §10."""

from sqlalchemy import insert, select
from uuid_utils import uuid7

from db.tables import BusinessRelation, ContactRelation
from db.unit_of_work import unit_of_work
from tests.carnet import NOW, Carnet, Kind, Record


async def classify(carnet: Carnet, contact: Record, code: str) -> None:
    """Give a contact a business relation without a link."""
    async with unit_of_work(carnet.database) as work:
        key = await work.connection.scalar(select(BusinessRelation.id).where(BusinessRelation.code == code))
        row = {"contact_id": contact.id, "business_relation_id": key, "created_at": NOW}
        await work.connection.execute(insert(ContactRelation).values(id=str(uuid7()), **row))
        await work.commit()


async def kind(carnet: Carnet, contact: Record) -> str:
    found = await carnet.ask(
        """query ($number: String) { contact(number: $number) { relationKind }
        contacts(where: {number: {eq: $number}}) { nodes { relationKind } } }""",
        number=contact.number,
    )
    assert found["contacts"]["nodes"] == [found["contact"]]
    return str(found["contact"]["relationKind"])


async def test_a_contact_is_what_its_one_relation_says(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    assert await kind(carnet, contact) == "NONE"
    for each in (Kind.CUSTOMER, Kind.VENDOR, Kind.BANK_ACCOUNT):
        contact = await carnet.add(Kind.CONTACT)
        await carnet.add(each, linked=contact)
        assert await kind(carnet, contact) == each


async def test_a_relation_without_a_link_is_something_else(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    await classify(carnet, contact, "CUST")
    assert await kind(carnet, contact) == "OTHER"
    await classify(carnet, contact, "VEND")
    assert await kind(carnet, contact) == "MULTIPLE"


async def test_several_relations_are_several_things(carnet: Carnet) -> None:
    contact, *_ = await carnet.star()
    assert await kind(carnet, contact) == "MULTIPLE"
    bank = await carnet.add(Kind.CONTACT)
    for _ in range(2):
        await carnet.add(Kind.BANK_ACCOUNT, linked=bank)
    assert await kind(carnet, bank) == "MULTIPLE"


async def test_a_person_is_what_its_company_is_too(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT)
    person, alone = await carnet.person(company), await carnet.person()
    assert (await kind(carnet, person), await kind(carnet, alone)) == ("NONE", "NONE")
    await carnet.add(Kind.VENDOR, linked=company)
    assert (await kind(carnet, person), await kind(carnet, alone)) == ("VENDOR", "NONE")
    await carnet.add(Kind.CUSTOMER, linked=person)
    assert (await kind(carnet, person), await kind(carnet, company)) == ("MULTIPLE", "VENDOR")
