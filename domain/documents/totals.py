"""Work out what lines cost: discounts, VAT per group, totals. Pure and exact.

VAT is rounded once per group, half up; the lines of the group share what was rounded, so that lines always add up to
the totals. Source: product.md §4.2, reference-documents.md §3.3.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.documents.units import HUNDRED_PERCENT, Share, money, parts, percent, product, rounded, shared_out, units
from domain.values.currencies import minor_unit


@dataclass(frozen=True, kw_only=True)
class Priced:
    """A line that costs something, as it was agreed; percentages from 0 to 100.

    Under reverse charge the party pays the VAT to its own state: the document carries none.
    """

    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal = Decimal(0)
    vat_percent: Decimal = Decimal(0)
    reverse_charge: bool = False
    allow_invoice_discount: bool = True


@dataclass(frozen=True, kw_only=True)
class Discount:
    """The discount of the invoice as a whole: a percentage, an amount, or neither."""

    percent: Decimal | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class LineAmounts:
    """What a line comes to, all discounts taken off."""

    amount: Decimal
    amount_including_vat: Decimal


@dataclass(frozen=True, kw_only=True)
class VatGroup:
    """What all lines of one VAT rate come to, those under reverse charge apart."""

    vat_percent: Decimal
    reverse_charge: bool
    base: Decimal
    vat_amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What a document comes to: per line in the order given, per group by rising rate, and in all."""

    lines: tuple[LineAmounts, ...]
    vat: tuple[VatGroup, ...]
    amount: Decimal
    vat_amount: Decimal
    amount_including_vat: Decimal
    discount_amount: Decimal


@dataclass
class _Line:
    """A line while it is worked out, in minor units; lines of the same `content` cannot be told apart."""

    content: tuple[Any, ...]
    group: tuple[int, bool]
    own: int
    discountable: bool
    discount: int = 0
    vat: int = 0
    base: int = 0

    @property
    def net(self) -> int:
        """Return what is left of the line, with or without VAT as its price is."""
        return self.own - self.discount


_NO_DISCOUNT = Discount()


def totals(
    lines: Sequence[Priced], *, currency: str, prices_include_vat: bool = False, discount: Discount = _NO_DISCOUNT
) -> Totals:
    """Return what the lines come to in a currency, to its minor unit.

    An invoice discount may not exceed `discountable`. Amounts grow with what they are made of: whether they can be
    stored is for the caller to check.
    """
    decimals = minor_unit(currency)
    worked = [_worked(line, decimals) for line in lines]
    discounted = _share_discount([line for line in worked if line.discountable], discount, decimals)
    groups = {
        group: [line for line in worked if line.group == group] for group in sorted(line.group for line in worked)
    }
    for (rate, reverse_charge), group in groups.items():
        _share_vat(group, 0 if reverse_charge else rate, prices_include_vat=prices_include_vat)
    base, vat = _sums(worked)
    return Totals(
        lines=tuple(_amounts(line, decimals) for line in worked),
        vat=tuple(_vat_group(named, group, decimals) for named, group in groups.items()),
        amount=money(base, decimals),
        vat_amount=money(vat, decimals),
        amount_including_vat=money(base + vat, decimals),
        discount_amount=money(discounted, decimals),
    )


def discountable(lines: Sequence[Priced], currency: str) -> Decimal:
    """Return the sum that an invoice discount is taken from: lines that allow one, their own discounts taken off."""
    decimals = minor_unit(currency)
    return money(sum(_worked(line, decimals).own for line in lines if line.allow_invoice_discount), decimals)


def _worked(line: Priced, decimals: int) -> _Line:
    gross = product(line.quantity, line.unit_price, decimals)
    own = gross - rounded(gross * parts(line.discount_percent), HUNDRED_PERCENT)
    content = tuple(vars(line).values())
    return _Line(content, (parts(line.vat_percent), line.reverse_charge), own, line.allow_invoice_discount)


def _share_discount(lines: Sequence[_Line], asked: Discount, decimals: int) -> int:
    """Share the invoice discount among lines by what they amount to; return it."""
    whole = sum(line.own for line in lines)
    discount = _invoice_discount(whole, asked, decimals)
    if whole == 0:
        return 0
    numerator, denominator = (discount, whole) if whole > 0 else (-discount, -whole)
    shares = [Share(numerator * line.own, denominator, line.content) for line in lines]
    for line, share in zip(lines, shared_out(discount, shares), strict=True):
        line.discount = share
    return discount


def _invoice_discount(whole: int, asked: Discount, decimals: int) -> int:
    if asked.percent is not None:
        return rounded(whole * parts(asked.percent), HUNDRED_PERCENT)
    return units(asked.amount or Decimal(0), decimals)


def _share_vat(group: Sequence[_Line], rate: int, *, prices_include_vat: bool) -> None:
    """Share the VAT of one group among its lines."""
    denominator = HUNDRED_PERCENT + (rate if prices_include_vat else 0)
    vat = rounded(sum(line.net for line in group) * rate, denominator)
    shares = [Share(line.net * rate, denominator, (*line.content, line.discount)) for line in group]
    for line, share in zip(group, shared_out(vat, shares), strict=True):
        line.vat = share
        line.base = line.net - (share if prices_include_vat else 0)


def _sums(lines: Iterable[_Line]) -> tuple[int, int]:
    """Return base and VAT of lines."""
    found = [(line.base, line.vat) for line in lines]
    return sum(base for base, _ in found), sum(vat for _, vat in found)


def _amounts(line: _Line, decimals: int) -> LineAmounts:
    return LineAmounts(amount=money(line.base, decimals), amount_including_vat=money(line.base + line.vat, decimals))


def _vat_group(named: tuple[int, bool], group: Iterable[_Line], decimals: int) -> VatGroup:
    (rate, reverse_charge), (base, vat) = named, _sums(group)
    return VatGroup(
        vat_percent=percent(rate),
        reverse_charge=reverse_charge,
        base=money(base, decimals),
        vat_amount=money(vat, decimals),
    )
