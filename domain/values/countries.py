"""Check a country code: ISO 3166-1 alpha-2.

Source: product.md §1.5.
"""

from functools import cache

from domain.errors import ErrorCode
from domain.values.refusing import refused
from domain.values.texts import text


def country_code(value: str) -> str | None:
    """Return the code upper-cased.

    Raises:
        Refused: with INVALID_COUNTRY for a name, another kind of code, UK (it is GB) and EL (it is GR); as `text` does.
    """
    typed = text(value, None)
    if typed is None:
        return None
    if not is_country(typed):
        raise refused(
            "This is not a country code. Enter the two letters of ISO 3166, such as GB, FR or DE.",
            "Ceci n'est pas un code de pays. Saisissez les deux lettres de l'ISO 3166, par exemple GB, FR ou DE.",
            code=ErrorCode.INVALID_COUNTRY,
        )
    return typed.upper()


def is_country(code: str) -> bool:
    """Tell whether this is a country code, in any case."""
    # isascii: the upper case of ß is SS, South Sudan.
    return code.isascii() and code.upper() in country_codes()


@cache
def country_codes() -> frozenset[str]:
    """Return all codes; the first call takes some 30 ms."""
    import pycountry

    return frozenset(country.alpha_2 for country in pycountry.countries)
