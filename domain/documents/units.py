"""Count money in whole minor units: round half up, and share out what was rounded without losing a unit.

All of it is exact: products and sums of whole numbers, no caller's decimal context.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, NamedTuple

_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
"""Products of two numbers of `domain.values.decimals` fit many times."""
HUNDRED_PERCENT = 100 * 10**5
"""Percentages are counted in their fifth decimal, the last that is stored."""


class Share(NamedTuple):
    """An exact share as a fraction of whole units, with what decides where two are left the same remainder."""

    numerator: int
    denominator: int
    tie: tuple[Any, ...]


def product(quantity: Decimal, price: Decimal, decimals: int) -> int:
    """Return quantity times price in minor units, rounded half up."""
    return units(_EXACT.multiply(quantity, price), decimals)


def units(amount: Decimal, decimals: int) -> int:
    """Return an amount in minor units, rounded half up."""
    return int(amount.scaleb(decimals, context=_EXACT).to_integral_value(ROUND_HALF_UP, _EXACT))


def money(units: int, decimals: int) -> Decimal:
    """Return minor units as an amount, as people write it: 12.5 and not 12.50, 100 and not 1E+2."""
    whole, rest = divmod(abs(units), 10**decimals)
    digits = f"{whole}.{rest:0{decimals}}".rstrip("0") if rest else str(whole)
    return Decimal(f"-{digits}" if units < 0 else digits)


def parts(percent: Decimal) -> int:
    """Return a percentage as its share of `HUNDRED_PERCENT`."""
    return units(percent, 5)


def percent(parts: int) -> Decimal:
    """Return a share of `HUNDRED_PERCENT` as a percentage."""
    return money(parts, 5)


def with_vat(price: Decimal, vat_percent: Decimal) -> Decimal:
    """Return a unit price that includes VAT, to the fifth decimal."""
    return money(rounded(units(price, 5) * (HUNDRED_PERCENT + parts(vat_percent)), HUNDRED_PERCENT), 5)


def rounded(numerator: int, denominator: int) -> int:
    """Return a quotient rounded half up, away from zero on either side of it."""
    half_up = (2 * abs(numerator) + denominator) // (2 * denominator)
    return half_up if numerator >= 0 else -half_up


def shared_out(whole: int, shares: Sequence[Share]) -> list[int]:
    """Round shares of one denominator so that they add up to the whole, which is their exact sum, rounded.

    What flooring leaves goes to the largest remainders. Among equal ones their contents decide and never their order,
    so that the same shares in another order come to the same.
    """
    quotients = [divmod(share.numerator, share.denominator) for share in shares]
    floors = [floor for floor, _ in quotients]
    first = sorted(range(len(shares)), key=lambda at: (-quotients[at][1], shares[at].tie))
    for at in first[: whole - sum(floors)]:
        floors[at] += 1
    return floors
