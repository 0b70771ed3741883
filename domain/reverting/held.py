"""Lock everything that a change set touched, with all that hangs on it now, and say what it holds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from db.tables import ContactRelation
from db.unit_of_work import UnitOfWork
from domain.change import CARD_KINDS, Kind, Record
from domain.errors import Refused
from domain.ids import key_of
from domain.reverting.told import Told
from domain.stars import Locked, Reach, lock_contacts, lock_star
from domain.sync.star import Star
from domain.tables import link_column

_LINKS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_REACH = Reach(persons=True, named=True)
_NAMING = ("companyId", "primaryContactId")


@dataclass
class Held:
    """What is stored now, by key: records, the stars of contacts, and which contact a card is linked with."""

    contacts: Mapping[str, Record]
    stars: dict[str, Star] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    contact_of: dict[str, str] = field(default_factory=dict)

    def add(self, locked: Locked) -> None:
        """Take up a star."""
        star = locked.star
        self.records |= {record.id: record for record in star.records()}
        if star.hub:
            self.stars[star.hub.id] = star
        for each in (star, *star.persons):
            if each.hub:
                self.contact_of |= {card.id: each.hub.id for card in each.cards}


async def lock_touched(work: UnitOfWork, told: Iterable[Told]) -> Held:
    """Lock contacts, companies first, then what hangs on them, then cards that are linked with none."""
    touched = list(told)
    cards = [each for each in touched if each.kind is not Kind.CONTACT]
    linked = {*_linked(touched), *await _hubs(work, cards)}
    held = Held(await lock_contacts(work, linked | set(_named(touched))))
    for key in sorted(linked & held.contacts.keys()):
        held.add(await lock_star(work, Kind.CONTACT, key, _REACH))
    for card in sorted(cards, key=lambda card: (card.kind, card.id)):
        if card.id not in held.records:
            try:
                held.add(await lock_star(work, card.kind, card.id, _REACH))
            except Refused:  # it is gone
                continue
    return held


def _linked(touched: Iterable[Told]) -> Iterator[str]:
    """Yield contacts that were touched, or whose links were."""
    for each in touched:
        ends = (each.id if each.kind is Kind.CONTACT else None, each.linked_before, each.linked_after)
        yield from (key for key in ends if key)


def _named(touched: Iterable[Told]) -> Iterator[str]:
    """Yield the companies and the primary contacts that were named before."""
    for each in touched:
        keys = (key_of("Contact", each.before.get(name) or "") for name in _NAMING)
        yield from (key for key in keys if key)


async def _hubs(work: UnitOfWork, cards: Iterable[Told]) -> set[str]:
    """Return the contacts that these cards are linked with now."""
    found: set[str] = set()
    for kind in CARD_KINDS:
        keys = [card.id for card in cards if card.kind is kind]
        if keys:
            query = select(_LINKS.c.contact_id).where(_LINKS.c[link_column(kind)].in_(keys))
            found |= set(await work.connection.scalars(query))
    return found
