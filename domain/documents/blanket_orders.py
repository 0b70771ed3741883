"""Keep orders within the quantities of the blanket order that they were made from.

Source: reference-documents.md §11.3.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import func, select

from db.tables import metadata
from db.unit_of_work import UnitOfWork
from domain.change import Record, as_text
from domain.documents.lines import Line
from domain.documents.sides import DocumentType, Side
from domain.errors import InvalidValue, OrderedMore, Path, Refusal
from domain.tables import TABLES


def is_blanket_order(document: Record | None) -> bool:
    """Tell whether orders are made from parts of it."""
    return document is not None and document.values.get("type") == DocumentType.BLANKET_ORDER


async def ordered(work: UnitOfWork, side: Side, blanket: Record, besides: Record | None = None) -> dict[int, Decimal]:
    """Return how much of each line of a blanket order is ordered, by position; `besides` is an order left out."""
    orders, lines = TABLES[side.kind], metadata.tables[f"{side.table}_line"]
    query = (
        select(lines.c.blanket_position, func.sum(lines.c.quantity).label("quantity"))
        .join(orders, orders.c.id == lines.c.document_id)
        .where(orders.c.made_from_id == blanket.id, lines.c.blanket_position.is_not(None))
        .group_by(lines.c.blanket_position)
    )
    if besides is not None:
        query = query.where(orders.c.id != besides.id)
    return {row.blanket_position: Decimal(row.quantity) for row in await work.connection.execute(query)}


def left(lines: Sequence[Line], taken: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Return how much is left of each line that has a quantity, by position."""
    return {
        at: (line.quantity or Decimal(0)) - taken.get(at, Decimal(0)) for at, line in enumerate(lines, 1) if line.costs
    }


def drawing_refusals(
    blanket: Record,
    lines: Sequence[Line],
    taken: Mapping[int, Decimal],
    drawn: Sequence[tuple[Path, Line]],
    called: str = "blanketPosition",
) -> Iterator[Refusal]:
    """Refuse lines of an order that draw on no line of the blanket order, on another item, or on more than is left.

    `called` is what the input calls the position.
    """
    remains = left(lines, taken)
    for path, line in drawn:
        position, quantity = line.blanket_position or 0, line.quantity or Decimal(0)
        if position not in remains or not _is_like(line, lines[position - 1]):
            yield _other_line(blanket, (*path, called))
        elif not 0 <= quantity <= remains[position]:
            more = as_text(remains[position])
            yield OrderedMore(blanket=blanket.number, position=position, left=str(more), path=(*path, "quantity"))
        else:
            remains[position] -= quantity


def keeping_refusals(
    blanket: Record, before: Sequence[Line], after: Sequence[Line], taken: Mapping[int, Decimal]
) -> Iterator[Refusal]:
    """Refuse to take from a blanket order what is ordered of it: its line stays where it is, with that much or more."""
    for position, quantity in sorted(taken.items()):
        line = after[position - 1] if position <= len(after) else None
        if line is None or not _is_like(line, before[position - 1]) or (line.quantity or 0) < quantity:
            yield _ordered_already(blanket, position, quantity)


def negative_refusals(lines: Sequence[Line]) -> Iterator[Refusal]:
    """Refuse negative quantities in a blanket order: nothing could be ordered of them."""
    for at, line in enumerate(lines):
        if line.quantity is not None and line.quantity < 0:
            yield InvalidValue(
                path=("input", "lines", str(at), "quantity"),
                reason="A blanket order has no negative quantities. Enter 0 or more.",
                raison="Une commande cadre n'a pas de quantité négative. Saisissez 0 ou plus.",
            )


def _is_like(line: Line, blanket_line: Line) -> bool:
    return (line.type, line.item_number) == (blanket_line.type, blanket_line.item_number)


def _other_line(blanket: Record, path: Path) -> Refusal:
    return InvalidValue(
        path=path,
        reason=f"Blanket order {blanket.number} has no line at this position with this item.",
        raison=f"La commande cadre {blanket.number} n'a pas de ligne à cette position avec cet article.",
    )


def _ordered_already(blanket: Record, position: int, quantity: Decimal) -> Refusal:
    much = as_text(quantity)
    return InvalidValue(
        path=("input", "lines", str(position - 1)),
        reason=f"{much} of line {position} of {blanket.number} is ordered. Keep the line there, with that or more.",
        raison=f"La ligne {position} de {blanket.number} est commandée pour {much}. Gardez-la ainsi, ou avec plus.",
    )
