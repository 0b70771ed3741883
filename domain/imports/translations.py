"""Translate what older programs write in a cell to what Carnet keeps: truth values, amounts, options, date formulas.

Each raises Refused for what it cannot translate. A cell of blanks is never translated: it gives nothing.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from domain.change import Value
from domain.values.decimals import amount
from domain.values.refusing import refused

Translate: TypeAlias = Callable[[str], Value]

_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_FORMULA = re.compile(r"<?(?:(?P<count>[0-9]{1,4})(?P<unit>[DWMQY])|(?P<this>CM))(?P<end>(?<!CM)\+CM)?>?")
_DAYS = {"D": 1, "W": 7, "M": 30, "Q": 90, "Y": 365}
_MOST_DAYS = 9999
_VAT_GROUP = re.compile(r"VAT ?(?P<percent>[0-9]{1,2}(\.[0-9]+)?)")
_NO_VAT = frozenset({"NO VAT", "NOVAT"})


def truth(cell: str) -> bool:
    """Return what true, yes, 1, false, no and 0 mean, in any case."""
    found = _TRUTH.get(cell.lower())
    if found is None:
        raise refused("Enter true or false.", "Saisissez true ou false.")
    return found


def decimal(cell: str) -> Decimal:
    """Return the number; digits with a point before the decimals and nothing between the thousands."""
    try:
        return Decimal(cell if _NUMBER.fullmatch(cell) else "")
    except InvalidOperation:
        raise refused(
            "This is not a number. Write it like 1234.50.", "Ceci n'est pas un nombre. Écrivez-le comme 1234.50."
        ) from None


def money(cell: str) -> Decimal:
    """Return the amount as it is kept."""
    return amount(decimal(cell))


def percent(cell: str) -> Decimal:
    """Return a rate of 0 to 100 per cent."""
    rate = amount(decimal(cell))
    if not 0 <= rate <= 100:  # noqa: PLR2004 - it says what it is
        raise refused("A rate is between 0 and 100 per cent.", "Un taux est compris entre 0 et 100 pour cent.")
    return rate


def option(*options: str) -> Translate:
    """Return a translation that takes one of these words, in any case, with blanks for '_'."""

    def translate(cell: str) -> str:
        word = cell.upper().replace(" ", "_")
        if word not in options:
            known = ", ".join(options)
            raise refused(f"Enter one of {known}.", f"Saisissez l'une de ces valeurs : {known}.")
        return word

    return translate


def due_date(cell: str) -> Mapping[str, Value]:
    """Return due days and end of month that a date formula of NAV stands for.

    `14D` are 14 days, `2W` 14, `1M` 30, `1Q` 90, `1Y` 365; `CM` is the end of the current month, `1M+CM` the end of the
    month that 30 days later lies in. Other sums have no equivalent here.
    """
    found = _FORMULA.fullmatch(cell.upper().replace(" ", ""))
    days = int(found["count"] or 0) * _DAYS.get(found["unit"], 0) if found else _MOST_DAYS + 1
    if found is None or days > _MOST_DAYS:
        raise refused(
            "This due date cannot be kept. Use days, weeks or months, CM, or one of them and +CM: 14D, 1M, 1M+CM.",
            "Cette échéance ne peut pas être conservée. Utilisez jours, semaines ou mois, CM, ou +CM : 14D, 1M, 1M+CM.",
        )
    return {
        "due_days": days,
        "end_of_month": bool(found["this"] or found["end"]),
    }


def vat_group(cell: str) -> Decimal:
    """Return the rate in the name of a VAT product posting group: `VAT25` is 25 per cent, `NO VAT` is 0."""
    word = cell.upper()
    found = _VAT_GROUP.fullmatch(word)
    if found is None and word not in _NO_VAT:
        raise refused(
            "The rate cannot be told from this VAT group. Give it in a column vat_percent.",
            "Le taux ne se lit pas dans ce groupe de TVA. Donnez-le dans une colonne vat_percent.",
        )
    return percent(found["percent"]) if found else Decimal(0)
