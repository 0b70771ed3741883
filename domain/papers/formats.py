"""Write numbers and days as the readers of a document do: in its language, by the habits of the party's country.

Source: product.md §7; CLDR, by babel.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from domain.errors import Language
from domain.values.currencies import minor_unit

LETTER = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})
"""Where paper is cut to letter size, by CLDR's measurement systems; A4 everywhere else."""
FINEST = 5
"""Decimals that prices and quantities have at most."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LONG_WORD = re.compile(r"\S{24}(?=\S)")
_BREAK = "\u200b"


@dataclass(frozen=True)
class Habits:
    """How a reader expects words, numbers and days to be written."""

    language: Language
    locale: Locale

    def money(self, amount: Decimal, currency: str) -> str:
        """Write an amount with the decimals of its currency."""
        return self._number(amount, minor_unit(currency), minor_unit(currency))

    def price(self, price: Decimal, currency: str) -> str:
        """Write a price per unit, which may be finer than its currency."""
        return self._number(price, minor_unit(currency), FINEST)

    def number(self, value: Decimal) -> str:
        """Write a quantity or a percentage, with no more decimals than it has."""
        return self._number(value, 0, FINEST)

    def day(self, day: date) -> str:
        """Write a day with the month in words, so that nobody takes one for the other."""
        return format_date(day, "long", self.locale)

    def country(self, code: str) -> str:
        """Return a country's name in capitals, as it ends an address abroad."""
        return str(self.locale.territories.get(code, code)).upper()

    def _number(self, value: Decimal, least: int, most: int) -> str:
        pattern = f"#,##0.{'0' * least}{'#' * (most - least)}" if most else "#,##0"
        return format_decimal(value, pattern, self.locale)


@lru_cache(maxsize=512)
def habits(language_code: str, country: str | None) -> Habits:
    """Return the habits of a party: French for who reads French, else English; a country named in the tag wins."""
    subtag, _, rest = language_code.partition("-")
    language: Language = "fr" if subtag.lower() == "fr" else "en"
    region = rest.rpartition("-")[2] if subtag.lower() in {"en", "fr"} else ""
    for place in filter(None, (region, country)):
        try:
            return Habits(language, Locale(language, place.upper()))
        except (UnknownLocaleError, ValueError):
            continue
    return Habits(language, Locale(language, "FR" if language == "fr" else "GB"))


def paper_size(country: str | None) -> str:
    """Return the size of paper in use there, as typst calls it."""
    return "us-letter" if country in LETTER else "a4"


def clean(text: object) -> str:
    """Return a text without characters that nobody sees; very long words may be broken."""
    return _LONG_WORD.sub(rf"\g<0>{_BREAK}", _UNSEEN.sub("", str(text)))
