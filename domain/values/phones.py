"""Check a phone, mobile or fax number; it stays as typed.

Source: product.md §1.5, reference-contacts.md §14.
"""

import re

from domain.errors import ErrorCode
from domain.values.refusing import refused
from domain.values.texts import text

_BLANK = r" \u00a0\u2000-\u200a\u202f\u3000"
_DIGITS_AND_SEPARATORS = re.compile(rf"[0-9+\-=&?()/.,#*{_BLANK}]*")
_INTERNATIONAL_PREFIX = re.compile(rf"[({_BLANK}]*(?:\+|00)")
# Separators that people and NAV use, and phonenumbers does not read.
_UNKNOWN_TO_PHONENUMBERS = re.compile(rf"[=&?{_BLANK}]")
_FEWEST_DIGITS, _MOST_DIGITS = 3, 20


def phone(value: str, limit: int = 30) -> str | None:
    """Return the number as typed, trimmed.

    A number with + or 00 in front must be possible in its country. One without is in a country that is not known here:
    only the count of its digits is checked. That the line exists is not guaranteed.

    Raises:
        Refused: with INVALID_PHONE for a letter or an impossible number; as `text` does.
    """
    typed = text(value, limit)
    if typed is None:
        return None
    if not _DIGITS_AND_SEPARATORS.fullmatch(typed):
        raise refused(
            "A phone number has only digits, blanks and + - = & ? ( ) / . , # *. Remove the other characters.",
            "Un numéro de téléphone n'a que des chiffres, des espaces et + - = & ? ( ) / . , # *. Retirez le reste.",
            code=ErrorCode.INVALID_PHONE,
        )
    if _INTERNATIONAL_PREFIX.match(typed):
        _refuse_impossible(typed)
    else:
        _refuse_odd_length(typed)
    return typed


def _refuse_impossible(typed: str) -> None:
    """Refuse an international number that no line of its country can have."""
    from phonenumbers import NumberParseException, is_possible_number, parse

    readable = _UNKNOWN_TO_PHONENUMBERS.sub(" ", _INTERNATIONAL_PREFIX.sub("+", typed, count=1))
    try:
        possible = is_possible_number(parse(readable))
    except NumberParseException:
        possible = False
    if not possible:
        raise refused(
            "This is not a possible phone number. Check the country code after + and the number of digits.",
            "Ce numéro de téléphone n'est pas possible. Vérifiez l'indicatif après + et le nombre de chiffres.",
            code=ErrorCode.INVALID_PHONE,
        )


def _refuse_odd_length(typed: str) -> None:
    """Refuse a national number with too few or too many digits."""
    if not _FEWEST_DIGITS <= sum(map(str.isdigit, typed)) <= _MOST_DIGITS:
        raise refused(
            f"A phone number has {_FEWEST_DIGITS} to {_MOST_DIGITS} digits. Enter one complete number.",
            f"Un numéro de téléphone a de {_FEWEST_DIGITS} à {_MOST_DIGITS} chiffres. Saisissez un seul numéro, complet.",  # noqa: E501
            code=ErrorCode.INVALID_PHONE,
        )
