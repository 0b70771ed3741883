"""Read the links of contacts as they are stored, with the records at both ends."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select

from db.tables import BusinessRelation, ContactRelation
from db.unit_of_work import UnitOfWork
from domain.change import Kind, Record
from domain.sync.writes import Link
from domain.tables import link_column

_LINKS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_CODES = BusinessRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_WITH_CODE = select(_LINKS, _CODES.c.code).join(_CODES, _CODES.c.id == _LINKS.c.business_relation_id)


async def ends_of(work: UnitOfWork, key: str) -> tuple[str, Kind, str] | None:
    """Return the contact, and kind and key of the card, that a link ties together; None if there is none."""
    row = (await work.connection.execute(select(_LINKS).where(_LINKS.c.id == key))).mappings().first()
    if row is None or row["kind"] is None:
        return None
    kind = Kind(row["kind"])
    return row["contact_id"], kind, row[link_column(kind)]


async def links_of(work: UnitOfWork, contacts: Iterable[Record], records: Iterable[Record]) -> list[Link]:
    """Return every relation of these contacts; `records` hold all cards at their ends."""
    by_key = {record.id: record for record in records}
    keys = [contact.id for contact in contacts]
    return await _links(work, _LINKS.c.contact_id.in_(keys), by_key)


async def link_of(work: UnitOfWork, card: Record, records: Iterable[Record]) -> list[Link]:
    """Return the link of a card, as a list of one or none; `records` hold its contact."""
    by_key = {record.id: record for record in (*records, card)}
    return await _links(work, _LINKS.c[link_column(card.kind)] == card.id, by_key)


async def _links(work: UnitOfWork, condition: ColumnElement[bool], by_key: Mapping[str, Record]) -> list[Link]:
    rows = (await work.connection.execute(_WITH_CODE.where(condition).order_by(_LINKS.c.id))).mappings()
    return [_link(row, by_key) for row in rows]


def _link(row: Any, by_key: Mapping[str, Record]) -> Link:
    kind = Kind(row["kind"]) if row["kind"] else None
    card = by_key[row[link_column(kind)]] if kind else None
    return Link(by_key[row["contact_id"]], card, row["business_relation_id"], row["code"], row["id"])
