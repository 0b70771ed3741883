"""Make a document for a contact. Source: product.md §4, reference-documents.md §5."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from db.unit_of_work import UnitOfWork
from domain.calls import Outcome, Walk, begin, finish
from domain.documents.blanket_orders import negative_refusals
from domain.documents.calls import GivenLine, NewDocument
from domain.documents.costing import cost
from domain.documents.drafts import Draft, blank_document
from domain.documents.given import checked_header
from domain.documents.given_lines import Pricing, checked_lines
from domain.documents.headers import Header
from domain.documents.lines import Costed
from domain.documents.numbers import drawn_number
from domain.documents.parties import Party, lock_party, party_refusals
from domain.documents.sides import SIDES, DocumentType, Side
from domain.documents.surroundings import own_firm, template_of, terms
from domain.errors import InvalidValue, Refusal, Refused, refuse
from domain.interactions.entries import Entry
from domain.interactions.events import Event
from domain.interactions.logging import log
from domain.interactions.operations import Act
from domain.sync.planning import Planning
from domain.sync.star import Surroundings
from domain.sync.writes import Writes


async def create_document(work: UnitOfWork, call: NewDocument) -> Outcome:
    """Make a document; the caller commits. A refusal is an outcome, not an exception, and uses up no number."""
    side = SIDES[call.kind]
    try:
        party = await lock_party(work, side, call.contact_id)
        return await _create(await begin(work, call), side, call, party)
    except Refused as refused:
        return Outcome(refusals=refused.refusals)


async def _create(walk: Walk, side: Side, call: NewDocument, party: Party) -> Outcome:
    document_type = DocumentType(call.type)
    quote = document_type is DocumentType.QUOTE
    refuse(*party_refusals(side, party, quote=quote))
    given, wrong = checked_header(side, call.given, quote=quote)
    template, not_template = await template_of(walk, side, party, call.template_code)
    document = blank_document(side, walk.new_id())
    planning = Planning(Surroundings(), [(document, given)])
    planning.enter(document, given)
    header = Header(side, document, planning, party, template, await own_firm(walk.work))
    header.take_all()
    costed = await _costed(walk, header, call, [*wrong, *not_template])
    writes = await new_document(walk, header, document_type, costed)
    entry = await _recorded(walk, header)
    if entry is None:
        return await finish(walk, writes, party.records(), Outcome(record=document.id, contact=party.contact.id))
    writes = replace(writes, changes=[*writes.changes, *entry.changes])
    outcome = Outcome(record=document.id, contact=party.contact.id, interaction=entry.key)
    return await finish(walk, writes, party.records(), outcome)


async def _recorded(walk: Walk, header: Header) -> Entry | None:
    """Record that the document was made, if documents of its kind are recorded then."""
    values = header.values()
    document = replace(header.document, number=str(values["number"]), values=values)
    described = {"description": values["description"]} if values.get("description") else {}
    event = Event(act=Act.CREATED, document=document, given=described)
    return await log(walk, event) if event.row else None


async def _costed(walk: Walk, header: Header, call: NewDocument, wrong: Sequence[Refusal]) -> Costed:
    """Return the lines that are given, with what they come to.

    Raises:
        Refused: with all that is wrong in the call.
    """
    pricing = Pricing.of(header.side, header.values(), header.firm.currency)
    checked = await checked_lines(walk.work, pricing, call.lines)
    refuse(*wrong, *checked.refusals, *no_blanket_order(call.lines))
    if call.type == DocumentType.BLANKET_ORDER:
        refuse(*negative_refusals(checked.lines))
    walk.warnings += checked.warnings(pricing)
    return cost(checked.lines, header.values())


async def new_document(walk: Walk, draft: Draft, document_type: DocumentType, costed: Costed) -> Writes:
    """Number a new document and return what makes it.

    The number comes last: from now until the transaction ends, nobody else draws from its series.
    """
    falls_due = await terms(walk.work, draft.values()["paymentTermsCode"])
    draft.begin(document_type, datetime.now(UTC).date(), falls_due)
    draft.take_totals(costed)
    return draft.numbered(await drawn_number(walk, draft.side, document_type), costed)


def no_blanket_order(lines: Sequence[GivenLine]) -> Iterator[Refusal]:
    """Refuse lines that draw on a blanket order where there is none."""
    for at, line in enumerate(lines):
        if line.get("blanketPosition") is not None:
            yield InvalidValue(
                path=("input", "lines", str(at), "blanketPosition"),
                reason="Only lines of an order that was made from a blanket order draw on it. Leave this out.",
                raison="Seules les lignes d'une commande faite d'une commande cadre y puisent. Omettez cette valeur.",
            )
