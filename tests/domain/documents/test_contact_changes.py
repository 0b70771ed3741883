"""A document gets another contact: of the same company, of another one, of nobody's.

Source: reference-documents.md §6.1, §6.4, docs/decisions/0016.
"""

from typing import Any

import pytest

from domain.change import Kind, Record
from tests.carnet import Carnet, id_of
from tests.domain.documents.sides import BOTH, Mirrored, firm, kept
from tests.replay import replay
from tests.schema.documents.documenting import change, changed, item, made, refusals, stock_item

each_side = pytest.mark.parametrize("side", BOTH, ids=lambda side: side.word)
PATH = "input.contactId"


async def give(carnet: Carnet, side: Mirrored, document: Any, contact: Record, **more: Any) -> Any:
    """Give a document another contact."""
    return await changed(carnet, "setDocumentContact", document, contactId=id_of(contact), show=side.show(), **more)


async def refuse(carnet: Carnet, document: Any, contact: Record, **more: Any) -> list[tuple[str, str]]:
    """Give a document a contact that must be refused, with the document as it was; why."""
    before = await kept(carnet, document)
    payload = await change(carnet, "setDocumentContact", document, contactId=id_of(contact), **more)
    assert await kept(carnet, document) == before
    return refusals(payload)


def differing(one: dict[str, Any], other: dict[str, Any], under: str = "") -> set[str]:
    """Return the fields in which two answers differ."""
    found: set[str] = set()
    for name, value in one.items():
        if isinstance(value, dict) and isinstance(other[name], dict):
            found |= differing(value, other[name], f"{under}{name}.")
        elif value != other[name]:
            found.add(f"{under}{name}")
    return found


@each_side
async def test_another_person_of_the_company_changes_whom_one_talks_to_and_nothing_else(
    carnet: Carnet, side: Mirrored
) -> None:
    await stock_item(carnet)
    company, _ = await firm(carnet, side, phone="030 1", email="firm@example.com")
    ann = await carnet.person(company, name="Ann", phone="030 2", email="ann@example.com")
    bob = await carnet.person(company, name="Bob", phone=None, email="bob@example.com")
    document = await made(carnet, f"{side.word} order", ann, lines=[item("2")], show=side.shown)
    now = await give(carnet, side, document, bob)
    talked_to = {f"{party}.{field}" for party in ("party", "billing") for field in ("contactName", "phone", "email")}
    delivered = {"shipTo.contactName", "shipTo.phone", "shipTo.email"} if side.word == "sales" else set()
    assert differing(document, now) == {"version", "contactNumber", "contact.number"} | talked_to | delivered
    assert now["party"] == document["party"] | {"contactName": "Bob", "phone": "030 1", "email": "bob@example.com"}
    assert await replay(carnet) == []


@each_side
@pytest.mark.parametrize("kind", ["order", "blanket order"])
async def test_a_contact_of_another_company_is_refused(carnet: Carnet, side: Mirrored, kind: str) -> None:
    company, _ = await firm(carnet, side)
    document = await made(carnet, f"{side.word} {kind}", company)
    other, _ = await firm(carnet, side)
    prospect = await carnet.add(Kind.CONTACT)
    for contact in (other, await carnet.person(other), prospect, await carnet.person()):
        assert await refuse(carnet, document, contact) == [("CONTACT_OF_DIFFERENT_COMPANY", PATH)]


@each_side
async def test_a_quote_goes_on_to_a_prospect_but_not_to_another_card(carnet: Carnet, side: Mirrored) -> None:
    await stock_item(carnet)
    company, _ = await firm(carnet, side, currencyCode="USD")
    document = await made(carnet, f"{side.word} quote", company, lines=[item("2", "10")], show=side.shown)
    assert await refuse(carnet, document, (await firm(carnet, side))[0]) == [("CONTACT_OF_DIFFERENT_COMPANY", PATH)]
    prospect = await carnet.add(Kind.CONTACT, name="Newcomer", currencyCode="GBP", phone="030 9")
    now = await give(carnet, side, document, prospect)
    assert (now["card"], now["billingCard"], now["template"]) == (None, None, "COMPANY")
    assert (now["party"]["number"], now["party"]["name"], now["party"]["phone"]) == (None, "Newcomer", "030 9")
    assert (now["billing"]["number"], now["billing"]["name"]) == (None, "Newcomer")
    assert (now["currencyCode"], now["lines"], now["totals"]) == ("USD", document["lines"], document["totals"])


@each_side
async def test_a_prospects_quote_becomes_a_customers_with_its_terms(carnet: Carnet, side: Mirrored) -> None:
    prospect = await carnet.add(Kind.CONTACT)
    document = await made(carnet, f"{side.word} quote", prospect, show=side.shown)
    assert (document["card"], document["template"], document["currencyCode"]) == (None, "COMPANY", "EUR")
    company, card = await firm(carnet, side, name="Contoso", currencyCode="CHF")
    now = await give(carnet, side, document, await carnet.person(company))
    assert (now["card"]["number"], now["billingCard"]["number"]) == (card.number, card.number)
    assert (now["template"], now["currencyCode"], now["party"]["name"]) == (None, "CHF", "Contoso")
    assert (now["paymentTermsCode"], now["dueDate"] < document["dueDate"]) == (None, True)


@each_side
async def test_a_prospects_quote_keeps_what_it_says_of_the_company_for_another_of_its_persons(
    carnet: Carnet, side: Mirrored
) -> None:
    prospect = await carnet.add(Kind.CONTACT, name="Before")
    ann, bob = await carnet.person(prospect, name="Ann"), await carnet.person(prospect, name="Bob")
    document = await made(carnet, f"{side.word} quote", ann, show=side.shown)
    rename = 'mutation ($id: ID!) { updateContact(input: {id: $id, name: "After"}) { errors { code } } }'
    await carnet.ask(rename, id=id_of(prospect))
    now = await give(carnet, side, document, bob)
    assert (now["party"]["name"], now["party"]["contactName"]) == ("Before", "Bob")
    now = await give(carnet, side, document, prospect)
    assert (now["party"]["name"], now["party"]["contactName"]) == ("Before", None)


@each_side
async def test_a_person_with_a_card_of_its_own_stays_with_the_companys_document(carnet: Carnet, side: Mirrored) -> None:
    company, card = await firm(carnet, side)
    document = await made(carnet, f"{side.word} order", company, show=side.shown)
    person = await carnet.person(company, name="Ann")
    if side.card_kind is Kind.CUSTOMER:
        await carnet.add(Kind.CUSTOMER, linked=person, contactType="PERSON")
    now = await give(carnet, side, document, person)
    assert (now["card"]["number"], now["party"]["contactName"]) == (card.number, "Ann")


@each_side
async def test_privacy_blocks_and_a_released_document_are_refused(carnet: Carnet, side: Mirrored) -> None:
    await stock_item(carnet)
    company, _ = await firm(carnet, side)
    document = await made(carnet, f"{side.word} order", company, lines=[item()])
    private = await carnet.person(company, privacyBlocked=True)
    assert await refuse(carnet, document, private) == [("CONTACT_PRIVACY_BLOCKED", PATH)]
    person = await carnet.person(company)
    await changed(carnet, "releaseDocument", document)
    assert await refuse(carnet, document, person) == [("DOCUMENT_NOT_OPEN", "input.documentId")]
    await changed(carnet, "reopenDocument", document)
    await give(carnet, side, document, person)


@each_side
async def test_a_blocked_card_gets_no_new_contact(carnet: Carnet, side: Mirrored) -> None:
    company, card = await firm(carnet, side)
    document = await made(carnet, f"{side.word} order", company)
    mutation = f"update{side.card_kind.capitalize()}"
    block = f"mutation ($id: ID!) {{ {mutation}(input: {{id: $id, blocked: ALL}}) {{ errors {{ code }} }} }}"
    await carnet.ask(block, id=id_of(card))
    assert await refuse(carnet, document, await carnet.person(company)) == [(f"{side.card_kind}_BLOCKED", PATH)]


@each_side
async def test_a_contact_that_somebody_else_changed_meanwhile_is_a_conflict(carnet: Carnet, side: Mirrored) -> None:
    await stock_item(carnet)
    company, _ = await firm(carnet, side)
    ann, bob = await carnet.person(company), await carnet.person(company)
    document = await made(carnet, f"{side.word} order", company)
    await changed(carnet, "setDocumentLines", document, lines=[item()])
    now = await give(carnet, side, document, ann, expectedVersion=1)
    assert now["version"] == 3, "others changed lines only"
    assert await refuse(carnet, document, bob, expectedVersion=2) == [("CONFLICT", "input")]
