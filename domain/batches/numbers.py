"""Draw numbers for all new contacts at once: the next ones of the series that no contact has, line after line.

The series is locked as for a single number, see `domain.numbering`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, text, update

from db.tables import NumberSeriesLine
from db.unit_of_work import UnitOfWork
from domain.batches.engines import MANY_ROWS, engine_of
from domain.errors import Refused, SeriesExhausted
from domain.numbering import begun_lines, lock_series, nearly_exhausted
from domain.values.folding import fold
from domain.values.numbers import LONGEST, Counted, counted
from domain.warned import Warned

_LINES = NumberSeriesLine.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_AT_FIRST = 1_000
"""Numbers that are looked at first; each time twice as many, so that a long stretch of taken ones is soon behind."""


async def draw_all(work: UnitOfWork, series: str, drawn: int, wanted: int, today: date) -> dict[int, list[Warned]]:
    """Fill the list of numbers from the one behind `drawn` to `wanted`, and say which line comes to its end.

    Raises:
        Refused: SeriesExhausted, the lines that have begun have not enough numbers left.
    """
    code = await lock_series(work, series)
    warnings = dict[int, list[Warned]]()
    for line in await begun_lines(work, series, today):
        if drawn < wanted:
            before, drawn = drawn, await _draw_from(work, line, drawn, wanted)
            if drawn > before:
                warnings[line["position"]] = await _used(work, code, line, drawn)
    if drawn < wanted:
        raise Refused([SeriesExhausted(series=code)])
    return warnings


async def _draw_from(work: UnitOfWork, line: RowMapping, drawn: int, wanted: int) -> int:
    """Draw as many as the line has; return how many are drawn altogether."""
    ahead = _Ahead.of(line)
    passed, look = 0, max(_AT_FIRST, wanted - drawn)
    while ahead is not None and drawn < wanted and passed < ahead.left:
        look = min(look, ahead.left - passed)
        binds = {**ahead.binds, "passed": passed, "look": look, "drawn": drawn, "wanted": wanted - drawn}
        sql = f"{MANY_ROWS} INSERT INTO batch_number {ahead.free(engine_of(work).digits('value', ahead.width))}"
        drawn += (await work.connection.execute(text(sql), binds)).rowcount
        passed, look = passed + look, 2 * look
    return drawn


async def _used(work: UnitOfWork, code: str, line: RowMapping, drawn: int) -> list[Warned]:
    """Note on the line which number was drawn last."""
    query = text("SELECT number FROM batch_number WHERE n = :n")
    last = str(await work.connection.scalar(query, {"n": drawn}))
    here = (_LINES.c.series_id == line["series_id"], _LINES.c.position == line["position"])
    await work.connection.execute(update(_LINES).where(*here).values(last_number_used=last))
    number = counted(last)
    return nearly_exhausted(code, line, number) if number else []


@dataclass(frozen=True)
class _Ahead:
    """The numbers that a line has left: the first of them, the step, and how many there are."""

    first: Counted
    by: int
    left: int

    @classmethod
    def of(cls, line: RowMapping) -> "_Ahead | None":
        last = line["last_number_used"]
        start = counted(last or line["starting_number"])
        if start is None:
            return None
        first = start.plus(line["increment_by"] if last else 0)
        end = counted(line["ending_number"]) if line["ending_number"] else None
        digits = LONGEST - len(first.prefix) - len(first.suffix)
        highest = min(10 ** min(digits, 18) - 1, end.value if end else 10**18)
        fits = first.width <= digits and highest >= first.value
        return cls(first, line["increment_by"], (highest - first.value) // line["increment_by"] + 1 if fits else 0)

    @property
    def width(self) -> int:
        """Return how many digits a number has at least."""
        return self.first.width

    @property
    def binds(self) -> Mapping[str, Any]:
        """Return what `free` binds. Digits fold to themselves, so that what stands around them folds by itself."""
        around = {"prefix": self.first.prefix, "suffix": self.first.suffix}
        return {**around, **{f"{name}_key": fold(value) for name, value in around.items()}}

    def free(self, digits: str) -> str:
        """Select numbers that no contact has."""
        value = f"CAST({self.first.value} AS bigint) + (CAST(:passed AS bigint) + i) * {self.by}"
        steps = "WITH RECURSIVE steps(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM steps WHERE i + 1 < :look)"
        written = f"SELECT value, {digits} AS digits FROM (SELECT {value} AS value FROM steps) v"
        number = "CAST(:prefix AS text) || digits || CAST(:suffix AS text)"
        key = "CAST(:prefix_key AS text) || digits || CAST(:suffix_key AS text)"
        rows = f"SELECT value, {number} AS number, {key} AS number_key FROM ({written}) w"
        taken = "SELECT 1 FROM contact c WHERE c.number = x.number"
        counted_rows = "CAST(:drawn AS integer) + row_number() OVER (ORDER BY value), number, number_key"
        chosen = f"SELECT {counted_rows} FROM ({rows}) x WHERE NOT EXISTS ({taken}) ORDER BY value"
        return f"{steps} {chosen} LIMIT :wanted"
