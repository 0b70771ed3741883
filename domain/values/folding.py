"""Fold a text to the key that a search compares: no case, no accents, no compatibility forms.

Source: reliability.md §3.4 ("compare on NFKC + casefold"); accents go too, because people leave them out.
"""

from unicodedata import combining, normalize

# Letters that no Unicode decomposition takes apart, and what people type for them. Keys are casefolded.
_PLAIN_BY_LETTER = str.maketrans(
    {
        "æ": "ae",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",  # noqa: RUF001 - the dotless i of Turkish is meant
        "ł": "l",
        "ŋ": "n",
        "ø": "o",
        "œ": "oe",
        "ŧ": "t",
        "þ": "th",
    },
)


def fold(value: str | None) -> str:
    """Return the search key of a text: the same for Østensjø and OSTENSJO, Straße and STRASSE; '' for None.

    Takes any text and never raises. A folded text folds to itself. Not for display, and not reversible.
    """
    if value is None:
        return ""
    if value.isascii():
        return value.lower()
    plain = _without_marks(_without_marks(value).casefold())
    return normalize("NFC", plain.translate(_PLAIN_BY_LETTER))


def _without_marks(value: str) -> str:
    """Return the compatibility decomposition (NFKD) without its combining marks."""
    return "".join(character for character in normalize("NFKD", value) if not combining(character))
