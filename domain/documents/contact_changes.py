"""Give a document another contact. Source: reference-documents.md §6.1, §6.4."""

from datetime import date

from db.unit_of_work import UnitOfWork
from domain.calls import Outcome, Walk, begin, finish
from domain.change import Record, Value
from domain.conflicts import changed_since
from domain.documents.calls import ContactEdit
from domain.documents.headers import Header
from domain.documents.parties import CONTACT, Party, lock_party, party_refusals, privacy_refusals, shared_card
from domain.documents.sides import DocumentType, Side
from domain.documents.stored import Stored, lock_document, side_of, status_refusals
from domain.documents.surroundings import own_firm, template_of, terms
from domain.errors import ContactOfDifferentCompany, Refused, refuse
from domain.stars import contact_of
from domain.sync.planning import Planning
from domain.sync.star import Surroundings
from domain.sync.writes import Writes
from domain.tables import id_of
from domain.templates import NONE

_CONCERNED = frozenset({"contactId", "companyContactId", "customerId", "vendorId"})


async def set_contact(work: UnitOfWork, call: ContactEdit) -> Outcome:
    """Give an open document another contact; the caller commits. A refusal is an outcome, not an exception.

    A contact of the same company changes whom one talks to, nothing else. A quote may go on to another company where
    either of the two is a prospect.
    """
    try:
        side, _ = side_of(call.id)
        party = await lock_party(work, side, call.contact_id)
        stored = await lock_document(work, call.id)
    except Refused as refused:
        return Outcome(refusals=refused.refusals)
    try:
        return await _set_contact(await begin(work, call), call, stored, party)
    except Refused as refused:
        return Outcome(record=stored.document.id, refusals=refused.refusals)


async def _set_contact(walk: Walk, call: ContactEdit, stored: Stored, found: Party) -> Outcome:
    document, side, quote = stored.document, stored.side, stored.type is DocumentType.QUOTE
    refuse(
        *status_refusals(stored),
        *await changed_since(walk.work, document, call.expected_version, _CONCERNED.__contains__),
    )
    refuse(*privacy_refusals(found, CONTACT))
    party = await _staying(walk.work, stored, found)
    if party is None and stored.has_card and not (quote and found.card is None):
        number = str(document.values[f"{side.party}.number"])
        raise Refused([ContactOfDifferentCompany(contact=found.contact.number, card=number, path=CONTACT)])
    refuse(*party_refusals(side, party or found, quote=quote))
    header = await _header(walk, stored, party or found, stays=party is not None)
    writes = Writes(header.changes())
    return await finish(walk, writes, [*stored.records(), *found.records()], Outcome(record=document.id))


async def _staying(work: UnitOfWork, stored: Stored, found: Party) -> Party | None:
    """Return the new contact with the document's own customer or vendor, None where it is for another party then."""
    side, values = stored.side, stored.document.values
    if not stored.has_card:
        return found if found.card is None and values["companyContactId"] == id_of(found.company) else None
    card = await _card(work, side, values[side.card], found)
    if await contact_of(work, side.card_kind, card.id) not in {found.contact.id, found.company.id}:
        return None
    return Party(found.contact, found.company, card, await _card(work, side, values[side.billing_card], found))


async def _card(work: UnitOfWork, side: Side, card_id: Value, found: Party) -> Record:
    """Return a card that the document names; most often it is locked already."""
    locked = next((card for card in found.cards() if id_of(card) == card_id), None)
    return locked or await shared_card(work, side, str(card_id))


async def _header(walk: Walk, stored: Stored, party: Party, *, stays: bool) -> Header:
    """Plan the change: only whom one talks to, or all that follows from another party. Lines keep their prices."""
    document, side = stored.document, stored.side
    template, refusals = (NONE, ()) if stays else await template_of(walk, side, party, None)
    refuse(*refusals)
    header = Header(side, document, Planning(Surroundings()), party, template, await own_firm(walk.work))
    header.take_contact()
    if stays:
        header.take_person_to_talk_to()
        return header
    if not stored.lines:
        header.take_prices()
    header.take_terms()
    header.take_parties()
    due = await terms(walk.work, header.values()["paymentTermsCode"])
    document_date = document.values["documentDate"]
    assert isinstance(document_date, date)  # noqa: S101 - every document has one
    header.put("dueDate", due.due(document_date))
    return header
