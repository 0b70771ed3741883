"""Check a currency code: ISO 4217, the three letters.

Source: product.md §1.5.
"""

from functools import cache

from domain.errors import ErrorCode
from domain.values.refusing import refused
from domain.values.texts import text


def currency_code(value: str) -> str | None:
    """Return the code upper-cased.

    Raises:
        Refused: with INVALID_CURRENCY for a symbol, a number or a withdrawn currency such as HRK; as `text` does.
    """
    typed = text(value, None)
    if typed is None:
        return None
    # isascii: the upper case of some letters outside ASCII lies inside.
    if not typed.isascii() or typed.upper() not in _currency_codes():
        raise refused(
            "This is not a currency code. Enter the three letters of ISO 4217, such as EUR, GBP or USD.",
            "Ceci n'est pas un code de devise. Saisissez les trois lettres de l'ISO 4217, par exemple EUR, GBP ou USD.",
            code=ErrorCode.INVALID_CURRENCY,
        )
    return typed.upper()


@cache
def _currency_codes() -> frozenset[str]:
    """Return all codes in use; the first call takes some 30 ms."""
    import pycountry

    return frozenset(currency.alpha_3 for currency in pycountry.currencies)
