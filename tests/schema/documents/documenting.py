"""Make, change and read documents over HTTP."""

from collections.abc import Mapping
from typing import Any

from domain.change import Record
from tests.carnet import Carnet, id_of

KINDS = {
    "sales quote": ("createSalesDocument", "salesDocument", "QUOTE"),
    "sales order": ("createSalesDocument", "salesDocument", "ORDER"),
    "sales blanket order": ("createSalesDocument", "salesDocument", "BLANKET_ORDER"),
    "purchase quote": ("createPurchaseDocument", "purchaseDocument", "QUOTE"),
    "purchase order": ("createPurchaseDocument", "purchaseDocument", "ORDER"),
    "purchase blanket order": ("createPurchaseDocument", "purchaseDocument", "BLANKET_ORDER"),
    "service order": ("createServiceOrder", "serviceOrder", None),
}
"""For each kind of documents its mutation, its field in the payload, and its type."""
INPUTS = {"releaseDocument": "DocumentInput", "reopenDocument": "DocumentInput", "deleteDocument": "DocumentInput"}

ANSWER = "changeSet { id operation } warnings { code path message } errors { code path message ids }"
LINE = """position type itemNumber description quantity unitOfMeasure unitPrice discountPercent vatPercent
  reverseCharge amount amountIncludingVat"""
MONEY = "amount vatAmount amountIncludingVat invoiceDiscountAmount vat { vatPercent reverseCharge base vatAmount }"
SHOWN = f"id kind number status version lines {{ {LINE} }} totals {{ {MONEY} }}"

Payload = dict[str, Any]


async def make(
    carnet: Carnet, kind: str, contact: Record | str, *, show: str = SHOWN, key: str | None = None, **given: Any
) -> Payload:
    """Make a document of a kind for a contact; the payload, the document under 'document'."""
    mutation, field, type_ = KINDS[kind]
    contact_id = contact if isinstance(contact, str) else id_of(contact)
    asked = {"contactId": contact_id, **({"type": type_} if type_ else {}), **given}
    payload = await send(carnet, mutation, asked, field=field, show=show, key=key)
    return {**payload, "document": payload[field]}


async def made(carnet: Carnet, kind: str, contact: Record | str, **given: Any) -> Payload:
    """Make a document that must not be refused; the document."""
    payload = await make(carnet, kind, contact, **given)
    assert payload["errors"] == []
    document: Payload = payload["document"]
    return document


async def change(carnet: Carnet, mutation: str, document: Mapping[str, Any], **given: Any) -> Payload:
    """Send a mutation of a document; the payload."""
    show, key = given.pop("show", SHOWN), given.pop("key", None)
    asked = {"documentId": document["id"], **given}
    if mutation == "deleteDocument":
        return await send(carnet, mutation, asked, field="deletedId", show="", key=key)
    return await send(carnet, mutation, asked, field="document", show=show, key=key)


async def changed(carnet: Carnet, mutation: str, document: Mapping[str, Any], **given: Any) -> Payload:
    """Send a mutation of a document that must not be refused; the document as it is now."""
    payload = await change(carnet, mutation, document, **given)
    assert payload["errors"] == []
    found: Payload = payload["document"]
    return found


async def send(
    carnet: Carnet, mutation: str, asked: Mapping[str, Any], *, field: str, show: str, key: str | None = None
) -> Payload:
    """Send a mutation, and return its payload."""
    kind = INPUTS.get(mutation, f"{mutation[0].upper()}{mutation[1:]}Input")
    selected = f"{field} {{ {show} }}" if show else field
    query = f"""mutation ($input: {kind}!, $key: String) {{
      {mutation}(input: $input, idempotencyKey: $key) {{ {selected} {ANSWER} }} }}"""
    payload: Payload = (await carnet.ask(query, input=dict(asked), key=key))[mutation]
    return payload


def refusals(payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the (code, path) pairs of a payload, paths joined by dots."""
    return [(error["code"], ".".join(error["path"])) for error in payload["errors"]]


def item(quantity: str = "1", price: str | None = None, **more: Any) -> dict[str, Any]:
    """Return a line for an item: 1000, unless said otherwise."""
    priced = {} if price is None else {"unitPrice": price}
    return {"itemNumber": "1000", "quantity": quantity, **priced, **more}


async def stock_item(carnet: Carnet, number: str = "1000", **values: Any) -> None:
    """Store an item: 12.50 to sell, 8.25 to buy, 19 % VAT, unless said otherwise."""
    given = {"unitPrice": "12.50", "unitCost": "8.25", "vatPercent": "19", "unitOfMeasure": "PCS", **values}
    query = "mutation ($input: SaveItemInput!) { saveItem(input: $input) { errors { code } } }"
    answer = await carnet.ask(query, input={"number": number, "description": "Chair", **given})
    assert answer["saveItem"]["errors"] == []
