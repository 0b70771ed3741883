"""A card with documents is not deleted, and is told how many of what; a document goes with its lines.

Source: product.md §3.6.
"""

from typing import Any

import pytest

from db.tables import metadata
from db.unit_of_work import unit_of_work
from domain.change import Kind
from tests.carnet import Carnet, id_of
from tests.domain.documents.sides import BOTH, SALES, Mirrored, firm, kept, numbers
from tests.replay import replay
from tests.schema.documents.documenting import change, changed, item, made, send, stock_item

each_side = pytest.mark.parametrize("side", BOTH, ids=lambda side: side.word)


async def delete(carnet: Carnet, side: Mirrored, card: Any) -> list[dict[str, Any]]:
    """Delete a card; the refusals."""
    mutation = f"delete{side.card_kind.capitalize()}"
    query = f"""mutation ($id: ID!) {{ {mutation}(input: {{id: $id}}) {{
      deletedId errors {{ code message path ids }} }} }}"""
    errors: list[dict[str, Any]] = (await carnet.ask(query, id=id_of(card)))[mutation]["errors"]
    return errors


@each_side
async def test_a_card_with_documents_is_told_how_many_of_what(carnet: Carnet, side: Mirrored) -> None:
    company, card = await firm(carnet, side)
    kinds = {"quote": 1, "order": 3, "blanket order": 2}
    made_ids = {
        kind: [(await made(carnet, f"{side.word} {kind}", company))["id"] for _ in range(many)]
        for kind, many in kinds.items()
    }
    found = await delete(carnet, side, card)
    assert [(error["code"], error["path"], error["ids"]) for error in found] == [
        ("CARD_IN_USE", ["input", "id"], ids) for ids in made_ids.values()
    ]
    for error, (kind, many) in zip(found, kinds.items(), strict=True):
        assert f"{many} {side.word} {kind}s" in error["message"]
    assert await numbers(carnet, side.card_kind.lower()) == [card.number]
    for ids in made_ids.values():
        for document in ids:
            await change(carnet, "deleteDocument", {"id": document})
    assert await delete(carnet, side, card) == []


@each_side
async def test_a_card_that_only_pays_is_in_use_too(carnet: Carnet, side: Mirrored) -> None:
    payer = await carnet.add(side.card_kind)
    billed = {Kind.CUSTOMER: "billToCustomerId", Kind.VENDOR: "payToVendorId"}[side.card_kind]
    company = await carnet.add(Kind.CONTACT)
    card = await carnet.add(side.card_kind, linked=company, **{f"billing_{billed}": id_of(payer)})
    document = await made(carnet, f"{side.word} order", company)
    update = f"update{side.card_kind.capitalize()}"
    clear = {"id": id_of(card), "billing": {billed: None}}
    assert (await send(carnet, update, clear, field="changeSet", show="id"))["errors"] == []
    assert [error["ids"] for error in await delete(carnet, side, payer)] == [[document["id"]]]


async def test_service_orders_count(carnet: Carnet) -> None:
    company, card = await firm(carnet, SALES)
    document = await made(carnet, "service order", company)
    found = await delete(carnet, SALES, card)
    assert [(error["code"], error["ids"]) for error in found] == [("CARD_IN_USE", [document["id"]])]


@each_side
async def test_a_deleted_document_leaves_no_line_but_its_whole_history(carnet: Carnet, side: Mirrored) -> None:
    await stock_item(carnet)
    company, _ = await firm(carnet, side)
    document = await made(carnet, f"{side.word} order", company, lines=[item(), item("2", vatPercent="7")])
    await changed(carnet, "setDocumentLines", document, lines=[item("3")])
    await changed(carnet, "releaseDocument", document)
    before, lines = await kept(carnet, document)
    payload = await change(carnet, "deleteDocument", document)
    assert (payload["errors"], payload["deletedId"]) == ([], document["id"])
    table = side.kind.lower()
    for name in (table, f"{table}_line", f"{table}_vat"):
        async with unit_of_work(carnet.database) as work:
            assert (await work.connection.execute(metadata.tables[name].select())).all() == []
    query = """query ($id: ID!) { changeSet(id: $id) { operation changes {
      recordKind recordNumber field before after } } }"""
    told = (await carnet.ask(query, id=payload["changeSet"]["id"]))["changeSet"]
    gone = {row["field"]: row["before"] for row in told["changes"]}
    assert (told["operation"], gone["number"], gone["lines.1"]) == ("deleteDocument", before.number, lines[0].text())
    assert {(row["recordKind"], row["recordNumber"], row["after"]) for row in told["changes"]} == {
        (str(side.kind), before.number, None)
    }
    assert await replay(carnet) == []
