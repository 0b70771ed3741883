"""Orders are made of a blanket order by quantities, never more than is left. Source: reference-documents.md §11.3."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from tests.carnet import Carnet
from tests.domain.documents.sides import BOTH, Mirrored, firm, kept
from tests.replay import replay
from tests.schema.documents.documenting import change, changed, item, made, refusals, stock_item

each_side = pytest.mark.parametrize("side", BOTH, ids=lambda side: side.word)
COMMENT = {"type": "COMMENT", "description": "By lorry"}


async def blanket_order(carnet: Carnet, side: Mirrored, *quantities: str, **given: Any) -> Any:
    """Make a blanket order: a comment, and then lines of items at 10.00 with these quantities, from position 2."""
    await stock_item(carnet)
    company, _ = await firm(carnet, side)
    lines = [COMMENT, *(item(quantity, "10") for quantity in quantities)]
    return await made(carnet, f"{side.word} blanket order", company, lines=lines, show=side.shown, **given)


async def order(carnet: Carnet, side: Mirrored, blanket: Any, *asked: tuple[int, str]) -> Any:
    """Make an order that must not be refused."""
    return await changed(carnet, "makeOrder", blanket, show=side.show(), **_lines(asked))


async def refuse(carnet: Carnet, blanket: Any, *asked: tuple[int, str]) -> list[tuple[str, str]]:
    payload = await change(carnet, "makeOrder", blanket, **_lines(asked))
    assert payload["document"] is None
    return refusals(payload)


def _lines(asked: tuple[tuple[int, str], ...]) -> dict[str, Any]:
    return {"lines": [{"position": at, "quantity": quantity} for at, quantity in asked]} if asked else {}


async def left(carnet: Carnet, side: Mirrored, blanket: Any) -> list[str | None]:
    """Return what is left of each line."""
    query = f"""query ($id: ID!) {{ node(id: $id) {{
      ... on {side.on} {{ lines {{ quantityLeft }} }} }} }}"""
    return [line["quantityLeft"] for line in (await carnet.ask(query, id=blanket["id"]))["node"]["lines"]]


@each_side
async def test_what_is_ordered_is_no_longer_left(carnet: Carnet, side: Mirrored) -> None:
    blanket = await blanket_order(carnet, side, "10", "5")
    assert await left(carnet, side, blanket) == [None, "10", "5"]
    stored = await kept(carnet, blanket)
    first = await order(carnet, side, blanket, (2, "4"), (3, "0"))
    assert [(line["quantity"], line["unitPrice"], line["blanketPosition"]) for line in first["lines"]] == [
        (None, None, None),
        ("4", "10", 2),
    ]
    assert (first["madeFrom"]["number"], first["totals"]["amount"]) == (blanket["number"], "40")
    assert await left(carnet, side, blanket) == [None, "6", "5"]
    rest = await order(carnet, side, blanket)
    assert [line["quantity"] for line in rest["lines"]] == [None, "6", "5"]
    assert await left(carnet, side, blanket) == [None, "0", "0"]
    assert await refuse(carnet, blanket) == [("NOTHING_TO_CREATE", "input.documentId")]
    assert await kept(carnet, blanket) == stored, "the blanket order stays as it was agreed"
    assert await replay(carnet) == []


@each_side
async def test_more_than_is_left_is_refused_and_nothing_is_ordered(carnet: Carnet, side: Mirrored) -> None:
    blanket = await blanket_order(carnet, side, "10", "5")
    await order(carnet, side, blanket, (2, "8"))
    assert await refuse(carnet, blanket, (2, "2.00001")) == [("INVALID_VALUE", "input.lines.0.quantity")]
    assert await refuse(carnet, blanket, (2, "1"), (2, "1.5")) == [("INVALID_VALUE", "input.lines.1.quantity")]
    assert await refuse(carnet, blanket, (2, "-1")) == [("INVALID_VALUE", "input.lines.0.quantity")]
    assert await refuse(carnet, blanket, (2, "0")) == [("NOTHING_TO_CREATE", "input.documentId")]
    for position in (-1, 0, 1, 4):
        assert await refuse(carnet, blanket, (position, "1")) == [("INVALID_VALUE", "input.lines.0.position")]
    assert await left(carnet, side, blanket) == [None, "2", "5"]
    await order(carnet, side, blanket, (2, "1"), (2, "1"))


@each_side
async def test_a_deleted_order_gives_its_quantities_back(carnet: Carnet, side: Mirrored) -> None:
    blanket = await blanket_order(carnet, side, "10")
    made_of_it = await order(carnet, side, blanket, (2, "10"))
    assert refusals(await change(carnet, "deleteDocument", blanket)) == [("DOCUMENT_IN_USE", "input.documentId")]
    await change(carnet, "deleteDocument", made_of_it)
    assert await left(carnet, side, blanket) == [None, "10"]
    assert refusals(await change(carnet, "deleteDocument", blanket)) == []


@each_side
async def test_an_orders_lines_go_on_drawing_on_the_blanket_order(carnet: Carnet, side: Mirrored) -> None:
    blanket = await blanket_order(carnet, side, "10")
    first, second = [await order(carnet, side, blanket, (2, "4")) for _ in range(2)]
    drawing = item("6", "10", blanketPosition=2)
    await changed(carnet, "setDocumentLines", first, lines=[drawing, item("100", "1")])
    assert await left(carnet, side, blanket) == [None, "0"]
    more = await change(carnet, "setDocumentLines", first, lines=[drawing | {"quantity": "6.1"}])
    assert refusals(more) == [("INVALID_VALUE", "input.lines.0.quantity")]
    await stock_item(carnet, "2000")
    other = await change(carnet, "setDocumentLines", first, lines=[drawing | {"itemNumber": "2000"}])
    assert refusals(other) == [("INVALID_VALUE", "input.lines.0.blanketPosition")]
    await changed(carnet, "setDocumentLines", second, lines=[item("1", "10")])
    assert await left(carnet, side, blanket) == [None, "4"]


@each_side
async def test_a_blanket_order_keeps_what_is_ordered_of_it(carnet: Carnet, side: Mirrored) -> None:
    blanket = await blanket_order(carnet, side, "10", "5")
    await order(carnet, side, blanket, (2, "4"))
    lines = [COMMENT, item("4", "11"), item("1", "10")]
    await changed(carnet, "setDocumentLines", blanket, lines=lines)
    assert await left(carnet, side, blanket) == [None, "0", "1"]
    for kept_out in ([COMMENT], lines[1:], [COMMENT, item("3.9", "11")]):
        refused = await change(carnet, "setDocumentLines", blanket, lines=kept_out)
        assert refusals(refused) == [("INVALID_VALUE", "input.lines.1")]
    negative = await change(carnet, "setDocumentLines", blanket, lines=[*lines, item("-1")])
    assert refusals(negative) == [("INVALID_VALUE", "input.lines.3.quantity")]


@each_side
async def test_lines_draw_on_a_blanket_order_only_in_orders_made_from_it(carnet: Carnet, side: Mirrored) -> None:
    await stock_item(carnet)
    company, _ = await firm(carnet, side)
    document = await made(carnet, f"{side.word} order", company)
    refused = await change(carnet, "setDocumentLines", document, lines=[item("1", blanketPosition=1)])
    assert refusals(refused) == [("INVALID_VALUE", "input.lines.0.blanketPosition")]


@each_side
async def test_the_orders_of_a_blanket_order_share_its_invoice_discount_to_the_last_cent(
    carnet: Carnet, side: Mirrored
) -> None:
    blanket = await blanket_order(carnet, side, "3", "1", invoiceDiscountAmount="10")
    orders = [await order(carnet, side, blanket, (2, "1")) for _ in range(3)]
    orders.append(await order(carnet, side, blanket))
    discounts = [Decimal(made_of_it["totals"]["invoiceDiscountAmount"]) for made_of_it in orders]
    assert (sum(discounts), sorted(discounts)) == (10, [Decimal("2.5")] * 4)
    thirds = await blanket_order(carnet, side, "3", invoiceDiscountAmount="10")
    parts = [await order(carnet, side, thirds, (2, "1")) for _ in range(3)]
    shares = [made_of_it["totals"]["invoiceDiscountAmount"] for made_of_it in parts]
    assert sorted(shares) == ["3.33", "3.33", "3.34"]
    whole = sum(Decimal(made_of_it["totals"]["amountIncludingVat"]) for made_of_it in parts)
    assert abs(whole - Decimal(thirds["totals"]["amountIncludingVat"])) <= Decimal("0.02"), "VAT is rounded per order"


@each_side
async def test_two_who_order_the_rest_at_once_do_not_both_get_it(carnet: Carnet, side: Mirrored) -> None:
    blanket = await blanket_order(carnet, side, "10")
    payloads = await asyncio.gather(*(change(carnet, "makeOrder", blanket, **_lines(((2, "3"),))) for _ in range(8)))
    assert sorted(refusals(payload)[0][0] if payload["errors"] else "done" for payload in payloads) == [
        *["INVALID_VALUE"] * 5,
        *["done"] * 3,
    ]
    assert await left(carnet, side, blanket) == [None, "1"]
