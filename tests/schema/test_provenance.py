"""Why a field holds its value is told change by change, back to where it was first entered. Source: product.md §2.9."""

import json
from pathlib import Path

import pytest

from domain.access import ROLES, Role
from domain.change import Kind, Record
from domain.ids import public_id
from schema.operations import Asked, Operations
from server.importing import run_import
from tests.carnet import Carnet, id_of
from tests.schema.batches.asking import create as create_contacts
from tests.schema.creating.creating import contact_of, made
from tests.schema.linking.linking import UNKNOWN, deleting, done, linking, parting
from tests.schema.updating import changed

QUERY = """query ($id: ID!, $field: String!) { provenance(id: $id, field: $field) { field value
  chain { recordNumber field after reason changeSet { operation } } } }"""
Step = tuple[str, str, str | None, str]


async def traced(carnet: Carnet, record: Record | str, field: str) -> tuple[str | None, list[Step]] | None:
    """Return the value of a field, and its chain as (number, field, value, reason)."""
    key = record if isinstance(record, str) else id_of(record)
    found = (await carnet.ask(QUERY, id=key, field=field))["provenance"]
    if found is None:
        return None
    assert found["field"] == field
    names = ("recordNumber", "field", "after", "reason")
    return found["value"], [tuple(change[name] for name in names) for change in found["chain"]]  # type: ignore[misc] # four


async def test_a_value_leads_from_a_persons_own_card_to_the_card_where_it_was_entered(carnet: Carnet) -> None:
    company, customer, *_ = await carnet.star(phone="030 1")
    person = await carnet.person(company, phone="030 1")
    own = await carnet.add(Kind.VENDOR, linked=person)
    await changed(carnet, customer, {"phone": "030 2"})
    await changed(carnet, customer, {"fax": "040 2"})
    assert await traced(carnet, own, "phone") == (
        "030 2",
        [
            (own.number, "phone", "030 2", "SYNCHRONISED"),
            (person.number, "phone", "030 2", "INHERITED"),
            (company.number, "phone", "030 2", "SYNCHRONISED"),
            (customer.number, "phone", "030 2", "ENTERED"),
        ],
    )


async def test_a_card_leads_to_the_contact_that_it_was_made_from(carnet: Carnet) -> None:
    contact = await made(carnet, "createContact", {"type": "COMPANY", "name": "Nord", "address.city": "Kiel"})
    await changed(carnet, contact, {"fax": "040 1"})
    card = await made(carnet, "createCustomerFromContact", {"contactId": id_of(contact)})
    assert await traced(carnet, card, "address.city") == (
        "Kiel",
        [(card.number, "address.city", "Kiel", "SYNCHRONISED"), (contact.number, "address.city", "Kiel", "ENTERED")],
    )
    assert await traced(carnet, card, "contactType") == (
        "COMPANY",
        [(card.number, "contactType", "COMPANY", "SYNCHRONISED"), (contact.number, "type", "COMPANY", "ENTERED")],
    )


async def test_what_was_changed_later_where_it_came_from_does_not_count(carnet: Carnet) -> None:
    contact = await made(carnet, "createContact", {"type": "COMPANY", "name": "Nord", "phone": "030 1"})
    card = await made(carnet, "createVendorFromContact", {"contactId": id_of(contact)})
    await done(carnet, await parting(carnet, card))
    await changed(carnet, contact, {"phone": "030 2", "number": "C-NEW"})
    assert await traced(carnet, card, "phone") == (
        "030 1",
        [(card.number, "phone", "030 1", "SYNCHRONISED")],
    ), "its contact has another number now, by which it is not found"
    await changed(carnet, contact, {"number": contact.number})
    assert await traced(carnet, card, "phone") == (
        "030 1",
        [(card.number, "phone", "030 1", "SYNCHRONISED"), (contact.number, "phone", "030 1", "ENTERED")],
    )


@pytest.mark.parametrize("is_deleted", [False, True])
async def test_another_record_that_has_the_number_now_is_not_taken_for_the_source(
    carnet: Carnet, *, is_deleted: bool
) -> None:
    contact = await made(carnet, "createContact", {"type": "COMPANY", "name": "Nord", "phone": "030 1"})
    other = await made(carnet, "createContact", {"type": "COMPANY", "name": "Tal", "phone": "040 2"})
    card = await made(carnet, "createVendorFromContact", {"contactId": id_of(contact)})
    await done(carnet, deleting(contact) if is_deleted else await parting(carnet, card))
    if not is_deleted:
        await changed(carnet, contact, {"number": "C-NEW"})
    await changed(carnet, other, {"number": contact.number})
    assert await traced(carnet, card, "phone") == ("030 1", [(card.number, "phone", "030 1", "SYNCHRONISED")])


async def test_a_contact_leads_to_the_card_for_which_it_was_made(carnet: Carnet) -> None:
    card = await made(carnet, "createCustomer", {"name": "Nord", "phone": "030 1"})
    contact = await contact_of(carnet, card)
    assert contact is not None
    assert (await traced(carnet, contact, "phone") or ("", []))[1][-1] == (card.number, "phone", "030 1", "ENTERED")
    alone = await carnet.add(Kind.CUSTOMER, phone="030 7")
    await create_contacts(carnet)
    contact = await contact_of(carnet, alone)
    assert contact is not None
    assert (await traced(carnet, contact, "phone") or ("", []))[1][-1] == (alone.number, "phone", "030 7", "ENTERED")


async def test_fields_that_follow_from_another_one_lead_to_that(carnet: Carnet) -> None:
    company, customer, *_ = await carnet.star()
    person = await carnet.person(company, name="Anna Berg", firstName="Anna", lastName="Berg")
    await changed(carnet, customer, {"primaryContactId": id_of(person)})
    await changed(carnet, person, {"name": "Anna Tal"})
    await changed(carnet, company, {"privacyBlocked": True})
    assert await traced(carnet, customer, "contactName") == (
        "Anna Tal",
        [(customer.number, "contactName", "Anna Tal", "DERIVED"), (person.number, "name", "Anna Tal", "ENTERED")],
    )
    assert await traced(carnet, customer, "blocked") == (
        "ALL",
        [(customer.number, "blocked", "ALL", "DERIVED"), (company.number, "privacyBlocked", "true", "ENTERED")],
    )


async def test_a_link_and_a_reversal_are_told_as_what_they_are(carnet: Carnet) -> None:
    contact, card = await carnet.add(Kind.CONTACT, phone="030 1"), await carnet.add(Kind.CUSTOMER, phone="030 2")
    await done(carnet, linking(contact, card))
    assert await traced(carnet, card, "phone") == (
        "030 1",
        [(card.number, "phone", "030 1", "SYNCHRONISED"), (contact.number, "phone", "030 1", "ENTERED")],
    )
    query = 'mutation ($id: ID!) { updateCustomer(input: {id: $id, phone: "030 3"}) { changeSet { id } } }'
    edit = (await carnet.ask(query, id=id_of(card)))["updateCustomer"]["changeSet"]["id"]
    await carnet.ask("mutation ($id: ID!) { revertChangeSet(input: {id: $id}) { errors { code } } }", id=edit)
    assert await traced(carnet, contact, "phone") == ("030 1", [(contact.number, "phone", "030 1", "REVERTED")])


async def test_an_import_is_where_a_value_begins(carnet: Carnet, database_url: str, tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("number,name,type,phone\nC9,Nord,COMPANY,030 9\n")
    await run_import(database_url, [tmp_path], actor="import")
    contact = (await carnet.ask('{ contact(number: "C9") { id } }'))["contact"]["id"]
    assert await traced(carnet, contact, "phone") == ("030 9", [("C9", "phone", "030 9", "IMPORTED")])


async def test_a_record_that_is_gone_still_tells(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, phone="030 1")
    await done(carnet, deleting(contact))
    assert await traced(carnet, contact, "phone") == (None, [(contact.number, "phone", None, "ENTERED")])


async def test_a_field_that_never_had_a_value_has_no_chain_and_what_is_no_field_is_null(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    assert await traced(carnet, contact, "fax") == (None, [])
    for field in ("", "Fax", "vatNumbers", "linkedContact", "\u0000", "'"):
        assert await traced(carnet, contact, field) is None
    for wrong in ("", "x", contact.id, public_id("Vendor", contact.id), public_id("Contact", UNKNOWN)):
        assert await traced(carnet, wrong, "phone") is None
    assert await traced(carnet, public_id("Salesperson", contact.id), "name") is None


@pytest.mark.parametrize(
    ("role", "shown"), [(Role.READER, "DE•• •••• …3000"), (Role.FINANCE, "DE89370400440532013000")]
)
async def test_account_numbers_are_told_to_those_who_may_see_them_only(carnet: Carnet, role: Role, shown: str) -> None:
    account = await carnet.add(Kind.BANK_ACCOUNT, iban="DE89370400440532013000")
    asked = Asked(QUERY, {"id": id_of(account), "field": "iban"}, rights=ROLES[role])
    found = json.loads(await Operations(carnet.database).answer(asked))["data"]["provenance"]
    assert (found["value"], [change["after"] for change in found["chain"]]) == (shown, [shown])
