"""Find which contacts vCards are: by our number, else the only one of the same name and e-mail, else a new one."""

import csv
import io
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from db.unit_of_work import UnitOfWork
from domain.change import Kind
from domain.errors import Refused
from domain.imports.reading import UnreadableFile
from domain.imports.vcards import COLUMNS, rows
from domain.numbering import draw, draws
from domain.setup import read_setup
from domain.tables import TABLES

_CONTACTS = TABLES[Kind.CONTACT]


async def open_cards(work: UnitOfWork, path: Path) -> io.StringIO:
    """Return the cards of a file as CSV, each with a number: a new contact's is drawn from the series for contacts.

    A card without a number, and no series to draw it from, is left without: it is refused as a row.

    Raises:
        UnreadableFile.
    """
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, COLUMNS)
    writer.writeheader()
    for row in rows(_text(path), path.name):
        writer.writerow({**row, "number": row["number"] or await _number(work, row)})
    written.seek(0)
    return written


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except UnicodeDecodeError:
        raise UnreadableFile(f"{path.name} is not UTF-8.") from None


async def _number(work: UnitOfWork, row: Mapping[str, str]) -> str:
    known = select(_CONTACTS.c.number).where(_CONTACTS.c.name == row["name"], _CONTACTS.c.type == row["type"])
    same = known.where(_CONTACTS.c.email.is_not_distinct_from(row["email"] or None)).limit(2)
    found = list(await work.connection.scalars(same))
    return str(found[0]) if len(found) == 1 else await _drawn(work)


async def _drawn(work: UnitOfWork) -> str:
    series = (await read_setup(work)).series[Kind.CONTACT]
    if series is None or not await draws(work, series):
        return ""
    try:
        number, _ = await draw(work, Kind.CONTACT, series, datetime.now(UTC).date())
    except Refused:
        return ""
    return number
