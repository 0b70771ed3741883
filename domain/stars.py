"""Find and lock a star: a contact, its linked cards, and for a company its persons with theirs.

Rows are locked in one order everywhere (companies, then persons, then cards by kind and id), so that two edits of
linked cards wait for each other instead of dying in a deadlock. On SQLite the transaction itself is the lock.
Source: reliability.md §2.1.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, select

from db.races import LostRace
from db.tables import ContactRelation
from db.unit_of_work import UnitOfWork
from domain.change import CARD_KINDS, Kind, Record
from domain.errors import NotFound, Refused
from domain.ids import key_of
from domain.sync.star import Star
from domain.tables import TABLES, TYPE_NAMES, link_column, record_of

_LINKS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_TRIES = 5


class LinkMoved(LostRace):
    """The card got another contact between finding the contact and locking it."""


@dataclass(frozen=True)
class Reach:
    """How far a call may reach: a company's persons, the cards that name a person, other contacts and cards.

    With `leaving`, every card that names the contact or one of its persons: they may go.
    """

    persons: bool = False
    named: bool = False
    leaving: bool = False
    contacts: tuple[str, ...] = ()
    card: tuple[Kind, str] | None = None


@dataclass(frozen=True)
class Locked:
    """The edited record with its star, every contact that was locked, by key, and the card that was named besides."""

    edited: Record
    star: Star
    contacts: Mapping[str, Record]
    card: Record | None = None

    @property
    def hub(self) -> Record:
        """Return the contact; only for stars that were locked by one."""
        assert self.star.hub is not None  # noqa: S101 - a programming error
        return self.star.hub

    def read(self) -> Iterable[Record]:
        """Return every record that a plan over this may depend on."""
        return (*self.star.records(), *self.contacts.values(), *((self.card,) if self.card else ()))


async def lock_star(work: UnitOfWork, kind: Kind, key: str, reach: Reach) -> Locked:
    """Lock the star of a record and return it as it is stored.

    Raises:
        Refused: NotFound, nothing has this key.
    """
    for _ in range(_TRIES):
        try:
            return await _lock(work, kind, key, reach)
        except LinkMoved:
            continue
    raise LinkMoved


async def _lock(work: UnitOfWork, kind: Kind, key: str, reach: Reach) -> Locked:
    hub_key = key if kind is Kind.CONTACT else await contact_of(work, kind, key)
    contacts = await lock_contacts(work, [*reach.contacts, *([hub_key] if hub_key else [])])
    hub = contacts.get(hub_key or "")
    if hub is None:
        return await _lock_alone(work, kind, key, contacts)
    persons = await _lock_persons(work, hub) if reach.persons and hub.values["type"] == "COMPANY" else []
    links = await _links(work, [hub, *persons])
    people = [hub, *persons] if reach.leaving else [hub] if reach.named and hub.values["type"] == "PERSON" else []
    named = await _named_by(work, people)
    cards = await _lock_cards(work, links, named, reach.card)
    star = Star(
        hub,
        _linked(hub, links, cards),
        tuple(Star(person, _linked(person, links, cards)) for person in persons),
        tuple(card for kind in named for card in cards[kind].values() if any(_names(card, one) for one in people)),
    )
    edited = hub if kind is Kind.CONTACT else next((card for card in star.cards if card.id == key), None)
    if edited is None:
        raise LinkMoved
    return Locked(edited, star, contacts, cards[reach.card[0]].get(reach.card[1]) if reach.card else None)


async def contact_of(work: UnitOfWork, kind: Kind, key: str) -> str | None:
    """Return the key of the contact that a card is linked with."""
    query = select(_LINKS.c.contact_id).where(_LINKS.c[link_column(kind)] == key)
    found: str | None = await work.connection.scalar(query)
    return found


async def _lock_alone(work: UnitOfWork, kind: Kind, key: str, contacts: Mapping[str, Record]) -> Locked:
    """Lock a card that has no contact."""
    found = None if kind is Kind.CONTACT else (await _lock_rows(work, kind, "id", [key])).get(key)
    if found is None:
        raise Refused([NotFound(what=TYPE_NAMES[kind], path=("input", "id"))])
    if await contact_of(work, kind, key) is not None:
        raise LinkMoved
    return Locked(found, Star(None, (found,)), contacts)


async def lock_contacts(work: UnitOfWork, keys: Iterable[str]) -> dict[str, Record]:
    """Lock contacts, companies before persons."""
    wanted = set(keys)
    return await _lock_rows(work, Kind.CONTACT, "id", wanted) if wanted else {}


async def _lock_persons(work: UnitOfWork, company: Record) -> list[Record]:
    return list((await _lock_rows(work, Kind.CONTACT, "company_id", [company.id])).values())


async def _lock_rows(work: UnitOfWork, kind: Kind, column: str, keys: Iterable[str]) -> dict[str, Record]:
    found = await work.connection.execute(locking_rows(kind, column), {"keys": list(keys)})
    return {row["id"]: record_of(kind, row) for row in found.mappings()}


@cache
def locking_rows(kind: Kind, column: str) -> Select[Any]:
    """Return the statement that locks the rows of a kind with one of `:keys` in a column, in the order for locking."""
    table = TABLES[kind]
    order = (table.c.type, table.c.id) if kind is Kind.CONTACT else (table.c.id,)
    condition = table.c[column].in_(bindparam("keys", expanding=True))
    return select(table).where(condition).order_by(*order).with_for_update()


_LINKS_OF = select(_LINKS).where(_LINKS.c.contact_id.in_(bindparam("keys", expanding=True)), _LINKS.c.kind.is_not(None))


async def _links(work: UnitOfWork, contacts: Iterable[Record]) -> list[RowMapping]:
    found = await work.connection.execute(_LINKS_OF, {"keys": [contact.id for contact in contacts]})
    return list(found.mappings())


async def _named_by(work: UnitOfWork, people: Iterable[Record]) -> dict[Kind, list[str]]:
    """Find the cards whose primary contact one of these is; checked again once they are locked."""
    keys = [person.id for person in people]
    found: dict[Kind, list[str]] = {}
    for kind in (Kind.CUSTOMER, Kind.VENDOR) if keys else ():
        table = TABLES[kind]
        found[kind] = list(
            await work.connection.scalars(select(table.c.id).where(table.c.primary_contact_id.in_(keys)))
        )
    return found


def _names(card: Record, person: Record) -> bool:
    return key_of("Contact", str(card.values["primaryContactId"])) == person.id


async def _lock_cards(
    work: UnitOfWork,
    links: Iterable[RowMapping],
    named: Mapping[Kind, Iterable[str]],
    besides: tuple[Kind, str] | None,
) -> dict[Kind, dict[str, Record]]:
    keys: dict[Kind, set[str]] = defaultdict(set)
    for link in links:
        kind = Kind(link["kind"])
        keys[kind].add(link[link_column(kind)])
    for kind, more in named.items():
        keys[kind].update(more)
    if besides:
        keys[besides[0]].add(besides[1])
    in_order = [kind for kind in Kind if keys.get(kind)]
    return defaultdict(dict, {kind: await _lock_rows(work, kind, "id", keys[kind]) for kind in in_order})


def _linked(
    contact: Record, links: Iterable[RowMapping], cards: Mapping[Kind, Mapping[str, Record]]
) -> tuple[Record, ...]:
    """Return a contact's cards, by kind and then by key."""
    own: list[tuple[Any, Record]] = []
    for link in links:
        kind = Kind(link["kind"])
        card = cards[kind].get(link[link_column(kind)])
        if link["contact_id"] == contact.id and card is not None:
            own.append(((CARD_KINDS.index(kind), card.id), card))
    return tuple(card for _, card in sorted(own, key=lambda pair: pair[0]))
