"""Run an import from the command line and tell what became of it."""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Table

from db.database import open_database
from db.unit_of_work import UnitOfWork, in_transaction
from domain.creating import NewId, fresh_id
from domain.imports.demo import DEMO_COMPANY, demo_id
from domain.imports.results import Difference, Issue, Outcome, Result
from domain.imports.running import import_files
from domain.sync.writes import Signed
from server.app import ensure_schema

_HAS_CONTACTS = "SELECT CASE WHEN EXISTS (SELECT 1 FROM contact) THEN '1' ELSE '0' END"
SHOWN = 20
"""How many kept-out values and differences the terminal shows; `--report` writes all."""


async def run_import(url: str, paths: Iterable[Path], *, actor: str, new_id: NewId = fresh_id) -> Result:
    """Import files in one transaction, with a progress bar where somebody watches.

    Raises:
        NothingToImport, UnreadableFile: nothing was written.
    """
    await ensure_schema(url)
    database = await open_database(url)
    console = Console(stderr=True)
    try:
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed} rows"),
            console=console,
            transient=True,
        ) as progress:
            bars: dict[str, TaskID] = {}

            def watch(what: str, done: int, of: int | None) -> None:
                if what not in bars:
                    bars[what] = progress.add_task(what, total=None)
                progress.update(bars[what], completed=done, total=of)

            async def walk(work: UnitOfWork) -> Result:
                result = await import_files(work, paths, Signed(actor, "import", datetime.now(UTC)), watch, new_id)
                await work.commit()
                return result

            return await in_transaction(database, walk)
    finally:
        await database.close()


async def load_demo(url: str, *, if_empty: bool) -> Result | None:
    """Import the demo company; with `if_empty` only into a database without contacts."""
    await ensure_schema(url)
    if if_empty and await _has_contacts(url):
        return None
    return await run_import(url, [DEMO_COMPANY], actor="demo", new_id=demo_id)


async def _has_contacts(url: str) -> bool:
    database = await open_database(url)
    try:
        return await database.reader.fetch(_HAS_CONTACTS, ()) == b"1"
    finally:
        await database.close()


def tell(result: Result, console: Console) -> None:
    """Print what became of the rows by file, then values kept out and pairs that differ."""
    table = Table("file", *(outcome.lower() for outcome in Outcome), box=None)
    for file, counted in result.counts().items():
        table.add_row(file, *(str(counted[outcome]) for outcome in Outcome))
    console.print(table)
    for file, columns in result.unknown_columns:
        console.print(f"{file}: no field for {', '.join(columns)}", soft_wrap=True, markup=False)
    if result.passed_over:
        console.print(f"passed over: {', '.join(result.passed_over)}", soft_wrap=True, markup=False)
    _tell_some(console, "kept out", [_issue_line(issue) for issue in result.issues()])
    _tell_some(console, "linked, but different", [_difference_line(difference) for difference in result.differences])


def _tell_some(console: Console, title: str, lines: list[str]) -> None:
    if lines:
        console.print(f"\n{title}: {len(lines)}", markup=False, highlight=False)
        for line in lines[:SHOWN]:
            console.print(f"  {line}", soft_wrap=True, markup=False, highlight=False)
        if len(lines) > SHOWN:
            console.print(f"  … and {len(lines) - SHOWN} more; --report FILE writes all.", markup=False)


def _issue_line(issue: Issue) -> str:
    where = f"{issue.file}:{issue.line} {issue.number or ''}".rstrip()
    return f"{where}, {issue.field or 'whole row'}: {issue.message}"


def _difference_line(difference: Difference) -> str:
    pair = f"contact {difference.contact} and {difference.kind} {difference.card}"
    return f"{pair}: {difference.field} is {difference.contact_value!r} and {difference.card_value!r}"


def write_report(result: Result, path: Path) -> None:
    """Write one line per row with its outcome and reasons, then one per difference."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(("file", "line", "number", "outcome", "field", "code", "value", "message"))
        for row in result.rows:
            start = (row.file, row.line, row.number, row.outcome)
            out.writerow((*start, " ".join(row.changed), "", "", ""))
            for issue in row.issues:
                out.writerow((*start, issue.field or "", issue.code, _harmless(issue.value), issue.message))
        for difference in result.differences:
            shown = _difference_line(difference)
            out.writerow(("", "", difference.contact, "DIFFERENT", difference.field, "", difference.card, shown))


def _harmless(value: str) -> str:
    """Keep a spreadsheet from taking a value for a formula. Source: reliability.md §3.4."""
    return f"'{value}" if value.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) else value
