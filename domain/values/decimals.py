"""Check an amount, a price or a quantity.

Source: reliability.md §3.4 ("numbers").
"""

from decimal import Context, Decimal
from typing import Final

from domain.values.refusing import refused

LARGEST: Final = Decimal(10) ** 13
DECIMALS: Final = 5
_SMALLEST_STEP = Decimal("0.00001")
# Ours, so that no caller's context rounds: 14 digits before the point and 5 behind it fit.
_CONTEXT = Context(prec=28)


def amount(value: Decimal) -> Decimal:
    """Return the number without trailing zeros and without an exponent: 100 and not 1E+2, 0 and not -0.

    Raises:
        Refused: with INVALID_VALUE for infinity and NaN, for more than 10¹³ either way, and for more than five decimals
            other than trailing zeros. Nothing is ever rounded.
    """
    if not value.is_finite() or value.copy_abs() > LARGEST:
        raise refused(
            "Enter a number between -10 000 000 000 000 and 10 000 000 000 000.",
            "Saisissez un nombre entre -10 000 000 000 000 et 10 000 000 000 000.",
        )
    stepped = value.quantize(_SMALLEST_STEP, context=_CONTEXT)
    if stepped != value:
        raise refused(
            f"This number has too many decimals. Enter at most {DECIMALS}.",
            f"Ce nombre a trop de décimales. Saisissez-en au plus {DECIMALS}.",
        )
    return _plain(stepped)


def _plain(stepped: Decimal) -> Decimal:
    """Return the same number as people write it."""
    if not stepped:
        return Decimal(0)
    if stepped == stepped.to_integral_value():
        return stepped.quantize(Decimal(1), context=_CONTEXT)
    return stepped.normalize(_CONTEXT)
