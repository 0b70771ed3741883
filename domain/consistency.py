"""Count and name the linked pairs that differ where the rules say that they should not. Source: product.md §2.12.

They come from imports, from changed rules and from hands in the database; Carnet's own edits make none.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Join, Select, case, func, join, or_, select

from db.tables import ContactRelation
from db.unit_of_work import UnitOfWork
from domain.change import CARD_KINDS, Kind, Value
from domain.fields import FIELDS
from domain.sync.fields import SharedField
from domain.sync_rules import rules
from domain.tables import TABLES, link_column

_LINKS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_CONTACTS = TABLES[Kind.CONTACT]


@dataclass(frozen=True)
class Consistency:
    """The product's promise as numbers: links looked at, pairs of values compared, pairs that differ."""

    links: int
    compared_fields: int
    differences: int


@dataclass(frozen=True)
class Difference:
    """A shared field in which a card differs from its contact; `code` as in the table of shared fields."""

    contact: str
    kind: Kind
    card: str
    code: str
    contact_value: Value
    card_value: Value


async def consistency(work: UnitOfWork) -> Consistency:
    """Compare all linked pairs, in one statement per kind of link."""
    await work.go_through_tables()
    links = compared = found = 0
    in_force = await rules(work)
    for kind in CARD_KINDS:
        fields = _compared(kind, in_force)
        counts = [func.count(case((_differs(kind, shared), 1))) for shared in fields]
        query = select(func.count(), *counts).select_from(_pairs(kind))
        pairs, *differing = (await work.connection.execute(query)).one()
        links += pairs
        compared += pairs * len(fields)
        found += sum(differing)
    return Consistency(links, compared, found)


async def differences(work: UnitOfWork) -> AsyncIterator[Difference]:
    """Yield every difference: customers, vendors, bank accounts; each by the contact's number."""
    await work.go_through_tables()
    in_force = await rules(work)
    for kind in CARD_KINDS:
        fields = _compared(kind, in_force)
        if not fields:
            continue
        values = [column for shared in fields for column in _columns(kind, shared)]
        query = (
            select(_CONTACTS.c.number, TABLES[kind].c.number, *values)
            .select_from(_pairs(kind))
            .where(or_(*(_differs(kind, shared) for shared in fields)))
            .order_by(_CONTACTS.c.number, TABLES[kind].c.number)
        )
        for contact, card, *found in await work.connection.execute(query):
            for shared, ours, theirs in zip(fields, found[::2], found[1::2], strict=True):
                if ours != theirs:
                    yield Difference(contact, kind, card, shared.code, ours, theirs)


def differing_links(kind: Kind, in_force: Iterable[SharedField]) -> Select[Any] | None:
    """Select the keys of links that differ, with those of their contacts; None where nothing is compared."""
    fields = _compared(kind, in_force)
    if not fields:
        return None
    return (
        select(_LINKS.c.id, _LINKS.c.contact_id)
        .select_from(_pairs(kind))
        .where(or_(*(_differs(kind, shared) for shared in fields)))
        .order_by(_CONTACTS.c.number, TABLES[kind].c.number)
    )


def differing(kind: Kind, shared: SharedField) -> Select[Any]:
    """Select the linked pairs that differ in one field, whatever its rule is: who they are, and their two values."""
    ours, theirs = _columns(kind, shared)
    pair = [
        column.label(f"{side}_{name}")
        for side, table in (("contact", _CONTACTS), ("card", TABLES[kind]))
        for name, column in (("id", table.c.id), ("number", table.c.number), ("version", table.c.version))
    ]
    return (
        select(*pair, ours.label("contact_value"), theirs.label("card_value"))
        .select_from(_pairs(kind))
        .where(_differs(kind, shared))
        .order_by(_CONTACTS.c.number, TABLES[kind].c.number)
    )


def _compared(kind: Kind, in_force: Iterable[SharedField]) -> list[SharedField]:
    """Return the fields in which a card must equal its contact: those whose value the contact's decides."""
    return [shared for shared in in_force if shared.travels_to(kind)]


def _pairs(kind: Kind) -> Join:
    card = TABLES[kind]
    linked = join(_LINKS, _CONTACTS, _CONTACTS.c.id == _LINKS.c.contact_id)
    return join(linked, card, card.c.id == _LINKS.c[link_column(kind)])


def _columns(kind: Kind, shared: SharedField) -> tuple[Column[Value], Column[Value]]:
    ours, theirs = FIELDS[Kind.CONTACT][shared.on[Kind.CONTACT]], FIELDS[kind][shared.on[kind]]
    return _CONTACTS.c[ours.column], TABLES[kind].c[theirs.column]


def _differs(kind: Kind, shared: SharedField) -> ColumnElement[bool]:
    ours, theirs = _columns(kind, shared)
    return ours.is_distinct_from(theirs)
