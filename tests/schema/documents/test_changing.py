"""Documents are changed, released, opened again and deleted over HTTP, each refusal with nothing changed."""

from typing import Any

import pytest

from domain.change import Kind
from tests.carnet import Carnet, id_of
from tests.schema.documents.documenting import KINDS, change, changed, item, made, refusals, stock_item
from tests.schema.updating import unchanged

CHANGES = ("setDocumentLines", "setDocumentContact", "releaseDocument", "reopenDocument", "deleteDocument")
UNKNOWN = "salesdocument-00000000-0000-7000-8000-999999999999"


async def given_of(carnet: Carnet, mutation: str, document: dict[str, Any]) -> dict[str, Any]:
    """Return what a change of a document is given besides the document."""
    if mutation == "setDocumentContact":
        found = (await carnet.ask("query ($id: ID!) { node(id: $id) { ... on Document { contact { id } } } }",
                                  id=document["id"]))  # fmt: skip
        return {"contactId": found["node"]["contact"]["id"]}
    return {"lines": [item("7")]} if mutation == "setDocumentLines" else {}


async def order_of(carnet: Carnet, kind: str = "sales order", **given: Any) -> Any:
    """Store an item and a company that is customer and vendor; the company, and a document for it."""
    await stock_item(carnet)
    company, *_ = await carnet.star()
    return company, await made(carnet, kind, company, **{"lines": [item("2")], **given})


@pytest.mark.parametrize("kind", KINDS)
async def test_new_lines_replace_the_old_ones_of_every_kind(carnet: Carnet, kind: str):
    _company, document = await order_of(carnet, kind)

    lines = [{"type": "COMMENT", "description": "Now"}, item("3", "10", vatPercent="7")]
    after = await changed(carnet, "setDocumentLines", document, lines=lines)

    assert (after["id"], after["number"], after["version"]) == (document["id"], document["number"], 2)
    assert [(line["position"], line["type"], line["amount"]) for line in after["lines"]] == [
        (1, "COMMENT", "0"),
        (2, "ITEM", "30"),
    ]
    assert after["totals"] == {
        "amount": "30",
        "vatAmount": "2.1",
        "amountIncludingVat": "32.1",
        "invoiceDiscountAmount": "0",
        "vat": [{"vatPercent": "7", "reverseCharge": False, "base": "30", "vatAmount": "2.1"}],
    }
    assert (await changed(carnet, "setDocumentLines", document, lines=[]))["lines"] == []


async def test_an_invoice_discount_stays_is_replaced_or_is_taken_away(carnet: Carnet):
    _company, document = await order_of(carnet, lines=[item("10", "10")], invoiceDiscountPercent="10")

    async def discount(**given: Any) -> tuple[str, str | None]:
        show = "totals { invoiceDiscountAmount invoiceDiscountPercent }"
        after = await changed(carnet, "setDocumentLines", document, lines=[item("20", "10")], show=show, **given)
        return after["totals"]["invoiceDiscountAmount"], after["totals"]["invoiceDiscountPercent"]

    assert await discount() == ("20", "10")
    assert await discount(invoiceDiscountAmount="5") == ("5", None)
    assert await discount() == ("5", None)
    assert await discount(invoiceDiscountPercent="1") == ("2", "1")
    assert await discount(invoiceDiscountPercent=None) == ("0", None)
    payload = await change(
        carnet, "setDocumentLines", document, lines=[], invoiceDiscountPercent="1", invoiceDiscountAmount="1"
    )
    assert refusals(payload) == [("INVALID_VALUE", "input.invoiceDiscountAmount")]
    async with unchanged(carnet):
        payload = await change(carnet, "setDocumentLines", document, lines=[], invoiceDiscountPercent="100.01")
    assert refusals(payload) == [("INVALID_VALUE", "input.invoiceDiscountPercent")]


async def test_lines_sent_again_are_the_same_lines(carnet: Carnet):
    _company, document = await order_of(carnet, lines=[item("2", discountPercent="5"), item("1", reverseCharge=True)])
    show = "version changes: history { totalCount } lines { position amount }"
    first = await changed(carnet, "setDocumentLines", document, lines=[item("2"), item("5")], show=show)

    payload = await change(carnet, "setDocumentLines", document, lines=[item("2"), item("5")], show=show)

    assert payload["changeSet"] is None
    assert payload["document"] == first


async def test_another_person_of_the_company_changes_whom_one_talks_to_and_nothing_else(carnet: Carnet):
    company, document = await order_of(carnet)
    person = await carnet.person(company, name="Ann Lee", phone="1", email="ann@contoso.com")
    show = """number contact { id } contactName sellTo { number name contactName phone email } customer { number }
      lines { amount }"""
    before = (await carnet.ask(f'{{ salesDocument(id: "{document["id"]}") {{ {show} }} }}'))["salesDocument"]

    after = await changed(carnet, "setDocumentContact", document, contactId=id_of(person),
                          show=f"... on SalesDocument {{ {show} }}")  # fmt: skip

    talked_to = {"contactName": "Ann Lee", "phone": "1", "email": "ann@contoso.com"}
    changed_fields = {"contact": {"id": id_of(person)}, "contactName": "Ann Lee"}
    assert after == {**before, **changed_fields, "sellTo": {**before["sellTo"], **talked_to}}


async def test_a_contact_of_another_company_is_refused_and_of_a_prospects_quote_taken(carnet: Carnet):
    _company, document = await order_of(carnet)
    stranger, prospect = await carnet.add(Kind.CONTACT), await carnet.add(Kind.CONTACT)
    async with unchanged(carnet):
        payload = await change(carnet, "setDocumentContact", document, contactId=id_of(stranger))
    assert refusals(payload) == [("CONTACT_OF_DIFFERENT_COMPANY", "input.contactId")]

    quote = await made(carnet, "sales quote", prospect, lines=[item("1")])
    show = "... on SalesDocument { contact { number } sellTo { name } }"
    after = await changed(carnet, "setDocumentContact", quote, contactId=id_of(stranger), show=show)
    assert after == {"contact": {"number": stranger.number}, "sellTo": {"name": stranger.values["name"]}}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_released_document_stays_as_it_is_until_it_is_opened_again(carnet: Carnet, kind: str):
    company, document = await order_of(carnet, kind)
    assert (await changed(carnet, "releaseDocument", document))["status"] == "RELEASED"
    asked = {"setDocumentLines": {"lines": []}, "setDocumentContact": {"contactId": id_of(company)}}
    for mutation, given in asked.items():
        async with unchanged(carnet):
            payload = await change(carnet, mutation, document, **given)
        assert refusals(payload) == [("DOCUMENT_NOT_OPEN", "input.documentId")]
        assert payload["document"]["status"] == "RELEASED"
    again = await change(carnet, "releaseDocument", document)
    assert (again["errors"], again["changeSet"], again["document"]["version"]) == ([], None, 2)

    after = await changed(carnet, "reopenDocument", document)
    assert (after["status"], after["version"]) == ("OPEN", 3)
    assert (await changed(carnet, "setDocumentLines", document, lines=[item("1")]))["version"] == 4


@pytest.mark.parametrize("lines", [[], [{"type": "COMMENT", "description": "Hello"}], [item("0")]])
async def test_a_document_without_a_quantity_is_not_released(carnet: Carnet, lines: list[dict[str, Any]]):
    _company, document = await order_of(carnet, lines=lines)
    async with unchanged(carnet):
        payload = await change(carnet, "releaseDocument", document)
    assert refusals(payload) == [("NOTHING_TO_RELEASE", "input.documentId")]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_deleted_document_is_gone_with_its_lines_and_its_history_is_kept(carnet: Carnet, kind: str):
    _company, document = await order_of(carnet, kind)

    payload = await change(carnet, "deleteDocument", document)

    assert payload["errors"] == []
    assert payload["deletedId"] == document["id"]
    assert payload["changeSet"]["operation"] == "deleteDocument"
    query = """query ($id: ID!, $set: ID!) { node(id: $id) { id }
      changeSet(id: $set) { changes { field before document { id } } } }"""
    data = await carnet.ask(query, id=document["id"], set=payload["changeSet"]["id"])
    assert data["node"] is None
    told = {entry["field"]: entry["before"] for entry in data["changeSet"]["changes"]}
    assert told["number"] == document["number"]
    assert told["lines.1"] is not None
    assert all(entry["document"] is None for entry in data["changeSet"]["changes"])
    again = await change(carnet, "deleteDocument", document)
    assert (again["deletedId"], refusals(again)) == (None, [("NOT_FOUND", "input.documentId")])


@pytest.mark.parametrize("mutation", CHANGES)
@pytest.mark.parametrize("id_", [UNKNOWN, "nothing", "", "contact-00000000-0000-7000-8000-999999999999"])
async def test_what_is_no_document_is_not_found(carnet: Carnet, mutation: str, id_: str):
    contact = await carnet.add(Kind.CONTACT)
    given = {"setDocumentContact": {"contactId": id_of(contact)}, "setDocumentLines": {"lines": []}}.get(mutation, {})
    payload = await change(carnet, mutation, {"id": id_}, **given)
    assert refusals(payload) == [("NOT_FOUND", "input.documentId")]


@pytest.mark.parametrize("mutation", CHANGES)
async def test_a_document_that_changed_since_it_was_read_is_left_alone(carnet: Carnet, mutation: str):
    company, document = await order_of(carnet)
    person = await carnet.person(company)
    await changed(carnet, "setDocumentLines", document, lines=[item("9")])
    await changed(carnet, "setDocumentContact", document, contactId=id_of(person))
    given = await given_of(carnet, mutation, document)
    if mutation == "setDocumentContact":
        given = {"contactId": id_of(company)}

    async with unchanged(carnet):
        payload = await change(carnet, mutation, document, expectedVersion=document["version"], **given)

    assert {error["code"] for error in payload["errors"]} == {"CONFLICT"}
    assert (await change(carnet, mutation, document, expectedVersion=3, **given))["errors"] == []


async def test_a_conflict_names_only_what_the_call_would_overwrite(carnet: Carnet):
    company, document = await order_of(carnet)
    person = await carnet.person(company)
    await changed(carnet, "setDocumentContact", document, contactId=id_of(person))

    lines = await change(carnet, "setDocumentLines", document, expectedVersion=1, lines=[item("5")])

    assert (lines["errors"], lines["document"]["version"]) == ([], 3)
