"""Check a currency code, ISO 4217, and tell into how many decimals the currency divides.

Source: product.md §1.5, §4.2.
"""

from functools import cache

from domain.errors import ErrorCode
from domain.values.refusing import refused
from domain.values.texts import text

_USUAL_DECIMALS = 2
_UNUSUAL_DECIMALS = {
    code: decimals
    for decimals, codes in (
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    )
    for code in codes.split()
}
"""From ISO 4217's list one. CLDR, which libraries have, tells what people use in cash: none for the Iraqi dinar."""


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


def minor_unit(code: str) -> int:
    """Return how many decimals amounts of a currency have; 2 also for gold and the like, which have no minor unit."""
    return _UNUSUAL_DECIMALS.get(code, _USUAL_DECIMALS)


@cache
def _currency_codes() -> frozenset[str]:
    """Return all codes in use; the first call takes some 30 ms."""
    import pycountry

    return frozenset(currency.alpha_3 for currency in pycountry.currencies)
