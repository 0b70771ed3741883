"""Carry out an import: read every file, plan, apply once. One transaction; the caller commits."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import insert, select, update
from uuid_utils import uuid7

from db.tables import metadata
from db.unit_of_work import UnitOfWork
from domain.change import CARD_KINDS, Kind, Reason
from domain.creating import NewId, fresh_id
from domain.imports import planning
from domain.imports.columns import RECORDS
from domain.imports.files import Subject, find, is_vcards
from domain.imports.known_cards import open_cards
from domain.imports.link_rows import LinkRow, new_links, read_links
from domain.imports.parsing import Codes, Row, rows_of, unknown_columns
from domain.imports.reading import CsvFile, Watch, open_csv
from domain.imports.results import Issue, Outcome, Result, RowResult
from domain.imports.setup_rows import import_setup
from domain.imports.stock import Stock, load_keys, load_links, load_numbers
from domain.sync.apply import apply
from domain.sync.writes import Link, Signed, Writes
from domain.sync_rules import rules
from domain.tables import link_column

Opened = list[tuple[Subject, CsvFile]]


def _silent(_what: str, _done: int, _of: int | None) -> None:
    """Tell nobody."""


async def import_files(
    work: UnitOfWork, paths: Iterable[Path], signed: Signed, watch: Watch = _silent, new_id: NewId = fresh_id
) -> Result:
    """Bring in the files, or the files of the folders, whose names are known.

    Running it again with the same files changes nothing. Values that are wrong are kept out, kept in `import_issue`,
    and told; blank cells give nothing.

    Raises:
        NothingToImport, UnreadableFile: nothing was written.
    """
    await work.go_through_tables()
    found = find(paths)
    with ExitStack() as stack:
        opened = [
            (subject, CsvFile(path, stack.enter_context(await _open(work, path)))) for subject, path in found.files
        ]
        rows, links, results = await _read(work, opened, stock := Stock(), watch, new_id)
        unknown = [
            (file.name, unknown_columns(RECORDS[subject], file)) for subject, file in opened if subject in RECORDS
        ]
    planned, new, link_results = await _plan(work, rows, links, stock)
    writes = Writes(stock.planned(), list(stock.created.values()), new, reason=Reason.IMPORTED)
    watch("writing", 0, None)
    change_set = await apply(work, writes, signed)
    await _configure_relations(work, new)
    results += [*_record_results(rows, stock, planned), *link_results]
    await _keep_issues(work, [issue for result in results for issue in result.issues], signed)
    touched = {record.id for row in rows for record in [stock.by_number.get((row.kind, row.number))] if record}
    touched |= {link.card.id for link in new if link.card}
    return Result(
        results,
        list(planning.differences(planned, touched)),
        found.passed_over,
        [(name, columns) for name, columns in unknown if columns],
        change_set,
    )


async def _open(work: UnitOfWork, path: Path) -> TextIO:
    return await open_cards(work, path) if is_vcards(path) else open_csv(path)


async def _read(
    work: UnitOfWork, opened: Opened, stock: Stock, watch: Watch, new_id: NewId
) -> tuple[list[Row], list[LinkRow], list[RowResult]]:
    """Read every file in its turn, with the stored records that it names."""
    rows: list[Row] = []
    links: list[LinkRow] = []
    results: list[RowResult] = []
    for subject, file in opened:
        if subject in RECORDS:
            kind = RECORDS[subject]
            own = list(rows_of(kind, file, await _codes(work), watch))
            await load_numbers(work, stock, kind, (row.number for row in own))
            planning.create(own, stock, new_id)
            rows += own
        elif subject is Subject.LINKS:
            links += await read_links(work, stock, file, watch)
        else:
            results += await import_setup(work, subject, file, watch)
    for kind in (Kind.CONTACT, *CARD_KINDS):
        named = (number for row in rows for of, number in row.refers.values() if of is kind)
        await load_numbers(work, stock, kind, named)
    return rows, links, results


async def _plan(
    work: UnitOfWork, rows: list[Row], links: list[LinkRow], stock: Stock
) -> tuple[planning.Planned, list[Link], list[RowResult]]:
    kept = [row for row in rows if not row.refused]
    planning.refer(kept, stock)
    planned = planning.Planned(stock, await load_links(work, stock), await rules(work))
    companies = (row.given["companyId"] for row in kept if row.given.get("companyId"))
    await load_keys(work, stock, Kind.CONTACT, (str(company).partition("-")[2] for company in companies))
    decided = list(new_links(links, stock, planned.links, await _relations(work)))
    planning.relate_primary_contacts(kept, stock, planned.links)
    await planning.change(work, kept, planned)
    new = [_settled(link, stock) for _, link in decided if link]
    return planned, new, [result for result, _ in decided]


def _settled(link: Link, stock: Stock) -> Link:
    """Name the records as they are written: new ones got references after the link was decided."""
    contact = stock.created.get(link.contact.id, link.contact)
    card = link.card and stock.created.get(link.card.id, link.card)
    return replace(link, contact=contact, card=card)


def _record_results(rows: Iterable[Row], stock: Stock, planned: planning.Planned) -> Iterator[RowResult]:
    for row in rows:
        record = stock.by_number.get((row.kind, row.number))
        changed = planned.changed.get(id(row), ())
        if row.refused or record is None:
            outcome = Outcome.REFUSED
        elif record.id in stock.created:
            outcome = Outcome.CREATED
        else:
            outcome = Outcome.UPDATED if changed else Outcome.UNCHANGED
        yield RowResult(row.file, row.line, row.number, outcome, changed, tuple(row.issues))


async def _codes(work: UnitOfWork) -> Codes:
    tables = (metadata.tables["salesperson"], metadata.tables["payment_terms"])
    return {table.name: frozenset(await work.connection.scalars(select(table.c.code))) for table in tables}


async def _relations(work: UnitOfWork) -> dict[str, str]:
    table = metadata.tables["business_relation"]
    rows = await work.connection.execute(select(table.c.code, table.c.id))
    return {row.code: row.id for row in rows}


async def _configure_relations(work: UnitOfWork, new: Iterable[Link]) -> None:
    """Set the relation of a kind of card, where the set-up has none, to the one that most links have."""
    setup = metadata.tables["marketing_setup"]
    for kind in CARD_KINDS:
        counted = Counter(link.relation_key for link in new if link.card and link.card.kind is kind)
        column = setup.c[link_column(kind).replace("_id", "_relation_id")]
        if counted:
            key = counted.most_common(1)[0][0]
            await work.connection.execute(update(setup).where(column.is_(None)).values({column: key}))


async def _keep_issues(work: UnitOfWork, issues: list[Issue], signed: Signed) -> None:
    """Keep what was kept out, once: a later run of the same file tells it again but does not keep it again."""
    table = metadata.tables["import_issue"]
    names = ("file", "line", "record_number", "field", "value", "code")
    columns = [table.c[name] for name in names]
    files = {issue.file for issue in issues}
    stored = {tuple(row) for row in await work.connection.execute(select(*columns).where(table.c.file.in_(files)))}
    new: dict[tuple[Any, ...], dict[str, Any]] = {}
    for issue in issues:
        key = (issue.file, issue.line, issue.number, issue.field, _storable(issue.value), issue.code)
        if key not in stored:
            new[key] = dict(zip(names, key, strict=True)) | {"message": issue.message}
    if new:
        made = [{"id": str(uuid7()), "at": signed.at, **row} for row in new.values()]
        await work.connection.execute(insert(table), made)


def _storable(value: str) -> str:
    """Return a value as any database can hold it: NUL, which none can, shows as the symbol for it."""
    return value.replace("\0", "\u2400")
