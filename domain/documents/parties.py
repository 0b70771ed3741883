"""Find whom a document is for: the contact, its company, the customer or vendor, and who is billed.

Source: product.md §4.1, reference-documents.md §5.2, §9.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from db.races import LostRace
from db.tables import ContactRelation
from db.unit_of_work import UnitOfWork
from domain.change import Kind, Record
from domain.documents.sides import Side
from domain.errors import ContactPrivacyBlocked, NotFound, Path, Refusal, Refused
from domain.ids import key_of
from domain.stars import Locked, Reach, lock_star
from domain.tables import TABLES, TYPE_NAMES, id_of, record_of

CONTACT = ("input", "contactId")
_CONTACTS = TABLES[Kind.CONTACT]
_LINKS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_TRIES = 5


@dataclass(frozen=True)
class Party:
    """Whom a document is for. Without a card, `company` is a prospect; the card's `billing` may be another card."""

    contact: Record
    company: Record
    card: Record | None = None
    billing: Record | None = None

    def cards(self) -> list[Record]:
        """Return the cards, each once."""
        return list({card.id: card for card in (self.card, self.billing) if card}.values())

    def records(self) -> list[Record]:
        """Return contacts and cards."""
        return [self.contact, self.company, *self.cards()]


async def lock_party(work: UnitOfWork, side: Side, contact_id: str) -> Party:
    """Find and lock whom a document for this contact is for: a person's own card goes before its company's.

    Raises:
        Refused: NotFound.
        LostRace: the contact moved from company to company all the time.
    """
    key = key_of("Contact", contact_id)
    for _ in range(_TRIES):
        company = await _company_of(work, key)
        has_own = await _is_linked(work, side.card_kind, str(key))
        locked = await _lock_unless_gone(work, str(key) if has_own else company, (str(key), company))
        if locked is not None and locked.contacts.keys() >= {key, company}:
            contact = locked.contacts[str(key)]
            as_found = (key_of("Contact", str(contact.values["companyId"])) or contact.id) == company
            if as_found and has_own == await _is_linked(work, side.card_kind, contact.id):
                card = next((card for card in locked.star.cards if card.kind is side.card_kind), None)
                billing = await billing_card(work, side, card) if card else None
                return Party(contact, locked.contacts[company], card, billing)
    raise LostRace


async def _company_of(work: UnitOfWork, key: str | None) -> str:
    query = select(_CONTACTS.c.id, _CONTACTS.c.company_id).where(_CONTACTS.c.id == key)
    row = (await work.connection.execute(query)).first() if key else None
    if row is None:
        raise Refused([NotFound(what="Contact", path=CONTACT)])
    return str(row.company_id or row.id)


async def _is_linked(work: UnitOfWork, kind: Kind, contact: str) -> bool:
    query = select(_LINKS.c.id).where(_LINKS.c.contact_id == contact, _LINKS.c.kind == kind)
    return await work.connection.scalar(query) is not None


async def _lock_unless_gone(work: UnitOfWork, hub: str, contacts: tuple[str, ...]) -> Locked | None:
    try:
        return await lock_star(work, Kind.CONTACT, hub, Reach(contacts=contacts))
    except Refused:
        return None


async def billing_card(work: UnitOfWork, side: Side, card: Record) -> Record:
    """Return whom a card is billed to: itself, or another one, which stays until the transaction ends."""
    named = card.values[side.billed_by]
    return card if named in {None, id_of(card)} else await shared_card(work, side, str(named))


async def shared_card(work: UnitOfWork, side: Side, card_id: str) -> Record:
    """Return a card that something refers to, and keep it from changing until the transaction ends."""
    table = TABLES[side.card_kind]
    query = select(table).where(table.c.id == key_of(TYPE_NAMES[side.card_kind], card_id)).with_for_update(read=True)
    return record_of(side.card_kind, (await work.connection.execute(query)).mappings().one())


def party_refusals(side: Side, party: Party, *, quote: bool, path: Path = CONTACT) -> list[Refusal]:
    """Return why there may be no document for this party; privacy is looked at before all else."""
    private = privacy_refusals(party, path)
    if private:
        return private
    if party.card is None and not quote:
        contact = party.contact
        return [side.not_related(contact=contact.number, name=str(contact.values["name"]), path=path)]
    return list(block_refusals(side, party.cards(), path))


def privacy_refusals(party: Party, path: Path) -> list[Refusal]:
    """Return a refusal for a contact, and for its company, that takes part in nothing new."""
    return [
        ContactPrivacyBlocked(contact=contact.number, path=path)
        for contact in {contact.id: contact for contact in (party.contact, party.company)}.values()
        if contact.values["privacyBlocked"]
    ]


def block_refusals(side: Side, cards: Iterable[Record], path: Path) -> Iterator[Refusal]:
    """Refuse cards that are blocked for documents."""
    for card in cards:
        blocked = "PRIVACY" if card.values["privacyBlocked"] else str(card.values["blocked"])
        if blocked == "PRIVACY" or blocked in side.stopping:
            yield side.blocked(card=card.number, blocked=blocked, ids=(id_of(card),), path=path)
