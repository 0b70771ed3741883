"""Say what an order takes of a quote, which is all of it, or of a blanket order.

Source: reference-documents.md §11.1, §11.3.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from db.unit_of_work import UnitOfWork
from domain.change import Value
from domain.documents.blanket_orders import drawing_refusals, left, ordered
from domain.documents.calls import Ordering
from domain.documents.lines import Line
from domain.documents.sides import DocumentType
from domain.documents.stored import DOCUMENT, Stored
from domain.documents.totals import discountable
from domain.documents.units import money, rounded, units
from domain.errors import InvalidValue, NothingToCreate, Path, Refusal, Refused, refuse
from domain.values.currencies import minor_unit
from domain.values.decimals import amount

_LINES = ("input", "lines")


@dataclass(frozen=True)
class Portion:
    """The lines of an order, and its share of an invoice discount that was agreed as an amount."""

    lines: Sequence[Line]
    discount_amount: Value = None


async def portion_of(work: UnitOfWork, call: Ordering, stored: Stored) -> Portion:
    """Return what is ordered: a quote as a whole, of a blanket order what is asked for, or all that is left.

    Raises:
        Refused: nothing is left, or more is asked for than is.
    """
    agreed = stored.document.values["invoiceDiscountAmount"]
    if stored.type is DocumentType.QUOTE:
        refuse(*([_as_a_whole()] if call.lines is not None else []))
        return Portion(stored.lines, agreed)
    taken = await ordered(work, stored.side, stored.document)
    quantities = _quantities(call, stored, taken)
    if not any(quantities.values()):
        raise Refused([NothingToCreate(document=stored.document.number, path=DOCUMENT)])
    lines = [
        replace(line, quantity=quantities[at], blanket_position=at) if line.costs else line
        for at, line in enumerate(stored.lines, 1)
        if not line.costs or quantities.get(at)
    ]
    share = _share(stored, taken, quantities, agreed) if isinstance(agreed, Decimal) else None
    return Portion(lines, share)


def _quantities(call: Ordering, stored: Stored, taken: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Return how much of each line is ordered, by position."""
    remains = left(stored.lines, taken)
    if call.lines is None:
        return remains
    wrong: list[Refusal] = []
    asked: list[tuple[Path, Line]] = []
    for at, (position, quantity) in enumerate(call.lines):
        path = (*_LINES, str(at))
        like = stored.lines[position - 1] if position in remains else Line(type="ITEM", description="")
        try:
            asked.append((path, replace(like, quantity=amount(quantity), blanket_position=position)))
        except Refused as refused:
            wrong += [refusal.at(*path, "quantity") for refusal in refused.refusals]
    refuse(*wrong, *drawing_refusals(stored.document, stored.lines, taken, asked, "position"))
    found: dict[int, Decimal] = dict.fromkeys(remains, Decimal(0))
    for _, line in asked:
        found[line.blanket_position or 0] += line.quantity or 0
    return found


def _share(stored: Stored, taken: Mapping[int, Decimal], more: Mapping[int, Decimal], agreed: Decimal) -> Decimal:
    """Return an order's share of the invoice discount: all shares of a blanket order together are what was agreed."""
    currency = str(stored.document.values["currencyCode"])
    decimals = minor_unit(currency)

    def up_to(quantities: Mapping[int, Decimal]) -> int:
        lines = [replace(line, quantity=quantities.get(at)) for at, line in enumerate(stored.lines, 1)]
        part = discountable([line.priced() for line in lines if line.costs], currency)
        return rounded(units(agreed, decimals) * units(part, decimals), units(whole, decimals)) if whole else 0

    whole = discountable([line.priced() for line in stored.lines if line.costs], currency)
    together = {at: taken.get(at, Decimal(0)) + more.get(at, Decimal(0)) for at in {*taken, *more}}
    return money(up_to(together) - up_to(taken), decimals)


def _as_a_whole() -> InvalidValue:
    return InvalidValue(
        path=_LINES,
        reason="A quote is ordered as a whole. Leave the lines out, or change them first with setDocumentLines.",
        raison="Un devis se commande en entier. Omettez les lignes, ou modifiez-les d'abord avec setDocumentLines.",
    )
