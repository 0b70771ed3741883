"""Change a document: its lines, its contact, its status; or delete it.

Source: product.md §4, reference-documents.md §4.3, §6.1, §12.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias, TypeVar

from db.unit_of_work import UnitOfWork
from domain.calls import Outcome, Walk, begin, finish
from domain.change import Reason
from domain.conflicts import changed_since
from domain.documents.blanket_orders import (
    drawing_refusals,
    is_blanket_order,
    keeping_refusals,
    negative_refusals,
    ordered,
)
from domain.documents.calls import DocumentCall, LineEdit
from domain.documents.costing import cost
from domain.documents.creating import no_blanket_order
from domain.documents.drafts import Draft
from domain.documents.given import checked_discount
from domain.documents.given_lines import Pricing, checked_lines
from domain.documents.lines import Line, replacing
from domain.documents.sides import DocumentType
from domain.documents.stored import DOCUMENT, Stored, lines_of, lock_document, orders_from, status_refusals
from domain.documents.surroundings import own_firm
from domain.errors import DocumentInUse, NothingToRelease, Refusal, Refused, refuse
from domain.ids import public_id
from domain.sync.planning import Planning
from domain.sync.star import Surroundings
from domain.sync.writes import Writes
from domain.tables import TYPE_NAMES, id_of
from domain.uses import SHOWN

Asked = TypeVar("Asked", bound=DocumentCall)
Change: TypeAlias = Callable[[Walk, Asked, Stored], Awaitable[Outcome]]


async def set_lines(work: UnitOfWork, call: LineEdit) -> Outcome:
    """Replace all lines of a document; the caller commits. A refusal is an outcome, not an exception."""
    return await _changed(work, call, _set_lines)


async def release(work: UnitOfWork, call: DocumentCall) -> Outcome:
    """Release a document, which then stays as it is; the caller commits. Of one that is released nothing changes."""
    return await _changed(work, call, _release)


async def reopen(work: UnitOfWork, call: DocumentCall) -> Outcome:
    """Open a released document again; the caller commits."""
    return await _changed(work, call, _reopen)


async def delete_document(work: UnitOfWork, call: DocumentCall) -> Outcome:
    """Delete a document, unless orders were made from it; the caller commits."""
    return await _changed(work, call, _delete)


async def _changed(work: UnitOfWork, call: Asked, change: Change[Asked]) -> Outcome:
    """Lock a document and change it; a refusal is an outcome."""
    try:
        stored = await lock_document(work, call.id)
    except Refused as refused:
        return Outcome(refusals=refused.refusals)
    try:
        return await change(await begin(work, call), call, stored)
    except Refused as refused:
        return Outcome(record=stored.document.id, refusals=refused.refusals)


async def _set_lines(walk: Walk, call: LineEdit, stored: Stored) -> Outcome:
    document, side = stored.document, stored.side
    discount, wrong = checked_discount(call.discount)
    draft = Draft(side, document, Planning(Surroundings()))
    draft.planning.enter(document, discount)
    pricing = Pricing.of(side, document.values, (await own_firm(walk.work)).currency)
    checked = await checked_lines(walk.work, pricing, call.lines)
    refuse(
        *status_refusals(stored),
        *await changed_since(walk.work, document, call.expected_version, _is_about_money),
        *wrong,
        *checked.refusals,
    )
    refuse(*await _blanket_refusals(walk.work, call, stored, checked.lines))
    walk.warnings += checked.warnings(pricing)
    costed = cost(checked.lines, draft.values())
    draft.take_totals(costed)
    writes = Writes(draft.changes(), lines=[replacing(side, document, stored.lines, costed)])
    return await finish(walk, writes, stored.records(), Outcome(record=document.id))


def _is_about_money(field: str) -> bool:
    return field.startswith(("lines.", "invoiceDiscount")) or field in {"currencyCode", "pricesIncludeVat"}


async def _blanket_refusals(work: UnitOfWork, call: LineEdit, stored: Stored, lines: Sequence[Line]) -> list[Refusal]:
    """Return why these lines may not be those of a blanket order, or of an order made from one."""
    if stored.type is DocumentType.BLANKET_ORDER:
        taken = await ordered(work, stored.side, stored.document)
        return [*negative_refusals(lines), *keeping_refusals(stored.document, stored.lines, lines, taken)]
    if stored.source is None or not is_blanket_order(stored.source):
        return list(no_blanket_order(call.lines))
    drawn = [(_line_path(at), line) for at, line in enumerate(lines) if line.blanket_position is not None]
    blanket_lines = await lines_of(work, stored.side, stored.source.id)
    taken = await ordered(work, stored.side, stored.source, besides=stored.document)
    return list(drawing_refusals(stored.source, blanket_lines, taken, drawn))


def _line_path(at: int) -> tuple[str, ...]:
    return ("input", "lines", str(at))


async def _release(walk: Walk, call: DocumentCall, stored: Stored) -> Outcome:
    document = stored.document
    has_quantity = any(line.costs and line.quantity for line in stored.lines)
    refuse(
        *await changed_since(walk.work, document, call.expected_version),
        *([] if has_quantity else [NothingToRelease(document=document.number, path=DOCUMENT)]),
    )
    return await _put_status(walk, stored, "RELEASED")


async def _reopen(walk: Walk, call: DocumentCall, stored: Stored) -> Outcome:
    refuse(*await changed_since(walk.work, stored.document, call.expected_version))
    return await _put_status(walk, stored, "OPEN")


async def _put_status(walk: Walk, stored: Stored, status: str) -> Outcome:
    draft = Draft(stored.side, stored.document, Planning(Surroundings()))
    draft.put("status", status, Reason.ENTERED)
    return await finish(walk, Writes(draft.changes()), stored.records(), Outcome(record=stored.document.id))


async def _delete(walk: Walk, call: DocumentCall, stored: Stored) -> Outcome:
    document = stored.document
    refuse(
        *await changed_since(walk.work, document, call.expected_version),
        *await _use_refusals(walk.work, stored),
    )
    writes = Writes(deleted=[document], lines=[replacing(stored.side, document, stored.lines, None)])
    return await finish(walk, writes, stored.records(), Outcome(told={"deletedId": id_of(document)}))


async def _use_refusals(work: UnitOfWork, stored: Stored) -> list[Refusal]:
    """Refuse to delete what orders were made from."""
    keys = await orders_from(work, stored)
    if not keys:
        return []
    ids = tuple(public_id(TYPE_NAMES[stored.side.kind], key) for key in keys[:SHOWN])
    return [DocumentInUse(document=stored.document.number, count=len(keys), ids=ids, path=DOCUMENT)]
