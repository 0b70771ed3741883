"""Make an order of a quote or of a blanket order. Source: product.md §4.4, reference-documents.md §11."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from db.races import LostRace
from db.tables import Item
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome, Walk, begin, finish
from domain.change import Kind, Record
from domain.conflicts import changed_since
from domain.documents.calls import Ordering
from domain.documents.costing import cost
from domain.documents.creating import new_document
from domain.documents.drafts import Draft, blank_document
from domain.documents.fields import TOTALS
from domain.documents.lines import Line
from domain.documents.parties import block_refusals, shared_card
from domain.documents.portions import Portion, portion_of
from domain.documents.prospects import Prospect, Taken, lock_prospect, take_card
from domain.documents.sides import DocumentType, Side
from domain.documents.stored import DOCUMENT, Stored, lock_document, orders_from, read_document, side_of
from domain.errors import (
    AlreadyOrdered,
    ContactPrivacyBlocked,
    DocumentWrongType,
    ItemBlocked,
    Refusal,
    Refused,
    refuse,
)
from domain.ids import key_of, public_id
from domain.sync.planning import Planning
from domain.sync.star import Surroundings
from domain.tables import TABLES, TYPE_NAMES, id_of, record_of

_ITEMS = Item.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_ITS_OWN = frozenset({"number", "type", "status", "orderDate", "documentDate", "dueDate", "validUntil", *TOTALS})
"""What an order does not take over."""


@dataclass(frozen=True)
class _Buyer:
    """Whom the order will be for: a prospect, or the contact, if it is still there, and the cards of the document."""

    prospect: Prospect | None = None
    contact: Record | None = None
    cards: Sequence[Record] = ()

    def records(self) -> list[Record]:
        locked = self.prospect.locked.read() if self.prospect else ()
        return [*locked, *([self.contact] if self.contact else []), *self.cards]


async def make_order(work: UnitOfWork, call: Ordering) -> Outcome:
    """Make an order; the caller commits. A refusal is an outcome, not an exception.

    A quote for a prospect makes the customer or vendor on the way. What the order is made from is kept.

    Raises:
        LostRace: the document got another contact meanwhile.
    """
    try:
        side, _ = side_of(call.id)
        document = await read_document(work, call.id)
        refuse(*_type_refusals(document))
        buyer = await _lock_buyer(work, side, document)
        stored = await lock_document(work, call.id)
    except Refused as refused:
        return Outcome(refusals=refused.refusals)
    if any(stored.document.values[name] != document.values[name] for name in (side.card, "contactId")):
        raise LostRace
    try:
        return await _order(await begin(work, call), call, stored, buyer)
    except Refused as refused:
        return Outcome(record=None, refusals=refused.refusals)


def _type_refusals(document: Record) -> list[Refusal]:
    if document.values.get("type", "ORDER") != "ORDER":
        return []
    return [DocumentWrongType(document=document.number, path=DOCUMENT)]


async def _lock_buyer(work: UnitOfWork, side: Side, document: Record) -> _Buyer:
    values = document.values
    if values[side.card] is None:
        return _Buyer(await lock_prospect(work, side, document))
    table = TABLES[Kind.CONTACT]
    query = select(table).where(table.c.id == key_of("Contact", str(values["contactId"]))).with_for_update(read=True)
    row = (await work.connection.execute(query)).mappings().first()
    ids = dict.fromkeys(str(values[name]) for name in (side.card, side.billing_card))
    cards = [await shared_card(work, side, card_id) for card_id in ids]
    return _Buyer(contact=record_of(Kind.CONTACT, row) if row else None, cards=cards)


async def _order(walk: Walk, call: Ordering, stored: Stored, buyer: _Buyer) -> Outcome:
    side, document = stored.side, stored.document
    refuse(
        *await changed_since(walk.work, document, call.expected_version),
        *await _ordered_already(walk.work, stored),
        *_buyer_refusals(side, buyer),
    )
    portion = await portion_of(walk.work, call, stored)
    refuse(*await _blocked_items(walk.work, portion.lines))
    taken = await take_card(walk, call, stored, buyer.prospect) if buyer.prospect else _as_it_is(stored)
    order = _draft(walk, stored, taken, portion)
    costed = cost(portion.lines, order.values())
    writes = await new_document(walk, order, DocumentType.ORDER, costed)
    writes = replace(writes, changes=[*taken.changes, *writes.changes], links=taken.links)
    return await finish(walk, writes, [*stored.records(), *buyer.records()], Outcome(record=order.document.id))


async def _ordered_already(work: UnitOfWork, stored: Stored) -> list[Refusal]:
    """Refuse a second order from one quote, as long as the first one exists."""
    orders = await orders_from(work, stored) if stored.type is DocumentType.QUOTE else []
    if not orders:
        return []
    table = TABLES[stored.side.kind]
    number = await work.connection.scalar(select(table.c.number).where(table.c.id == orders[0]))
    ids = (public_id(TYPE_NAMES[stored.side.kind], orders[0]),)
    return [AlreadyOrdered(document=stored.document.number, order=str(number), ids=ids, path=DOCUMENT)]


def _buyer_refusals(side: Side, buyer: _Buyer) -> list[Refusal]:
    contact = buyer.contact
    if contact is not None and contact.values["privacyBlocked"]:
        return [ContactPrivacyBlocked(contact=contact.number, path=DOCUMENT)]
    return list(block_refusals(side, buyer.cards, DOCUMENT))


async def _blocked_items(work: UnitOfWork, lines: Sequence[Line]) -> list[Refusal]:
    numbers = {line.item_number for line in lines if line.type == "ITEM"}
    query = select(_ITEMS.c.number).where(_ITEMS.c.number.in_(numbers), _ITEMS.c.blocked).order_by(_ITEMS.c.number)
    found = await work.connection.scalars(query) if numbers else ()
    return [ItemBlocked(item=number, path=DOCUMENT) for number in found]


def _as_it_is(stored: Stored) -> Taken:
    return Taken(Draft(stored.side, stored.document, Planning(Surroundings())))


def _draft(walk: Walk, stored: Stored, taken: Taken, portion: Portion) -> Draft:
    """Plan an order that agrees with what it is made from."""
    side, source = stored.side, stored.document
    order = Draft(side, blank_document(side, walk.new_id()), Planning(Surroundings()))
    for name, value in taken.quote.values().items():
        if name not in _ITS_OWN and name != side.template:
            order.put(name, value, source=source)
    order.put("invoiceDiscountAmount", portion.discount_amount, source=source)
    order.put("madeFromId", id_of(source), source=source)
    return order
