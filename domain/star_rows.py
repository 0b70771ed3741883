"""Lock and read all that hangs on a contact which is locked already, in one statement, because round trips cost most.

A statement sees the database as it was when it began, while a row that it had to wait for comes as it is now. So the
statement tells of each person also which version it saw at the beginning: where that is another one, the person's links
may be others too, and the statement must be run again. That of the contact itself cannot change: it is locked.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, CompoundSelect, Select, bindparam, func, literal_column, select, union_all

from db.tables import ContactRelation
from db.types import Flag, Id, Money
from db.unit_of_work import UnitOfWork
from domain.change import CARD_KINDS, Kind, Record
from domain.tables import NUMBERS, RECORD_FIELDS, TABLES, link_column, record_of

_LINKS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_CONTACTS = TABLES[Kind.CONTACT]
_ARRAY = {"sqlite": func.json_array, "postgresql": func.json_build_array}
_HUB = bindparam("hub", type_=Id())
_LINK, _SEEN = "LINK", "SEEN"
_LOCKED = tuple(kind for kind in Kind if kind in CARD_KINDS)
"""The kinds of cards in the order in which they are locked."""


class Link(NamedTuple):
    """A contact's link with a card."""

    contact: str
    kind: Kind
    card: str


class Wanted(NamedTuple):
    """What is wanted besides its cards: its persons with theirs, cards that name it or them, one card more."""

    persons: bool = False
    naming_contact: bool = False
    naming_persons: bool = False
    card: Kind | None = None


@dataclass(frozen=True)
class Around:
    """What was found: persons, links, and cards by kind and key. `is_current` is false where it must be read again."""

    persons: Sequence[Record]
    links: Sequence[Link]
    cards: Mapping[Kind, Mapping[str, Record]]
    is_current: bool


async def lock_around(work: UnitOfWork, contact: str, wanted: Wanted, card: str | None = None) -> Around:
    """Lock what hangs on a contact: its persons first, then cards by kind and key."""
    keys = {"hub": contact, "card": card} if wanted.card else {"hub": contact}
    rows = await work.connection.execute(locking_around(work.dialect, wanted), keys)
    persons: list[Record] = []
    links: list[Link] = []
    cards: dict[Kind, dict[str, Record]] = defaultdict(dict)
    seen: dict[str, int] = {}
    for what, content in rows:
        values = orjson.loads(content)
        if what == _LINK:
            links.append(Link(values[0], Kind(values[1]), values[2]))
        elif what == _SEEN:
            seen[values[0]] = values[1]
        elif what == Kind.CONTACT:
            persons.append(_record(Kind.CONTACT, values))
        else:
            found = _record(Kind(what), values)
            cards[found.kind][found.id] = found
    return Around(persons, links, cards, {person.id: person.version for person in persons} == seen)


@cache
def locking_around(dialect: str, wanted: Wanted) -> CompoundSelect[Any]:
    """Return the statement that locks and reads what hangs on the contact `:hub`, and the card `:card`."""
    array = _ARRAY[dialect]
    of_company = _CONTACTS.c.company_id == _HUB
    persons = select(_CONTACTS).where(of_company).order_by(_CONTACTS.c.id).with_for_update().cte("persons")
    everybody = union_all(select(_HUB), select(persons.c.id)) if wanted.persons else select(_HUB)
    links = select(_LINKS).where(_LINKS.c.contact_id.in_(everybody), _LINKS.c.kind.is_not(None)).cte("links")
    card = func.coalesce(*(links.c[link_column(kind)] for kind in CARD_KINDS))
    parts: list[Select[Any]] = []
    if wanted.persons:
        parts += [
            select(_text(Kind.CONTACT), array(*(persons.c[name] for name in _columns(Kind.CONTACT)))),
            select(_text(_SEEN), array(_CONTACTS.c.id, _CONTACTS.c.version)).where(of_company),
        ]
    parts.append(select(_text(_LINK), array(links.c.contact_id, links.c.kind, card)))
    for kind in _LOCKED:
        table = TABLES[kind]
        keys = [select(links.c[link_column(kind)]).where(links.c.kind == _text(kind))]
        if "primary_contact_id" in table.c:
            keys += [select(table.c.id).where(table.c.primary_contact_id == _HUB)] * wanted.naming_contact
            theirs = table.c.primary_contact_id.in_(select(persons.c.id))
            keys += [select(table.c.id).where(theirs)] * wanted.naming_persons
        keys += [select(bindparam("card", type_=Id()))] * (kind is wanted.card)
        chosen = select(table).where(table.c.id.in_(union_all(*keys))).order_by(table.c.id)
        locked = chosen.with_for_update().cte(f"locked_{kind.lower()}")
        parts.append(select(_text(kind), array(*(locked.c[name] for name in _columns(kind)))))
    return union_all(*parts)


def _text(word: str) -> ColumnElement[str]:
    """Return a constant. Bound values of kinds make SQLite plan anew each time, because of the partial indexes."""
    return literal_column(f"'{word}'")


@cache
def _columns(kind: Kind) -> tuple[str, ...]:
    """Return the columns that a record is made of."""
    return "id", "version", NUMBERS.get(kind, "number"), *(field.column for field in RECORD_FIELDS[kind].values())


def _record(kind: Kind, values: list[Any]) -> Record:
    """Return what the database wrote as JSON as a record."""
    for place, type_ in _unlike_json(kind):
        values[place] = type_.process_result_value(values[place], None)
    return record_of(kind, dict(zip(_columns(kind), values, strict=True)))


@cache
def _unlike_json(kind: Kind) -> list[tuple[int, Any]]:
    """Return the places of columns whose values JSON has in another form, with their types."""
    types = [TABLES[kind].c[name].type for name in _columns(kind)]
    return [(place, type_) for place, type_ in enumerate(types) if isinstance(type_, Flag | Money)]
