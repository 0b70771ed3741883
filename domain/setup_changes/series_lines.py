"""Check the lines of a number series: numbers that can be counted, in order, and no number in two lines. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from domain.errors import InvalidValue, Refusal, Refused, Required
from domain.setup_changes.fields import within
from domain.values.numbers import LONGEST, Counted, counted
from domain.values.refusing import refused
from domain.values.texts import code

MOST_LINES, LARGEST_STEP = 100, 1_000_000
_NUMBERS = ("startingNumber", "endingNumber", "warningNumber")


@dataclass(frozen=True)
class Line:
    """A line as it is kept; `at` is its place in the input."""

    at: int
    starting_date: date | None
    increment_by: int
    start: Counted
    end: Counted | None
    warning: Counted | None

    def overlaps(self, other: "Line") -> bool:
        """Tell whether some number could be drawn from both."""
        return (
            self.start.is_comparable(other.start)
            and (self.end is None or other.start.value <= self.end.value)
            and (other.end is None or self.start.value <= other.end.value)
        )

    def begins_like(self, stored: Mapping[str, Any]) -> bool:
        """Tell whether it is the stored line, which it counts on."""
        return (self.starting_date, str(self.start)) == (stored["starting_date"], stored["starting_number"])

    def row(self, series: str, last_number_used: str | None) -> dict[str, Any]:
        """Return the line's columns."""
        return {
            "series_id": series,
            "position": self.at + 1,
            "starting_date": self.starting_date,
            "starting_number": str(self.start),
            "ending_number": str(self.end) if self.end else None,
            "warning_number": str(self.warning) if self.warning else None,
            "increment_by": self.increment_by,
            "last_number_used": last_number_used,
        }


def checked_lines(given: Sequence[Mapping[str, Any]]) -> tuple[list[Line], list[Refusal]]:
    """Return the lines that are right in themselves, and everything that is wrong."""
    if not 1 <= len(given) <= MOST_LINES:
        return [], [_wrong(f"A series has 1 to {MOST_LINES} lines.", f"Une souche a de 1 à {MOST_LINES} lignes.")]
    lines: list[Line] = []
    refusals: list[Refusal] = []
    for at, values in enumerate(given):
        wrong, line = _checked(at, values)
        refusals += [refusal.at(str(at)) for refusal in wrong]
        lines += [line] if line and not wrong else []
    return lines, [*refusals, *_contradictions(lines)]


def _checked(at: int, values: Mapping[str, Any]) -> tuple[list[Refusal], Line | None]:
    """Return what is wrong with one line, and the line if its numbers can be counted."""
    wrong: list[Refusal] = []
    numbers: dict[str, Counted | None] = {}
    for name in _NUMBERS:
        try:
            numbers[name] = _number(values[name])
        except Refused as reasons:
            wrong += [reason.at(name) for reason in reasons.refusals]
    try:
        within(values["incrementBy"], 1, LARGEST_STEP)
    except Refused as reasons:
        wrong += [reason.at("incrementBy") for reason in reasons.refusals]
    start, end, warning = (numbers.get(name) for name in _NUMBERS)
    if start is None:
        missing = [Required(path=("startingNumber",))] if "startingNumber" in numbers else []
        return [*wrong, *missing], None
    line = Line(at, values["startingDate"], values["incrementBy"], start, end, warning)
    return [*wrong, *_disorder(line)], line


def _number(value: str | None) -> Counted | None:
    """Take a number apart.

    Raises:
        Refused: it has no digits, or is no code.
    """
    kept = code(value, LONGEST) if value is not None else None
    number = counted(kept) if kept is not None else None
    if kept is not None and number is None:
        raise refused(
            "This number has no digits that could be counted on. Enter one such as CT00001.",
            "Ce numéro n'a pas de chiffres à incrémenter. Saisissez par exemple CT00001.",
        )
    return number


def _disorder(line: Line) -> Iterator[Refusal]:
    """Refuse numbers of another kind than the first, or in another order than start, warning, end."""
    for name, number in (("endingNumber", line.end), ("warningNumber", line.warning)):
        if number and not number.is_comparable(line.start):
            yield _wrong(
                f"This number does not continue {line.start}: only its last digits may differ.",
                f"Ce numéro ne continue pas {line.start} : seuls ses derniers chiffres peuvent différer.",
                name,
            )
        elif number and number.value < line.start.value:
            yield _wrong(f"This number comes before {line.start}.", f"Ce numéro précède {line.start}.", name)
    if line.warning and line.end and line.warning.is_comparable(line.end) and line.warning.value > line.end.value:
        yield _wrong(f"This number comes after {line.end}.", f"Ce numéro suit {line.end}.", "warningNumber")


def _contradictions(lines: Sequence[Line]) -> Iterator[Refusal]:
    """Refuse lines that begin on the same day, or that could give the same number."""
    for former, latter in combinations(lines, 2):
        if former.starting_date == latter.starting_date:
            yield _wrong(
                f"Line {former.at + 1} begins on the same day. Choose another one.",
                f"La ligne {former.at + 1} commence le même jour. Choisissez-en un autre.",
                str(latter.at),
                "startingDate",
            )
        if former.overlaps(latter):
            yield _wrong(
                f"Line {former.at + 1} has the same numbers. End it before this one, or begin elsewhere.",
                f"La ligne {former.at + 1} a les mêmes numéros. Terminez-la avant celui-ci, ou commencez ailleurs.",
                str(latter.at),
                "startingNumber",
            )


def _wrong(reason: str, raison: str, *path: str) -> InvalidValue:
    return InvalidValue(reason=reason, raison=raison, path=path)
