"""Let the contact of a quote become a customer or a vendor, and take over its company's other quotes.

Source: product.md §4.4, reference-documents.md §10.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from db.unit_of_work import UnitOfWork
from domain.calls import Walk
from domain.cards_from_contacts import plan_card
from domain.change import Change, Record, Value
from domain.documents.calls import Ordering
from domain.documents.drafts import Draft
from domain.documents.fields import DOCUMENT_FIELDS
from domain.documents.headers import as_party
from domain.documents.parties import Party, billing_card, block_refusals, party_refusals
from domain.documents.sides import DocumentType, Side
from domain.documents.stored import DOCUMENT, Stored, lock_documents
from domain.errors import Path, Refused, TemplateRequired, refuse
from domain.linkable import lock_linkable
from domain.new_records import Creation
from domain.stars import Locked
from domain.sync import creation
from domain.sync.planning import Planning
from domain.sync.star import Star, Surroundings
from domain.sync.writes import Link
from domain.tables import TABLES, id_of
from domain.values.texts import code as code_of
from domain.warned import Warned, WarningCode


@dataclass(frozen=True)
class Prospect:
    """The locked star of a quote's contact, and the card that it has got since the quote was made, if it has."""

    locked: Locked
    contact: Record
    card: Record | None
    quotes: Sequence[Record] = ()


async def lock_prospect(work: UnitOfWork, side: Side, document: Record) -> Prospect:
    """Lock the contact of a quote that is for nobody yet, with its company.

    Raises:
        Refused: the contact is gone, so that nobody can become a customer or vendor.
    """
    values = document.values
    try:
        locked, contact = await lock_linkable(work, str(values["contactId"]))
    except Refused:
        number, name = str(values["contactNumber"]), str(values["contactName"])
        raise Refused([side.not_related(contact=number, name=name, path=DOCUMENT)]) from None
    own = next((star for star in locked.star.persons if star.hub and star.hub.id == contact.id), None)
    card = (_card_of(side, own) if own else None) or _card_of(side, locked.star)
    quotes = await lock_documents(work, side, [document.id, *await _company_quotes(work, side, locked.hub)])
    return Prospect(locked, contact, card, tuple(quotes.values()))


def _card_of(side: Side, star: Star) -> Record | None:
    return next((card for card in star.cards if card.kind is side.card_kind), None)


@dataclass(frozen=True)
class Taken:
    """What a quote's party became: the quote as it will be, and everything that is to be written for it."""

    quote: Draft
    changes: Sequence[Change] = ()
    links: Sequence[Link] = ()


async def take_card(walk: Walk, call: Ordering, stored: Stored, prospect: Prospect) -> Taken:
    """Put the quote on the card that its contact has got, or on a new one.

    Raises:
        Refused: no template is named, or the card may not be made, or may have no order.
    """
    if prospect.card is not None:
        return await _take_existing(walk, stored, prospect, prospect.card)
    code = call.templates.get(stored.side.card_kind) or stored.document.values[str(stored.side.template)]
    if code is None:
        setting = str(stored.side.template)
        raise Refused([TemplateRequired(document=stored.document.number, setting=setting, path=DOCUMENT)])
    return await _make_card(walk, call, stored, prospect, str(code))


async def _take_existing(walk: Walk, stored: Stored, prospect: Prospect, card: Record) -> Taken:
    side = stored.side
    billing = await billing_card(walk.work, side, card)
    refuse(
        *party_refusals(side, Party(prospect.contact, prospect.locked.hub, card, billing), quote=False, path=DOCUMENT)
    )
    quote = _on_card(side, stored.document, card, billing)
    return Taken(quote, quote.changes())


async def _make_card(walk: Walk, call: Ordering, stored: Stored, prospect: Prospect, code: str) -> Taken:
    side, locked, contact = stored.side, prospect.locked, prospect.contact
    asked = Creation(kind=side.card_kind, operation=call.operation, actor=call.actor, given={}, template_code=code)
    try:
        made = await plan_card(walk, asked, locked, contact)
    except Refused as refused:
        raise Refused(replace(each, path=_path(side, each.path)) for each in refused.refusals) from None
    if contact.id != locked.hub.id:
        creation.be_primary(made.planning, made.card, contact)
    card = replace(made.card, values=made.planning.values(made.card))
    billing = await billing_card(walk.work, side, card)
    refuse(*block_refusals(side, [billing], DOCUMENT))
    quote = _on_card(side, stored.document, card, billing)
    others = _take_others(walk, quote, prospect, (card, billing), code_of(code, 20))
    return Taken(quote, [*made.planning.by_record(), *quote.changes(), *others], [made.link])


def _path(side: Side, path: Path) -> Path:
    """Say where in this call something is that the creation of a card finds elsewhere."""
    here: dict[Path, Path] = {("input", "templateCode"): side.template_path, ("input", "contactId"): DOCUMENT}
    return here.get(path, ())


def _on_card(side: Side, document: Record, card: Record, billing: Record) -> Draft:
    """Put a quote on a card. What was agreed stays: only number and ids are new, and who is billed if it is another."""
    quote = Draft(side, document, Planning(Surroundings()))
    quote.put(side.card, id_of(card), source=card)
    quote.put(side.billing_card, id_of(billing), source=billing)
    quote.put(str(side.template), None, source=card)
    for party in (side.party, *(() if side.ships_to_us else ("shipTo",))):
        quote.put(f"{party}.number", card.number, source=card)
    if billing.id == card.id:
        quote.put(f"{side.billing}.number", card.number, source=card)
    else:
        quote.copy(side.billing, as_party(billing), billing)
    return quote


async def _company_quotes(work: UnitOfWork, side: Side, company: Record) -> list[str]:
    """Return the keys of the quotes of a company, its persons' included, that are for nobody yet."""
    table = TABLES[side.kind]
    card = DOCUMENT_FIELDS[side.kind][side.card].column
    query = select(table.c.id).where(
        table.c.company_contact_id == company.id, table.c.type == DocumentType.QUOTE, table.c[card].is_(None)
    )
    return list(await work.connection.scalars(query))


def _take_others(
    walk: Walk, ordered: Draft, prospect: Prospect, cards: tuple[Record, Record], code: str | None
) -> list[Change]:
    """Put the company's other quotes on the new card where their template agrees; warn of each other one."""
    changes: list[Change] = []
    side = ordered.side
    for quote in prospect.quotes:
        template = quote.values[str(side.template)]
        if quote.id == ordered.document.id or quote.values[side.card] is not None:
            continue
        if template == code:
            changes += _on_card(side, quote, *cards).changes()
        else:
            walk.warnings.append(_left_alone(quote, template, cards[0]))
    return changes


def _left_alone(quote: Record, template: Value, card: Record) -> Warned:
    return Warned(
        code=WarningCode.TARGET_SKIPPED,
        path=DOCUMENT,
        english=f"Quote {quote.number} of the same company was made with {template or 'no template'} and stays without "
        f"{card.number}. Compare its terms; its order will be for {card.number}.",
        french=f"Le devis {quote.number} de la même société, fait avec {template or 'aucun modèle'}, reste sans "
        f"{card.number}. Comparez ses conditions ; sa commande sera pour {card.number}.",
    )
