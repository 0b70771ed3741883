"""Bring in the set-up that records refer to: salespeople, payment terms, items, business relations."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update
from uuid_utils import uuid7

from db.unit_of_work import UnitOfWork
from domain.errors import Refusal, Refused, Required
from domain.imports.files import Subject
from domain.imports.parsing import wrong_length
from domain.imports.reading import CsvFile, Line, Watch
from domain.imports.results import Issue, Outcome, RowResult
from domain.imports.setup_columns import SETUP, SetupTable


async def import_setup(work: UnitOfWork, subject: Subject, file: CsvFile, watch: Watch) -> list[RowResult]:
    """Create or update a row of the table for each row of the file.

    Raises:
        UnreadableFile.
    """
    setup = SETUP[subject]
    file.require(setup.key, *setup.needs)
    stored = {row[setup.key]: row for row in (await work.connection.execute(select(setup.table))).mappings()}
    seen: dict[str, Mapping[str, Any]] = dict(stored)
    results = []
    for line in file.lines(watch):
        values, issues = _values(setup, file, line)
        number = str(values.get(setup.key, ""))
        outcome = (
            Outcome.REFUSED if any(issue.field is None for issue in issues) else _outcome(seen.get(number), values)
        )
        await _write(work, setup, outcome, values)
        if outcome is not Outcome.REFUSED:
            seen[number] = {**seen.get(number, {}), **values}
        results.append(RowResult(file.name, line.number, number, outcome, (), tuple(issues)))
    return results


def _values(setup: SetupTable, file: CsvFile, line: Line) -> tuple[dict[str, Any], list[Issue]]:
    if refusal := wrong_length(file, line):
        return {}, [_kept_out(file, line, None, None, ",".join(line.cells), refusal)]
    values: dict[str, Any] = {}
    issues: list[Issue] = []
    cells = dict(zip(file.columns, line.cells, strict=True))
    for column, take in setup.columns.items():
        cell = cells.get(column, "").strip()
        try:
            values |= take(cell) if cell else {}
        except Refused as refused:
            issues += [_kept_out(file, line, values, column, cell, refusal) for refusal in refused.refusals]
    missing = [name for name in (setup.key, *setup.needs) if values.get(name) is None]
    if missing:
        issues.append(_kept_out(file, line, None, None, ",".join(line.cells), Required(path=(missing[0],))))
    return values, issues


def _kept_out(
    file: CsvFile, line: Line, values: Mapping[str, Any] | None, name: str | None, cell: str, refusal: Refusal
) -> Issue:
    number = next(iter((values or {}).values()), None)
    return Issue(file.name, line.number, number, name, cell, refusal)


def _outcome(stored: Mapping[str, Any] | None, values: Mapping[str, Any]) -> Outcome:
    if stored is None:
        return Outcome.CREATED
    same = all(stored.get(name) == value for name, value in values.items())
    return Outcome.UNCHANGED if same else Outcome.UPDATED


async def _write(work: UnitOfWork, setup: SetupTable, outcome: Outcome, values: Mapping[str, Any]) -> None:
    if outcome is Outcome.CREATED:
        await work.connection.execute(insert(setup.table).values(id=str(uuid7()), **values))
    elif outcome is Outcome.UPDATED:
        key = setup.table.c[setup.key]
        await work.connection.execute(update(setup.table).where(key == values[setup.key]).values(**values))
