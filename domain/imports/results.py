"""Say what became of an import: of each row, of each value that was kept out, of each pair that differs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.change import Kind, Value
from domain.errors import Refusal


class Outcome(StrEnum):
    """Name what became of a row."""

    CREATED = "CREATED"
    UPDATED = "UPDATED"
    UNCHANGED = "UNCHANGED"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True)
class Issue:
    """A value, or where `field` is None a whole row, that was kept out; `value` is what the file has there."""

    file: str
    line: int
    number: str | None
    field: str | None
    value: str
    refusal: Refusal

    @property
    def code(self) -> str:
        """Return the reason's code, for programs."""
        return str(self.refusal.code)

    @property
    def message(self) -> str:
        """Return the reason in words."""
        return self.refusal.message()


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row; `changed` names the fields of its record that got another value."""

    file: str
    line: int
    number: str
    outcome: Outcome
    changed: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A shared field that a contact and a linked card do not have in common after the import.

    `card_value` is what the file gives the card, where the file gives it something else than its contact.
    """

    contact: str
    kind: Kind
    card: str
    field: str
    contact_value: Value
    card_value: Value


@dataclass(frozen=True)
class Result:
    """What became of an import as a whole; `change_set` is None where no record changed.

    `unknown_columns` are, by file, those that no field takes.
    """

    rows: Sequence[RowResult]
    differences: Sequence[Difference]
    passed_over: Sequence[str]
    unknown_columns: Sequence[tuple[str, tuple[str, ...]]]
    change_set: str | None

    def counts(self) -> dict[str, Counter[Outcome]]:
        """Count the rows by file and outcome, in the order in which the files were taken."""
        counted: dict[str, Counter[Outcome]] = {}
        for row in self.rows:
            counted.setdefault(row.file, Counter())[row.outcome] += 1
        return counted

    def issues(self) -> Iterator[Issue]:
        """Return every value and row that was kept out."""
        return (issue for row in self.rows for issue in row.issues)

    @property
    def refused(self) -> int:
        """Count the rows that were kept out as a whole."""
        return sum(row.outcome is Outcome.REFUSED for row in self.rows)
