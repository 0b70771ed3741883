"""Work out what the lines of a document come to by its header, and refuse what cannot be kept."""

from collections.abc import Sequence
from typing import Any

from domain.documents.drafts import Values
from domain.documents.given import AMOUNT, discount_of
from domain.documents.lines import Costed, Line, costed
from domain.documents.totals import discountable
from domain.errors import InvalidValue, Refusal, Refused
from domain.values.decimals import LARGEST

_LINES = ("input", "lines")


def cost(lines: Sequence[Line], header: Values) -> Costed:
    """Return the lines with what they come to.

    Raises:
        Refused: the invoice discount is more than there is to take it from, or an amount is too large to be kept.
    """
    discount, currency = discount_of(header), str(header["currencyCode"])
    costing = [line.priced() for line in lines if line.costs]
    if discount.amount is not None and discount.amount > (whole := discountable(costing, currency)):
        raise Refused([_discount_too_large(whole)])
    found = costed(lines, currency=currency, prices_include_vat=bool(header["pricesIncludeVat"]), discount=discount)
    too_large = [*_too_large(found)]
    if too_large:
        raise Refused(too_large)
    return found


def _too_large(found: Costed) -> Sequence[Refusal]:
    wrong = [
        _amount_too_large((*_LINES, str(at)))
        for at, line in enumerate(found.lines)
        if max(abs(line.amount), abs(line.amount_including_vat)) > LARGEST
    ]
    whole = found.header().values()
    return wrong or [_amount_too_large(_LINES) for amount in whole if abs(amount) > LARGEST][:1]


def _amount_too_large(path: tuple[str, ...]) -> Refusal:
    return InvalidValue(
        path=path,
        reason="The amount is larger than 10 000 000 000 000. Enter a smaller quantity or price.",
        raison="Le montant dépasse 10 000 000 000 000. Saisissez une quantité ou un prix moindres.",
    )


def _discount_too_large(whole: Any) -> Refusal:
    return InvalidValue(
        path=("input", AMOUNT),
        reason=f"The lines that allow an invoice discount come to {whole}. Enter that much or less.",
        raison=f"Les lignes qui admettent une remise de facture font {whole}. Saisissez autant ou moins.",
    )
