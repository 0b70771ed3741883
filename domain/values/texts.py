"""Check and normalise a text of one line, the beginning of every other check.

Source: product.md §1.5, reliability.md §3.4.
"""

import re
from unicodedata import normalize

from domain.errors import ErrorCode, Refused, ValueTooLong
from domain.values.refusing import refused

# What comes along when a value is pasted: line ends, tabs, every blank (category Zs), and the blanks without width.
_TRIMMED = "\t\n\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"  # noqa: E501
_FORBIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    r"\u2028\u2029"  # line and paragraph separators
    r"\u202a-\u202e\u2066-\u2069"  # bidirectional overrides: a text that reads otherwise than it is
    r"\ud800-\udfff\ufffe\uffff]"  # what UTF-8 or XML cannot carry
)

LONGEST_TYPED = 4_000
"""Code points that are looked at: more than any field holds, blanks around it included. Bringing combining characters
into their order takes quadratic time, 7 s for 100 000 of them, so what is longer is refused unread."""


def text(value: str, limit: int | None) -> str | None:
    """Return the text in NFC without blanks around it, or None if nothing is left; `limit` counts code points.

    Raises:
        Refused: with INVALID_VALUE for a control character, a tab or a line end inside included;
            with VALUE_TOO_LONG for a text longer than `limit`. Nothing is ever cut.
    """
    if limit is not None:
        refuse_endless(value)
    trimmed = normalize("NFC", value).strip(_TRIMMED)
    _refuse_forbidden_character(trimmed)
    refuse_longer(trimmed, limit)
    return trimmed or None


def code(value: str, limit: int | None) -> str | None:
    """Return the text upper-cased, as codes and numbers are kept; the length is that of the result: ß becomes SS.

    Raises:
        Refused: as `text` does.
    """
    if limit is not None:
        refuse_endless(value)
    typed = text(value, None)
    if typed is None:
        return None
    upper = normalize("NFC", typed.upper())
    refuse_longer(upper, limit)
    return upper


def refuse_endless(value: str) -> None:
    """Refuse, without a look at it, a value that is longer than any field.

    Raises:
        Refused: with VALUE_TOO_LONG.
    """
    if len(value) > LONGEST_TYPED:
        raise refused(
            f"{len(value)} characters are more than any field holds. Shorten the value.",
            f"{len(value)} caractères, c'est plus qu'aucun champ n'en contient. Raccourcissez la valeur.",
            code=ErrorCode.VALUE_TOO_LONG,
        )


def refuse_longer(value: str, limit: int | None) -> None:
    """Refuse a value of more code points than `limit`; None is no limit.

    Raises:
        Refused: with VALUE_TOO_LONG.
    """
    if limit is not None and len(value) > limit:
        raise Refused([ValueTooLong(length=len(value), limit=limit)])


def _refuse_forbidden_character(value: str) -> None:
    """Refuse the first character that a line of text may not hold, and name it: it cannot be seen."""
    found = _FORBIDDEN.search(value)
    if found is None:
        return
    name, position = f"U+{ord(found.group()):04X}", found.start() + 1
    raise refused(
        f"The character {name} at position {position} is not allowed in a line of text. Remove it.",
        f"Le caractère {name} en position {position} n'est pas permis dans une ligne de texte. Retirez-le.",
    )
