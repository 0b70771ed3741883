"""Lock and read all cards that hang on locked contacts, and the policy, in one statement: round trips cost most.

The contacts must be locked before, by statements of their own: a statement sees the database as it was when it began,
and one that had to wait for a contact would still see the links that the contact had before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, CompoundSelect, Select, bindparam, func, literal_column, select, union_all

from db.tables import ContactRelation
from db.types import Flag, Id, Money
from db.unit_of_work import UnitOfWork
from domain.change import CARD_KINDS, Kind, Record
from domain.setup import SWITCHES, switched
from domain.sync.star import Policy
from domain.sync_rules import CHANGED, in_force
from domain.tables import NUMBERS, RECORD_FIELDS, TABLES, link_column, record_of

_LINKS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_CONTACTS = TABLES[Kind.CONTACT]
_ARRAY = {"sqlite": func.json_array, "postgresql": func.json_build_array}
_HUB = bindparam("hub", type_=Id())
_LINK, _RULE, _SWITCHES = "LINK", "RULE", "SWITCHES"
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
    """What hangs on the contacts: links, and cards by kind and key; and the policy in force."""

    links: Sequence[Link]
    cards: Mapping[Kind, Mapping[str, Record]]
    policy: Policy


async def lock_around(work: UnitOfWork, contact: str, wanted: Wanted, card: str | None = None) -> Around:
    """Lock the cards that hang on a locked contact and its locked persons, by kind and key."""
    keys = {"hub": contact, "card": card} if wanted.card else {"hub": contact}
    found: dict[str, list[Any]] = defaultdict(list)
    for what, content in await work.connection.execute(locking_around(work.dialect, wanted), keys):
        found[what].append(orjson.loads(content))
    links = [Link(contact, Kind(kind), card) for contact, kind, card in found[_LINK]]
    cards = {kind: {record.id: record for record in _records(kind, found[kind])} for kind in _LOCKED}
    return Around(links, cards, Policy(in_force(found[_RULE]), switched(*found[_SWITCHES])))


@cache
def locking_around(dialect: str, wanted: Wanted) -> CompoundSelect[Any]:
    """Return the statement that locks and reads what hangs on the contact `:hub`, and the card `:card`."""
    array = _ARRAY[dialect]
    persons = select(_CONTACTS.c.id).where(_CONTACTS.c.company_id == _HUB)
    everybody = union_all(select(_HUB), persons) if wanted.persons else select(_HUB)
    links = select(_LINKS).where(_LINKS.c.contact_id.in_(everybody), _LINKS.c.kind.is_not(None)).cte("links")
    card = func.coalesce(*(links.c[link_column(kind)] for kind in CARD_KINDS))
    parts: list[Select[Any]] = [
        select(_text(_RULE), array(*CHANGED.selected_columns)),
        select(_text(_SWITCHES), array(*SWITCHES.selected_columns)),
        select(_text(_LINK), array(links.c.contact_id, links.c.kind, card)),
    ]
    for kind in _LOCKED:
        table = TABLES[kind]
        keys = [select(links.c[link_column(kind)]).where(links.c.kind == _text(kind))]
        if "primary_contact_id" in table.c:
            primary = table.c.primary_contact_id
            keys += [select(table.c.id).where(primary == _HUB)] * wanted.naming_contact
            keys += [select(table.c.id).where(primary.in_(persons))] * wanted.naming_persons
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


def _records(kind: Kind, found: Iterable[list[Any]]) -> Iterator[Record]:
    """Yield what the database wrote as JSON as records."""
    columns = _columns(kind)
    for values in found:
        for place, type_ in _unlike_json(kind):
            values[place] = type_.process_result_value(values[place], None)
        yield record_of(kind, dict(zip(columns, values, strict=True)))


@cache
def _unlike_json(kind: Kind) -> list[tuple[int, Any]]:
    """Return the places of columns whose values JSON has in another form, with their types."""
    types = [TABLES[kind].c[name].type for name in _columns(kind)]
    return [(place, type_) for place, type_ in enumerate(types) if isinstance(type_, Flag | Money)]
