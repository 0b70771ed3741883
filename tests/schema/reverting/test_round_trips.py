"""Whatever was done to contacts and cards is taken back to what was, and done again by taking that back.

Source: product.md §2.11.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import insert, update

from db.tables import metadata
from domain.change import CARD_KINDS, Kind, Record
from tests.carnet import Carnet, id_of
from tests.schema.linking.linking import UNKNOWN, apart, classified, deleting, linking, parting, run_sql
from tests.schema.reverting.reverting import Asked, carry_out, reverted, state, taken_back
from tests.schema.updating import MUTATIONS, changed, nested

Records = Mapping[str, Record]
Case = Callable[[Carnet], Awaitable[Asked]]


async def company(carnet: Carnet) -> dict[str, Record]:
    """Store a company with all cards, which name Anna, and with Bea, who is a customer herself; and records alone."""
    await carnet.set_up()
    names = ("company", "customer", "vendor", "account")
    shared = {"phone": "030 1234", "address_city": "Kiel", "salespersonCode": "JR"}
    found = dict(zip(names, await carnet.star(name="Nordlicht GmbH", **shared), strict=True))
    found["anna"] = await carnet.person(found["company"], name="Anna Berg", firstName="Anna", lastName="Berg", **shared)
    found["bea"] = await carnet.person(found["company"], name="Bea Thal", firstName="Bea", lastName="Thal", **shared)
    found["own"] = await carnet.add(Kind.CUSTOMER, linked=found["bea"])
    found["alone"] = await carnet.add(Kind.CUSTOMER, name="Allein", phone="040 1")
    found["other"] = await carnet.add(Kind.CONTACT, name="Andere", phone="040 2")
    found["free"] = await carnet.person(name="Cora Wald", firstName="Cora", lastName="Wald", phone="040 3")
    for name in ("customer", "vendor"):
        await changed(carnet, found[name], {"primaryContactId": id_of(found["anna"])})
    return found


def _editing(name: str, /, **asked: Any) -> Case:
    """Return the edit of a record; '$name' stands for the id of another one, '_' for '.'."""

    async def case(carnet: Carnet) -> Asked:
        records = await company(carnet)
        given = {
            key.replace("_", "."): id_of(records[value[1:]]) if isinstance(value, str) and value[:1] == "$" else value
            for key, value in asked.items()
        }
        return MUTATIONS[records[name].kind][0], {"id": id_of(records[name]), **nested(given)}

    return case


def _creating(mutation: str, contact: str | None = None, /, **given: Any) -> Case:
    async def case(carnet: Carnet) -> Asked:
        records = await company(carnet)
        return mutation, {**given, **({contact: id_of(records["other"])} if contact else {})}

    return case


def _linking(kind: Kind, master: str) -> Case:
    async def case(carnet: Carnet) -> Asked:
        await carnet.set_up()
        await run_sql(carnet, insert(metadata.tables["salesperson"]).values(id=UNKNOWN, code="PS", name="Peter Saddow"))
        contact, card, _ = await apart(carnet, kind)
        person = await carnet.person(contact, phone="030 1234", email="a@contoso.com")
        await carnet.add(Kind.CUSTOMER, linked=person)
        return linking(contact, card, master, EMAIL="CARD", CITY="CONTACT")

    return case


def _parting(name: str) -> Case:
    async def case(carnet: Carnet) -> Asked:
        return await parting(carnet, (await company(carnet))[name])

    return case


def _deleting(name: str, **more: str) -> Case:
    async def case(carnet: Carnet) -> Asked:
        records = await company(carnet)
        await classified(carnet, records["company"])
        return deleting(records[name], **more)

    return case


async def _creating_many(carnet: Carnet) -> Asked:
    await company(carnet)
    return "createContactsFromCustomers", {}


CASES: dict[str, Case] = {
    "edit a contact": _editing("company", phone="040 5", address_city="Bremen", name2="Halle"),
    "edit a customer": _editing("customer", phone="040 5", vatNumber="DE136695976", blocked="INVOICE"),
    "edit a bank account": _editing("account", email="a@contoso.com", iban="DE89370400440532013000"),
    "rename a person": _editing("anna", name="Anna Sophie Tal"),
    "rename a person by parts": _editing("bea", lastName="Fels"),
    "renumber": _editing("company", number="C-NEW"),
    "block for privacy": _editing("company", privacyBlocked=True),
    "move a person to another company": _editing("bea", companyId="$other"),
    "take the primary contact out of the company": _editing("anna", companyId=None),
    "give a company to a person": _editing("free", companyId="$company"),
    "make a person a company": _editing("free", type="COMPANY"),
    "make a company a person": _editing("other", type="PERSON"),
    "name another primary contact": _editing("customer", primaryContactId="$bea"),
    "type a person on a card": _editing("customer", contactName="Dora Feld"),
    "create a company": _creating("createContact", type="COMPANY", name="Neu"),
    "create a person of a company": _creating("createContact", "companyId", type="PERSON", name="Edgar Neu"),
    "create a customer": _creating("createCustomer", name="Neu", phone="040 5", contactName="Edgar Neu"),
    "create a bank account": _creating("createBankAccount", name="Neue Bank"),
    "make a contact a customer": _creating("createCustomerFromContact", "contactId"),
    "make a contact a vendor": _creating("createVendorFromContact", "contactId"),
    "make a contact a bank": _creating("createBankAccountFromContact", "contactId"),
    "create contacts of all customers": _creating_many,
    **{f"link {kind} {master}": _linking(kind, master) for kind in CARD_KINDS for master in ("CONTACT", "CARD")},
    "unlink a customer": _parting("customer"),
    "unlink a bank account": _parting("account"),
    "delete a company with its persons": _deleting("company", persons="DELETE"),
    "delete a company without its persons": _deleting("company", persons="DETACH"),
    "delete a primary contact": _deleting("anna"),
    "delete a person who is a customer": _deleting("bea"),
    "delete a customer": _deleting("customer"),
    "delete a vendor": _deleting("vendor"),
    "delete a bank account": _deleting("account"),
}


@pytest.mark.parametrize("case", list(CASES))
async def test_what_is_taken_back_is_as_before_and_can_be_done_again(carnet: Carnet, case: str) -> None:
    asked = await CASES[case](carnet)
    before = await state(carnet)
    change_set = await carry_out(carnet, asked)
    after = await state(carnet)
    assert after != before
    undo = await taken_back(carnet, change_set)
    assert await state(carnet) == before
    redo = await taken_back(carnet, undo)
    assert await state(carnet) == after
    await taken_back(carnet, redo)
    assert await state(carnet) == before


async def test_operations_are_taken_back_one_after_the_other_from_the_last_to_the_first(carnet: Carnet) -> None:
    records = await company(carnet)
    states, made = [await state(carnet)], []
    for asked in (
        ("updateContact", {"id": id_of(records["company"]), "phone": "040 1"}),
        ("createCustomerFromContact", {"contactId": id_of(records["other"])}),
        ("updateVendor", {"id": id_of(records["vendor"]), "phone": "040 2", "fax": "040 3"}),
        await parting(carnet, records["vendor"]),
        ("updateVendor", {"id": id_of(records["vendor"]), "phone": "040 4"}),
        deleting(records["company"], persons="DELETE"),
    ):
        made.append(await carry_out(carnet, asked))
        states.append(await state(carnet))
    for change_set in reversed(made):
        states.pop()
        await taken_back(carnet, change_set)
        assert await state(carnet) == states[-1]


async def test_a_change_behind_the_programs_back_is_found_by_the_comparison(carnet: Carnet) -> None:
    """The control: what compares the states sees a value that was lost."""
    records = await company(carnet)
    before = await state(carnet)
    change_set = await carry_out(carnet, deleting(records["free"]))
    await reverted(carnet, change_set)
    assert await state(carnet) == before
    contacts = metadata.tables["contact"]
    lost = update(contacts).where(contacts.c.id == records["free"].id)
    await run_sql(carnet, lost.values(phone=None))
    assert await state(carnet) != before
    await run_sql(carnet, lost.values(phone="040 3"))
