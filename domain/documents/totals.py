"""Work out what lines cost: discounts, VAT per rate, totals. Pure and exact.

VAT is rounded once per rate, half up; the lines of the rate share what was rounded, so that lines always add up to the
totals. Source: product.md §4.2, reference-documents.md §3.3.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.documents.units import HUNDRED_PERCENT, Share, money, parts, percent, product, rounded, shared_out, units


@dataclass(frozen=True, kw_only=True)
class Priced:
    """What is known of a line before any arithmetic; percentages from 0 to 100."""

    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal = Decimal(0)
    vat_percent: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How a document is priced; `decimals` is the minor unit of its currency.

    An invoice discount is given as a percentage, as an amount, or not at all. Under reverse charge the party pays the
    VAT to its own state: the document carries none.
    """

    decimals: int = 2
    prices_include_vat: bool = False
    reverse_charge: bool = False
    invoice_discount_percent: Decimal | None = None
    invoice_discount_amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class LineTotals:
    """What a line comes to. `line_amount` is before the invoice discount, with or without VAT as its price is."""

    line_amount: Decimal = Decimal(0)
    invoice_discount: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    amount_including_vat: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class VatTotals:
    """What all lines of one VAT rate come to."""

    vat_percent: Decimal
    base: Decimal
    vat_amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What a document comes to: per line in the order given, per VAT rate in rising order, and in all."""

    lines: tuple[LineTotals, ...]
    vat: tuple[VatTotals, ...]
    amount: Decimal
    vat_amount: Decimal
    amount_including_vat: Decimal


@dataclass
class _Line:
    """A line while it is worked out, in minor units; lines of the same `content` cannot be told apart."""

    content: tuple[Any, ...]
    rate: int
    line_amount: int
    discount: int = 0
    base: int = 0
    vat: int = 0

    @property
    def net(self) -> int:
        """Return what is left of the line, with or without VAT as its price is."""
        return self.line_amount - self.discount


def totals(lines: Sequence[Priced | None], terms: Terms) -> Totals:
    """Return what the lines come to; None is a line without amounts, a comment.

    An invoice discount may not exceed `discountable`. Amounts grow with what they are made of: whether they can be
    stored is for the caller to check.
    """
    worked = [line and _worked(line, terms) for line in lines]
    priced = [line for line in worked if line]
    _share_discount(priced, terms)
    rates = sorted({line.rate for line in priced})
    groups = [[line for line in priced if line.rate == rate] for rate in rates]
    for rate, group in zip(rates, groups, strict=True):
        _share_vat(group, rate, terms)
    base, vat = _sums(priced)
    return Totals(
        lines=tuple(_shown(line, terms) if line else LineTotals() for line in worked),
        vat=tuple(_subtotal(group, rate, terms) for rate, group in zip(rates, groups, strict=True)),
        amount=money(base, terms.decimals),
        vat_amount=money(vat, terms.decimals),
        amount_including_vat=money(base + vat, terms.decimals),
    )


def discountable(lines: Sequence[Priced | None], terms: Terms) -> Decimal:
    """Return the sum that an invoice discount is taken from: that of all lines, their own discounts taken off."""
    return money(sum(_worked(line, terms).line_amount for line in lines if line), terms.decimals)


def _worked(line: Priced, terms: Terms) -> _Line:
    gross = product(line.quantity, line.unit_price, terms.decimals)
    discount = rounded(gross * parts(line.discount_percent), HUNDRED_PERCENT)
    rate = 0 if terms.reverse_charge else parts(line.vat_percent)
    content = (line.quantity, line.unit_price, line.discount_percent, line.vat_percent)
    return _Line(content, rate, gross - discount)


def _share_discount(lines: Sequence[_Line], terms: Terms) -> None:
    """Share the invoice discount among the lines by what they amount to."""
    whole = sum(line.line_amount for line in lines)
    discount = _invoice_discount(whole, terms)
    if whole == 0 or discount == 0:
        return
    numerator, denominator = (discount, whole) if whole > 0 else (-discount, -whole)
    shares = [Share(numerator * line.line_amount, denominator, line.content) for line in lines]
    for line, share in zip(lines, shared_out(discount, shares), strict=True):
        line.discount = share


def _invoice_discount(whole: int, terms: Terms) -> int:
    if terms.invoice_discount_percent is not None:
        return rounded(whole * parts(terms.invoice_discount_percent), HUNDRED_PERCENT)
    return units(terms.invoice_discount_amount or Decimal(0), terms.decimals)


def _share_vat(group: Sequence[_Line], rate: int, terms: Terms) -> None:
    """Share the VAT of one rate among its lines."""
    denominator = HUNDRED_PERCENT + (rate if terms.prices_include_vat else 0)
    vat = rounded(sum(line.net for line in group) * rate, denominator)
    shares = [Share(line.net * rate, denominator, (*line.content, line.discount)) for line in group]
    for line, share in zip(group, shared_out(vat, shares), strict=True):
        line.vat = share
        line.base = line.net - (share if terms.prices_include_vat else 0)


def _sums(lines: Iterable[_Line]) -> tuple[int, int]:
    """Return base and VAT of lines."""
    found = [(line.base, line.vat) for line in lines]
    return sum(base for base, _ in found), sum(vat for _, vat in found)


def _shown(line: _Line, terms: Terms) -> LineTotals:
    return LineTotals(
        line_amount=money(line.line_amount, terms.decimals),
        invoice_discount=money(line.discount, terms.decimals),
        amount=money(line.base, terms.decimals),
        amount_including_vat=money(line.base + line.vat, terms.decimals),
    )


def _subtotal(group: Iterable[_Line], rate: int, terms: Terms) -> VatTotals:
    base, vat = _sums(group)
    return VatTotals(vat_percent=percent(rate), base=money(base, terms.decimals), vat_amount=money(vat, terms.decimals))
