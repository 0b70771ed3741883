"""Give new records their numbers: typed by hand where the series allows it, else drawn from the series.

A series is locked while a number is drawn from it, until the transaction ends: no number is given twice, and a
transaction that fails leaves no gap. A dry run draws too, and is taken back like everything else in it.
Source: reference-contacts.md §2.5.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count, islice
from typing import Any

from sqlalchemy import RowMapping, Select, select, update

from db.tables import NumberSeries, NumberSeriesLine
from db.unit_of_work import UnitOfWork
from domain.change import Kind, Record, Value
from domain.errors import (
    ContactSeriesNotConfigured,
    NotUnique,
    NumberNotAutomatic,
    NumberNotManual,
    Path,
    Refusal,
    Refused,
    SeriesExhausted,
    SeriesMissing,
)
from domain.setup import read_setup
from domain.tables import TABLES
from domain.values.numbers import LONGEST, Counted, counted
from domain.warned import Warned, WarningCode

_SERIES = NumberSeries.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_LINES = NumberSeriesLine.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_LOOKED_AT = 100
"""Numbers that are looked up at a time, where the very next one is taken."""
_CALLED = {
    Kind.CONTACT: "contacts",
    Kind.CUSTOMER: "customers",
    Kind.VENDOR: "vendors",
    Kind.BANK_ACCOUNT: "bank accounts",
}
_NUMBER = ("input", "number")


async def number_refusals(work: UnitOfWork, kind: Kind, series: str | None, given: str | None) -> list[Refusal]:
    """Return why a new record may not have the given number, or without one why none can be drawn."""
    found = await _series(work, series) if series else None
    if given is None:
        return _drawing_refusals(kind, found)
    refusals: list[Refusal] = (
        [NumberNotManual(series=found["code"], path=_NUMBER)] if found and not found["manual"] else []
    )
    table = TABLES[kind]
    if await work.connection.scalar(select(table.c.id).where(table.c.number == given)):
        refusals.append(NotUnique(value=given, path=_NUMBER))
    return refusals


async def renumbering_refusals(work: UnitOfWork, record: Record, changed: Mapping[str, Value]) -> list[Refusal]:
    """Return why a record may not have the new number, if it gets one."""
    if "number" not in changed:
        return []
    series = (await read_setup(work)).series[record.kind]
    return await number_refusals(work, record.kind, series, str(changed["number"]))


def _drawing_refusals(kind: Kind, found: RowMapping | None) -> list[Refusal]:
    if found is not None:
        return [] if found["automatic"] else [NumberNotAutomatic(series=found["code"], path=_NUMBER)]
    if kind is Kind.CONTACT:
        return [ContactSeriesNotConfigured(path=_NUMBER)]
    return [SeriesMissing(what=_CALLED[kind], path=_NUMBER)]


async def draws(work: UnitOfWork, series: str | None) -> bool:
    """Tell whether numbers can be drawn from a series."""
    found = await _series(work, series) if series else None
    return found is not None and bool(found["automatic"])


async def _series(work: UnitOfWork, series: str) -> RowMapping:
    return (await work.connection.execute(select(_SERIES).where(_SERIES.c.id == series))).mappings().one()


async def draw(
    work: UnitOfWork, kind: Kind, series: str, today: date, path: Path = _NUMBER, of_type: str | None = None
) -> tuple[str, list[Warned]]:
    """Take the next number that no record of the kind has, and say if the series comes to its end.

    `path` is what in the input the number is for. Documents of one kind have numbers of their own by type.

    Raises:
        Refused: SeriesExhausted, no line that has begun has a number left.
    """
    code = await lock_series(work, series)
    for line in await begun_lines(work, series, today):
        number = await _next(work, _numbers_of(kind, of_type), line)
        if number is not None:
            here = (_LINES.c.series_id == series, _LINES.c.position == line["position"])
            await work.connection.execute(update(_LINES).where(*here).values(last_number_used=str(number)))
            return str(number), nearly_exhausted(code, line, number)
    raise Refused([SeriesExhausted(series=code, path=path)])


async def lock_series(work: UnitOfWork, series: str) -> str:
    """Let nobody else draw from a series until the transaction ends; return its code."""
    return str(await work.connection.scalar(select(_SERIES.c.code).where(_SERIES.c.id == series).with_for_update()))


async def begun_lines(work: UnitOfWork, series: str, today: date) -> list[RowMapping]:
    """Return the lines of a series that have begun, the one in force first."""
    in_order = select(_LINES).where(_LINES.c.series_id == series).order_by(_LINES.c.position)
    lines = (await work.connection.execute(in_order)).mappings().all()
    begun = [line for line in lines if (line["starting_date"] or date.min) <= today]
    return sorted(begun, key=lambda line: line["starting_date"] or date.min, reverse=True)


def _numbers_of(kind: Kind, of_type: str | None = None) -> Select[str]:
    """Select the numbers that are taken."""
    table = TABLES[kind]
    return select(table.c.number) if of_type is None else select(table.c.number).where(table.c.type == of_type)


async def _next(work: UnitOfWork, numbers: Select[str], line: RowMapping) -> Counted | None:
    """Return the line's next number that is free, None where it has none left."""
    ahead, many = _ahead(line), 1
    while some := list(islice(ahead, many)):
        wanted = [str(number) for number in some]
        taken = set(await work.connection.scalars(numbers.where(numbers.selected_columns.number.in_(wanted))))
        free = next((number for number in some if str(number) not in taken), None)
        if free is not None:
            return free
        many = _LOOKED_AT
    return None


def _ahead(line: RowMapping) -> Iterator[Counted]:
    """Yield the numbers that a line has left."""
    last, by = line["last_number_used"], line["increment_by"]
    start = counted(last or line["starting_number"])
    end = counted(line["ending_number"]) if line["ending_number"] else None
    if start is None:
        return
    for step in count(by if last else 0, by):
        number = start.plus(step)
        if len(str(number)) > LONGEST or (end is not None and number.value > end.value):
            return
        yield number


def nearly_exhausted(code: str, line: Any, number: Counted) -> list[Warned]:
    """Say if a line has reached the number at which to warn."""
    warning = counted(line["warning_number"]) if line["warning_number"] else None
    if warning is None or number.value < warning.value:
        return []
    end = line["ending_number"]
    until, jusque = (f"; it ends at {end}", f" ; elle finit à {end}") if end else ("", "")
    return [
        Warned(
            code=WarningCode.NUMBER_SERIES_NEARLY_EXHAUSTED,
            english=f"The number series {code} has reached {number}{until}. Add a line to it in time.",
            french=f"La souche {code} est arrivée à {number}{jusque}. Ajoutez-y une ligne à temps.",
        )
    ]
