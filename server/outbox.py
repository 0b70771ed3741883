"""Look at the outbox from the command line, and let e-mails be tried again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from db.database import open_database
from db.unit_of_work import UnitOfWork, in_transaction, unit_of_work
from domain.outbox.delivering import counted, listed, retry
from server.app import ensure_schema


@dataclass(frozen=True)
class Seen:
    """Some e-mails of the outbox, and how many it has by status."""

    emails: list[Mapping[Any, Any]]
    counts: Mapping[str, int]


async def look(url: str, status: str | None, limit: int) -> Seen:
    """Return e-mails, those asked for last first."""
    await ensure_schema(url)
    database = await open_database(url)
    try:
        async with unit_of_work(database) as work:
            return Seen(await listed(work, status, limit), await counted(work))
    finally:
        await database.close()


async def again(url: str, ids: list[str] | None) -> int:
    """Let e-mails be tried again; return how many."""
    keys = None if ids is None else [key for key in set(ids) if _is_key(key)]
    await ensure_schema(url)
    database = await open_database(url)

    async def walk(work: UnitOfWork) -> int:
        count = await retry(work, keys)
        await work.commit()
        return count

    try:
        return await in_transaction(database, walk)
    finally:
        await database.close()


def _is_key(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def show(seen: Seen, console: Console) -> None:
    """Print e-mails as a table, and the counts below it."""
    table = Table("id", "status", "to", "subject", "attempts", "asked for", "reason", box=None)
    for row in seen.emails:
        asked = row["created_at"].strftime("%Y-%m-%d %H:%M")
        cells = (row["id"], row["status"], row["recipient"], row["subject"], str(row["attempts"]), asked)
        table.add_row(*map(_plain, (*cells, row["reason"] or "")))
    if seen.emails:
        console.print(table)
    console.print(", ".join(f"{count} {status}" for status, count in sorted(seen.counts.items())) or "no e-mails")


def _plain(text: str) -> str:
    """Return a text that the terminal takes for nothing but text."""
    return escape("".join(character if character.isprintable() else "\u2400" for character in text))
