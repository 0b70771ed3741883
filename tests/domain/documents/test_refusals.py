"""What the set-up lacks and what is asked wrongly is refused whole, and uses up no number.

Source: product.md §4.3, reference-documents.md §4.1, §23.
"""

import pytest

from domain.change import Kind
from tests.carnet import Carnet
from tests.domain.documents.sides import BOTH, SALES, Mirrored, firm, kept
from tests.schema.creating.setting_up import change_line
from tests.schema.documents.documenting import change, item, made, make, refusals, stock_item

each_side = pytest.mark.parametrize("side", BOTH, ids=lambda side: side.word)


@each_side
async def test_a_number_that_is_taken_is_passed_over_among_documents_of_one_type(
    carnet: Carnet, side: Mirrored
) -> None:
    company, _ = await firm(carnet, side)
    initial = side.word[0].upper()
    for code in (f"{initial}-QUOTE", f"{initial}-ORDER"):
        await change_line(carnet.database, code, starting_number="A1")
    await made(carnet, f"{side.word} order", company)
    await change_line(carnet.database, f"{initial}-ORDER", last_number_used=None)
    found = [
        (await made(carnet, f"{side.word} {kind}", company, show="number"))["number"] for kind in ("order", "quote")
    ]
    assert found == ["A2", "A1"]


@each_side
async def test_only_quotes_are_valid_until_a_day(carnet: Carnet, side: Mirrored) -> None:
    company, _ = await firm(carnet, side)
    for kind in ("order", "blanket order"):
        payload = await make(carnet, f"{side.word} {kind}", company, validUntil="2099-12-31")
        assert refusals(payload) == [("INVALID_VALUE", "input.validUntil")]
    await made(carnet, f"{side.word} quote", company, validUntil="2099-12-31")


@each_side
async def test_a_quote_is_ordered_as_a_whole(carnet: Carnet, side: Mirrored) -> None:
    await stock_item(carnet)
    company, _ = await firm(carnet, side)
    quote = await made(carnet, f"{side.word} quote", company, lines=[item("2")])
    payload = await change(carnet, "makeOrder", quote, lines=[{"position": 1, "quantity": "1"}])
    assert refusals(payload) == [("INVALID_VALUE", "input.lines")]


@each_side
async def test_quantities_that_cannot_be_kept_are_refused(carnet: Carnet, side: Mirrored) -> None:
    await stock_item(carnet)
    company, _ = await firm(carnet, side)
    blanket = await made(carnet, f"{side.word} blanket order", company, lines=[item("2")])
    payload = await change(carnet, "makeOrder", blanket, lines=[{"position": 1, "quantity": "0.0000001"}])
    assert refusals(payload) == [("INVALID_VALUE", "input.lines.0.quantity")]


async def test_a_wrong_invoice_discount_leaves_lines_and_discount_as_they_are(carnet: Carnet) -> None:
    await stock_item(carnet)
    company, _ = await firm(carnet, SALES)
    document = await made(carnet, "sales order", company, lines=[item("2", "10")], invoiceDiscountPercent="5")
    before = await kept(carnet, document)
    asked = [
        ({"invoiceDiscountPercent": "101"}, "input.invoiceDiscountPercent"),
        ({"invoiceDiscountPercent": None, "invoiceDiscountAmount": "-1"}, "input.invoiceDiscountAmount"),
        ({"invoiceDiscountPercent": None, "invoiceDiscountAmount": "10.01"}, "input.invoiceDiscountAmount"),
        ({"invoiceDiscountPercent": "1", "invoiceDiscountAmount": "1"}, "input.invoiceDiscountAmount"),
    ]
    for given, path in asked:
        payload = await change(carnet, "setDocumentLines", document, lines=[item("1", "10")], **given)
        assert refusals(payload) == [("INVALID_VALUE", path)]
    assert await kept(carnet, document) == before


async def test_what_is_no_document_is_not_found(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    nobody = "00000000-0000-7000-8000-000000000000"
    for document_id in ("", "x", f"contact-{contact.id}", f"salesdocument-{nobody}", f"serviceorder-{nobody}"):
        for mutation in ("releaseDocument", "reopenDocument", "deleteDocument", "makeOrder"):
            payload = await change(carnet, mutation, {"id": document_id})
            assert refusals(payload) == [("NOT_FOUND", "input.documentId")]
        payload = await change(carnet, "setDocumentLines", {"id": document_id}, lines=[])
        assert refusals(payload) == [("NOT_FOUND", "input.documentId")]
