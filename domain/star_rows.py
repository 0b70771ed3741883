"""Lock and read all cards that hang on locked contacts, and the policy, in one statement: round trips cost most.

The contacts must be locked before, by statements of their own: a statement sees the database as it was when it began,
and one that had to wait for a contact would still see the links that the contact had before.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, CompoundSelect, Select, bindparam, func, literal_column, select, union_all

from db.tables import ContactRelation
from db.types import Id
from db.unit_of_work import UnitOfWork
from domain.change import CARD_KINDS, Kind, Record
from domain.setup import SWITCHES, switched
from domain.stored_records import as_json, record_as_json, records
from domain.sync.star import Policy
from domain.sync_rules import CHANGED, in_force
from domain.tables import TABLES, link_column

_LINKS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_CONTACTS = TABLES[Kind.CONTACT]
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
    found: dict[str, list[str]] = defaultdict(list)
    for what, content in await work.connection.execute(locking_around(work.dialect, wanted), keys):
        found[what].append(content)
    links = [Link(contact, Kind(kind), card) for contact, kind, card in map(orjson.loads, found[_LINK])]
    cards = {kind: {record.id: record for record in records(kind, found[kind])} for kind in _LOCKED}
    rules = in_force(map(orjson.loads, found[_RULE]))
    return Around(links, cards, Policy(rules, switched(orjson.loads(found[_SWITCHES][0]))))


@cache
def locking_around(dialect: str, wanted: Wanted) -> CompoundSelect[Any]:
    """Return the statement that locks and reads what hangs on the contact `:hub`, and the card `:card`."""
    persons = select(_CONTACTS.c.id).where(_CONTACTS.c.company_id == _HUB)
    everybody = union_all(select(_HUB), persons) if wanted.persons else select(_HUB)
    card = func.coalesce(*(_LINKS.c[link_column(kind)] for kind in CARD_KINDS)).label("card")
    of_everybody = (_LINKS.c.contact_id.in_(everybody), _LINKS.c.kind.is_not(None))
    links = select(_LINKS.c.contact_id, _LINKS.c.kind, card).where(*of_everybody).cte("links")
    parts: list[Select[Any]] = [
        select(_text(what), as_json(dialect, columns))
        for what, columns in (
            (_RULE, CHANGED.selected_columns),
            (_SWITCHES, SWITCHES.selected_columns),
            (_LINK, links.c),
        )
    ]
    for kind in _LOCKED:
        table = TABLES[kind]
        keys = [select(links.c.card).where(links.c.kind == _text(kind))]
        if "primary_contact_id" in table.c:
            primary = table.c.primary_contact_id
            keys += [select(table.c.id).where(primary == _HUB)] * wanted.naming_contact
            keys += [select(table.c.id).where(primary.in_(persons))] * wanted.naming_persons
        keys += [select(bindparam("card", type_=Id()))] * (kind is wanted.card)
        content = record_as_json(dialect, kind, table).label("content")
        chosen = select(content).where(table.c.id.in_(union_all(*keys))).order_by(table.c.id)
        parts.append(select(_text(kind), chosen.with_for_update().cte(f"locked_{kind.lower()}").c.content))
    return union_all(*parts)


def _text(word: str) -> ColumnElement[str]:
    """Return a constant. Bound values of kinds make SQLite plan anew each time, because of the partial indexes."""
    return literal_column(f"'{word}'")
