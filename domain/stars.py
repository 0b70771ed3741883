"""Find and lock a star: a contact, its linked cards, and for a company its persons with theirs.

Rows are locked in one order everywhere (companies, then persons, then cards by kind and id), so that two edits of
linked cards wait for each other instead of dying in a deadlock. On SQLite the transaction itself is the lock.
Source: reliability.md §2.1.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from db.races import LostRace
from db.tables import ContactRelation
from db.unit_of_work import UnitOfWork
from domain.change import CARD_KINDS, Kind, Record
from domain.errors import NotFound, Refused
from domain.ids import key_of
from domain.star_rows import Around, Wanted, lock_around
from domain.stored_records import record_as_json, records
from domain.sync.star import Policy, Star
from domain.tables import TABLES, TYPE_NAMES, link_column

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
    """The edited record with its star, every contact that was locked, by key, and the card that was named besides.

    The policy was read with the star; a card on its own has none.
    """

    edited: Record
    star: Star
    contacts: Mapping[str, Record]
    card: Record | None = None
    policy: Policy | None = None

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
    is_person = hub.values["type"] == "PERSON"
    persons = await _lock_persons(work, hub) if reach.persons and not is_person else []
    card_kind, card_key = reach.card or (None, None)
    naming_contact, naming_persons = reach.leaving or (reach.named and is_person), reach.leaving and bool(persons)
    wanted = Wanted(bool(persons), naming_contact, naming_persons, card_kind)
    found = await lock_around(work, hub.id, wanted, card_key)
    people = {contact.id for contact in (hub, *persons)}
    star = Star(
        hub,
        _linked(hub, found),
        tuple(Star(person, _linked(person, found)) for person in persons),
        tuple(card for cards in found.cards.values() for card in cards.values() if _primary(card) in people)
        if naming_contact
        else (),
    )
    edited = hub if kind is Kind.CONTACT else next((card for card in star.cards if card.id == key), None)
    if edited is None:
        raise LinkMoved
    card = found.cards[card_kind].get(card_key) if card_kind and card_key else None
    return Locked(edited, star, contacts, card, found.policy)


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
    wanted = list(keys)
    one = len(wanted) == 1
    statement = locking_rows(work.dialect, kind, column, one=one)
    found = await work.connection.scalars(statement, {"keys": wanted[0] if one else wanted})
    return {record.id: record for record in records(kind, found)}


@cache
def locking_rows(dialect: str, kind: Kind, column: str, *, one: bool) -> Select[Any]:
    """Return the statement that locks the rows of a kind with one of `:keys` in a column, in the order for locking.

    `:keys` is a list, or with `one` a key: a list makes SQLAlchemy write the statement anew each time.
    """
    table = TABLES[kind]
    order = (table.c.type, table.c.id) if kind is Kind.CONTACT else (table.c.id,)
    has = table.c[column]
    condition = has == bindparam("keys") if one else has.in_(bindparam("keys", expanding=True))
    rows = select(record_as_json(dialect, kind, table)).where(condition).with_for_update()
    return rows if one and column == "id" else rows.order_by(*order)


def _primary(card: Record) -> str | None:
    """Return the key of the card's primary contact."""
    return key_of("Contact", str(card.values.get("primaryContactId")))


def _linked(contact: Record, found: Around) -> tuple[Record, ...]:
    """Return a contact's cards, by kind and then by key."""
    own = [found.cards[link.kind][link.card] for link in found.links if link.contact == contact.id]
    return tuple(sorted(own, key=lambda card: (CARD_KINDS.index(card.kind), card.id)))
