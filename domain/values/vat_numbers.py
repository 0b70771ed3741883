"""Check a VAT registration number by the rules of its country.

Source: product.md §1.5, reference-contacts.md §14.
"""

import re
from functools import cache
from typing import Any

from domain.errors import ErrorCode
from domain.values.countries import is_country
from domain.values.refusing import refused
from domain.values.texts import code

_LIMIT = 20
_SEPARATORS = " ./-"
_LETTERS_DIGITS_AND_SEPARATORS = re.compile(r"[A-Z0-9 ./\-\u00a0\u202f]*")


def vat_number(value: str, country_code: str | None) -> str | None:
    """Return the number upper-cased, its separators as typed, with or without the country's prefix.

    Where the country is not known, or has no rules here (the United States), only the characters are checked. That the
    number was issued, or to whom, is not guaranteed.

    Raises:
        Refused: with INVALID_VAT_NUMBER for a wrong check digit, length or character; as `text` does.
    """
    number = code(value, _LIMIT)
    if number is None:
        return None
    if country_code is None or _rules(country_code.upper()) is None:
        _refuse_odd_character(number)
    elif not _is_valid(number, country_code.upper()):
        raise refused(
            f"This is not a VAT number of {country_code.upper()}. Check its digits, or the country.",
            f"Ceci n'est pas un numéro de TVA de {country_code.upper()}. Vérifiez ses chiffres, ou le pays.",
            code=ErrorCode.INVALID_VAT_NUMBER,
        )
    return number


def _refuse_odd_character(number: str) -> None:
    """Refuse what no country writes in its numbers."""
    if not _LETTERS_DIGITS_AND_SEPARATORS.fullmatch(number):
        raise refused(
            "A VAT number has only letters A to Z, digits, blanks and . - /. Remove the other characters.",
            "Un numéro de TVA n'a que des lettres de A à Z, des chiffres, des espaces et . - /. Retirez le reste.",
            code=ErrorCode.INVALID_VAT_NUMBER,
        )


def _is_valid(number: str, country: str) -> bool:
    """Tell whether the number obeys the country's rules as it is, or without the prefix that many rules do not know."""
    rules = _rules(country)
    bare = number.removeprefix(country).lstrip(_SEPARATORS)
    # The rules that know the prefix would take a second one.
    return _obeys(rules, number) or (not bare.startswith(country) and _obeys(rules, bare))


def _obeys(rules: Any, number: str) -> bool:
    """Tell whether python-stdnum takes the number."""
    try:
        rules.validate(number)
    except (ValueError, LookupError):
        # Its own ValidationError is a ValueError; some modules (gh.tin) let a bare one out for a letter among digits.
        return False
    return True


@cache
def _rules(country: str) -> Any | None:
    """Return python-stdnum's module for the country's VAT numbers; None if it has none. The first call takes 30 ms."""
    # Only real countries: the name becomes part of an import.
    if not is_country(country):
        return None
    from stdnum import get_cc_module

    return get_cc_module(country, "vat")
