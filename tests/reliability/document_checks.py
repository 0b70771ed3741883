"""Find what no document may be: with other totals than its lines', beyond its blanket order, or half there."""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from db.tables import metadata
from db.unit_of_work import UnitOfWork, unit_of_work
from domain.change import Record
from domain.documents.blanket_orders import is_blanket_order, left, ordered
from domain.documents.given import discount_of
from domain.documents.lines import Line, costed
from domain.documents.sides import SIDES, Side
from domain.documents.stored import lines_of
from domain.tables import TABLES, record_of
from tests.carnet import Carnet


async def wrong_documents(carnet: Carnet) -> list[str]:
    """Return everything that is wrong with documents; nothing, if all is well."""
    async with unit_of_work(carnet.database) as work:
        return [line for side in SIDES.values() async for line in _wrong(work, side)]


async def _wrong(work: UnitOfWork, side: Side) -> AsyncIterator[str]:
    rows = (await work.connection.execute(select(TABLES[side.kind]))).mappings().all()
    for row in rows:
        document = record_of(side.kind, row)
        lines = await lines_of(work, side, document.id)
        for line in _wrong_money(document, lines, await _groups(work, side, document)):
            yield line
        if is_blanket_order(document):
            remains = left(lines, await ordered(work, side, document))
            if any(quantity < 0 for quantity in remains.values()):
                yield f"{document.number} has {remains} left"


async def _groups(work: UnitOfWork, side: Side, document: Record) -> list[Mapping[Any, Any]]:
    table = metadata.tables[f"{side.table}_vat"]
    query = select(table).where(table.c.document_id == document.id).order_by(table.c.position)
    return list((await work.connection.execute(query)).mappings())


def _wrong_money(document: Record, lines: tuple[Line, ...], groups: list[Mapping[Any, Any]]) -> Iterator[str]:
    """Work out again what the lines come to, and compare it with every stored amount."""
    again = costed(
        lines,
        currency=str(document.values["currencyCode"]),
        prices_include_vat=bool(document.values["pricesIncludeVat"]),
        discount=discount_of(document.values),
    )
    if again.lines != lines:
        yield f"{document.number} has {lines} and should have {again.lines}"
    for name, value in again.header().items():
        if document.values[name] != value:
            yield f"{name} of {document.number} is {document.values[name]} and should be {value}"
    found = [
        {name: group[name] for name in ("vat_percent", "reverse_charge", "base", "vat_amount")} for group in groups
    ]
    if found != [vars(group) for group in again.totals.vat]:
        yield f"{document.number} has the VAT groups {found}"
