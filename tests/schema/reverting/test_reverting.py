"""What was done is taken back but for what was changed since, which is left and listed. Source: product.md §2.11."""

import asyncio

import pytest

from domain.change import Kind
from domain.ids import public_id
from domain.reverting import told
from tests.carnet import Carnet, id_of
from tests.schema.batches.asking import create as create_contacts
from tests.schema.linking.linking import deleting, linking, parting
from tests.schema.reverting.reverting import (
    Error,
    carry_out,
    edited,
    refused,
    revert,
    reverted,
    skipped,
    state,
    taken_back,
)
from tests.schema.updating import changed, shown, update, versions

CHANGED: Error = ("CHANGED_SINCE", "input.id", [])


async def test_a_reversal_says_what_it_gives_back_and_what_it_takes_back(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star(phone="030 1")
    edit = await edited(carnet, "updateCustomer", customer, phone="030 2", blocked="INVOICE")
    payload = await reverted(carnet, edit)
    assert shown(payload["changeSet"])[:2] == [
        (customer.number, "phone", "030 2", "030 1", "REVERTED", None),
        (customer.number, "blocked", "INVOICE", "NONE", "REVERTED", None),
    ]
    assert {each[:4] for each in shown(payload["changeSet"])[2:]} == {
        (number, "phone", "030 2", "030 1") for number in (contact.number, "V0003", "B0004")
    }
    assert await versions(carnet, contact, customer) == [3, 3]


async def test_a_field_that_was_changed_since_is_left_on_all_cards_and_listed(carnet: Carnet) -> None:
    contact, customer, vendor, account = await carnet.star(phone="030 1", fax="040 1")
    edit = await edited(carnet, "updateCustomer", customer, phone="030 2", fax="040 2")
    await changed(carnet, vendor, {"phone": "030 3"})
    payload = await reverted(carnet, edit)
    assert {each[1:4] for each in shown(payload["changeSet"])} == {("fax", "040 2", "040 1")}
    assert len(shown(payload["changeSet"])) == 4
    numbers = {record.number for record in (contact, customer, vendor, account)}
    assert set(skipped(payload)) == {(number, "phone", "030 1", "030 2") for number in numbers}
    assert all(each["changeSet"]["id"] == edit for each in payload["skipped"])


async def test_a_field_that_was_changed_and_changed_back_counts_as_unchanged(carnet: Carnet) -> None:
    contact, *_ = await carnet.star(phone="030 1")
    edit = await edited(carnet, "updateContact", contact, phone="030 2")
    for phone in ("030 3", "030 2"):
        await changed(carnet, contact, {"phone": phone})
    await taken_back(carnet, edit)
    assert (await carnet.stored(contact)).values["phone"] == "030 1"


async def test_where_all_was_changed_since_it_is_refused(carnet: Carnet) -> None:
    contact, *_ = await carnet.star(phone="030 1")
    edit = await edited(carnet, "updateContact", contact, phone="030 2")
    await changed(carnet, contact, {"phone": "030 3"})
    assert await refused(carnet, edit) == [CHANGED]
    messages = [(await revert(carnet, edit, language=each))["errors"][0]["message"] for each in ("en", "fr")]
    since = "C0001, D0002, V0003, B0004"
    assert messages == [
        f"Changed since, so that it cannot be taken back: {since}. Take back the later operations first.",
        f"Modifié depuis et donc impossible à annuler : {since}. Annulez d'abord les opérations ultérieures.",
    ]


async def test_an_operation_is_taken_back_once(carnet: Carnet) -> None:
    contact, *_ = await carnet.star(phone="030 1")
    edit = await edited(carnet, "updateContact", contact, phone="030 2")
    by = await taken_back(carnet, edit)
    await changed(carnet, contact, {"phone": "030 2"})
    assert await refused(carnet, edit) == [("ALREADY_REVERTED", "input.id", [by])]


async def test_two_who_take_back_the_same_at_once_do_it_once(carnet: Carnet) -> None:
    contact, *_ = await carnet.star(phone="030 1")
    edit = await edited(carnet, "updateContact", contact, phone="030 2")
    answers = await asyncio.gather(*(revert(carnet, edit) for _ in range(6)))
    codes = sorted("".join(error["code"] for error in answer["errors"]) for answer in answers)
    assert codes == ["", *["ALREADY_REVERTED"] * 5]
    assert await versions(carnet, contact) == [3]


async def test_edits_meanwhile_are_not_lost(carnet: Carnet) -> None:
    """Whatever comes first: the phone goes back before an edit, or it is left; the journal and all cards agree."""
    contact, *cards = await carnet.star(phone="030 1", fax="040 1")
    edit = await edited(carnet, "updateContact", contact, phone="030 2", fax="040 2")
    edits = [update(carnet, card, {"phone": f"030 9{at}"}) for at, card in enumerate(cards * 3)]
    *answers, payload = await asyncio.gather(*edits, revert(carnet, edit))
    assert [each["errors"] for each in (*answers, payload)] == [[]] * 10
    values = (await carnet.stored(contact)).values
    assert (values["phone"][:5], values["fax"]) == ("030 9", "040 1")  # type: ignore[index] # a text
    assert await versions(carnet, contact) == [12]


async def test_a_card_that_was_linked_since_follows(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, phone="030 1")
    edit = await edited(carnet, "updateContact", contact, phone="030 2")
    customer = await carnet.add(Kind.CUSTOMER)
    await carry_out(carnet, linking(contact, customer))
    await taken_back(carnet, edit)
    assert (await carnet.stored(customer)).values["phone"] == "030 1"


async def test_a_card_that_was_parted_since_is_left_where_it_is(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star(phone="030 1")
    edit = await edited(carnet, "updateContact", contact, phone="030 2")
    await carry_out(carnet, await parting(carnet, customer))
    await changed(carnet, customer, {"phone": "030 3"})
    assert skipped(await reverted(carnet, edit)) == [(customer.number, "phone", "030 1", "030 2")]
    assert (await carnet.stored(customer)).values["phone"] == "030 3"
    assert (await carnet.stored(contact)).values["phone"] == "030 1"


async def test_a_person_who_got_a_number_of_its_own_since_keeps_it(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, phone="030 1")
    anna, bea = [await carnet.person(company, phone="030 1") for _ in range(2)]
    edit = await edited(carnet, "updateContact", company, phone="030 2")
    await changed(carnet, anna, {"phone": "030 9"})
    assert skipped(await reverted(carnet, edit)) == [(anna.number, "phone", "030 1", "030 2")]
    assert [(await carnet.stored(each)).values["phone"] for each in (company, anna, bea)] == [
        "030 1",
        "030 9",
        "030 1",
    ]


async def test_a_name_goes_back_with_its_parts_or_not_at_all(carnet: Carnet) -> None:
    person = await carnet.person(name="Anna Berg", firstName="Anna", lastName="Berg")
    edit = await edited(carnet, "updateContact", person, name="Bea Tal", phone="030 1")
    await changed(carnet, person, {"middleName": "Marie"})
    payload = await reverted(carnet, edit)
    assert {each[1] for each in skipped(payload)} == {"name", "firstName", "lastName"}
    assert [each[1] for each in shown(payload["changeSet"])] == ["phone"]


async def test_a_rule_that_was_changed_since_counts(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star(phone="030 1")
    edit = await edited(carnet, "updateContact", contact, phone="030 2")
    rule = "mutation { updateSyncRule(input: {kind: CUSTOMER, field: PHONE, direction: NEVER}) { errors { code } } }"
    await carnet.ask(rule)
    await changed(carnet, contact, {"phone": "030 3"})
    assert {each[0] for each in skipped(await reverted(carnet, edit))} == {contact.number, "V0003", "B0004"}
    assert (await carnet.stored(customer)).values["phone"] == "030 1"


@pytest.mark.parametrize("since", ["changed", "linked", "given a person"])
async def test_a_new_contact_goes_only_as_it_was_made(carnet: Carnet, since: str) -> None:
    given = {"type": "COMPANY", "name": "Neu"}
    query = (
        "mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id } changeSet { id } } }"
    )
    payload = (await carnet.ask(query, input=given))["createContact"]
    contact = payload["contact"]["id"]
    if since == "changed":
        await carry_out(carnet, ("updateContact", {"id": contact, "phone": "030 1"}))
    elif since == "linked":
        await carry_out(carnet, ("createCustomerFromContact", {"contactId": contact}))
    else:
        await carry_out(carnet, ("createContact", {"type": "PERSON", "name": "Anna", "companyId": contact}))
    assert await refused(carnet, payload["changeSet"]["id"]) == [("CHANGED_SINCE", "input.id", [contact])]


async def test_a_new_customer_with_an_order_stays(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    made = await carry_out(carnet, ("createCustomerFromContact", {"contactId": id_of(contact)}))
    order = """mutation ($id: ID!) { createSalesDocument(input: {contactId: $id, type: ORDER}) {
      salesDocument { id } errors { code } } }"""
    document = (await carnet.ask(order, id=id_of(contact)))["createSalesDocument"]["salesDocument"]["id"]
    assert await refused(carnet, made) == [("CARD_IN_USE", "input.id", [document])]


async def test_a_new_record_that_is_gone_already_is_listed(carnet: Carnet) -> None:
    before = await state(carnet)
    query = """mutation { createCustomer(input: {name: "Neu"}) { customer { id } changeSet { id } } }"""
    payload = (await carnet.ask(query))["createCustomer"]
    await carry_out(carnet, ("deleteCustomer", {"id": payload["customer"]["id"]}))
    answer = await reverted(carnet, payload["changeSet"]["id"])
    assert {each[1] for each in skipped(answer)} >= {"number", "name", "linkedContact"}
    assert await state(carnet) == before


async def test_a_number_that_another_record_has_since_is_not_given_back(carnet: Carnet) -> None:
    contact, other = await carnet.add(Kind.CONTACT), await carnet.add(Kind.CONTACT)
    edit = await edited(carnet, "updateContact", contact, number="C-NEW")
    deletion = await carry_out(carnet, deleting(await carnet.add(Kind.CONTACT)))
    await changed(carnet, other, {"number": contact.number})
    assert await refused(carnet, edit) == [("NOT_UNIQUE", "input.id", [])]
    await changed(carnet, other, {"number": "C0003"})
    assert await refused(carnet, deletion) == [("NOT_UNIQUE", "input.id", [])]
    await taken_back(carnet, edit)


async def test_a_deleted_record_comes_back_as_the_same(carnet: Carnet) -> None:
    contact, *_ = await carnet.star(phone="030 1")
    query = "query ($id: ID!) { node(id: $id) { ... on Contact { number createdAt version phone } } }"
    before = (await carnet.ask(query, id=id_of(contact)))["node"]
    await taken_back(carnet, await carry_out(carnet, deleting(contact)))
    after = (await carnet.ask(query, id=id_of(contact)))["node"]
    assert after == {**before, "version": 3}


async def test_a_card_that_lived_on_counts_when_its_contact_comes_back(carnet: Carnet) -> None:
    contact, customer, vendor, _ = await carnet.star(phone="030 1")
    deletion = await carry_out(carnet, deleting(contact))
    await changed(carnet, customer, {"phone": "030 2"})
    await taken_back(carnet, deletion)
    phones = [(await carnet.stored(each)).values["phone"] for each in (contact, customer, vendor)]
    assert set(phones) == {"030 2"}


async def test_a_contact_that_lived_on_counts_when_its_card_comes_back(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star(phone="030 1")
    deletion = await carry_out(carnet, deleting(customer))
    await changed(carnet, contact, {"phone": "030 2"})
    await taken_back(carnet, deletion)
    assert (await carnet.stored(customer)).values["phone"] == "030 2"


@pytest.mark.parametrize("since", ["card linked elsewhere", "card gone", "contact gone", "contact with another"])
async def test_a_link_that_cannot_be_again_is_left_or_refused(carnet: Carnet, since: str) -> None:
    contact, customer, *_ = await carnet.star()
    end = await carry_out(carnet, await parting(carnet, customer))
    if since == "card linked elsewhere":
        await carry_out(carnet, linking(await carnet.add(Kind.CONTACT), customer))
    elif since == "contact with another":
        await carry_out(carnet, linking(contact, await carnet.add(Kind.CUSTOMER)))
    else:
        await carry_out(carnet, deleting(customer if since == "card gone" else contact))
    [(code, path, _)] = await refused(carnet, end)
    assert path == "input.id"
    assert code == ("CONTACT_ALREADY_LINKED" if since == "contact with another" else "CHANGED_SINCE")


async def test_a_primary_contact_who_went_elsewhere_is_not_named_again(carnet: Carnet) -> None:
    company, customer, *_ = await carnet.star()
    anna = await carnet.person(company)
    await changed(carnet, customer, {"primaryContactId": id_of(anna)})
    edit = await edited(carnet, "updateCustomer", customer, primaryContactId=None, fax="040 1")
    await changed(carnet, anna, {"companyId": None})
    payload = await reverted(carnet, edit)
    assert {each[1] for each in skipped(payload)} == {"primaryContactId", "contactName"}
    assert (await carnet.stored(customer)).values["primaryContactId"] is None


async def test_the_block_of_a_card_is_not_lifted_while_its_contact_is_blocked_for_privacy(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star()
    edit = await edited(carnet, "updateCustomer", customer, blocked="ALL")
    await changed(carnet, contact, {"privacyBlocked": True})
    assert [each[0] for each in await refused(carnet, edit)] == ["CONTACT_PRIVACY_BLOCKED"]


async def test_contacts_and_cards_are_taken_back_and_nothing_else(carnet: Carnet) -> None:
    contact, *_ = await carnet.star()
    order = """mutation ($id: ID!) { createSalesDocument(input: {contactId: $id, type: ORDER}) {
      changeSet { id } errors { code } } }"""
    made = (await carnet.ask(order, id=id_of(contact)))["createSalesDocument"]["changeSet"]["id"]
    for language, words in (("en", "documents or interactions"), ("fr", "documents ou des interactions")):
        [error] = (await revert(carnet, made, language=language))["errors"]
        assert error["code"] == "INVALID_VALUE"
        assert words in error["message"]
    assert await refused(carnet, made) == [("INVALID_VALUE", "input.id", [])]


async def test_what_is_no_change_set_is_not_found(carnet: Carnet) -> None:
    contact, *_ = await carnet.star()
    for wrong in ("", "x", id_of(contact), public_id("ChangeSet", contact.id)):
        assert await refused(carnet, wrong) == [("NOT_FOUND", "input.id", [])]


async def test_what_changed_more_records_than_are_taken_back_at_once_is_refused(
    carnet: Carnet, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        await carnet.add(Kind.CUSTOMER)
    made = (await create_contacts(carnet, show="changeSet { id } errors { code }"))["changeSet"]["id"]
    monkeypatch.setattr(told, "MOST", 5)
    assert await refused(carnet, made) == [("INVALID_VALUE", "input.id", [])]
    monkeypatch.setattr(told, "MOST", 6)
    await taken_back(carnet, made)
