"""Find what to ask each contender with: the same contacts and the same pages, by the ids and cursors of its own."""

import asyncio
from collections.abc import Iterator
from contextlib import closing

import asyncpg

from benchmarks.contenders import Contender
from benchmarks.operations import Pool
from benchmarks.rows import Sizes
from db.database import parse_url
from db.sqlite_library import sqlite3

IDS = 3_000
"""At most so many contacts are edited or read by number."""
LINKED = f"""SELECT c.number FROM contact c JOIN contact_relation r ON r.contact_id = c.id
    WHERE r.kind = 'BANK_ACCOUNT' ORDER BY c.number LIMIT {IDS}"""


def linked_numbers(url: str) -> list[str]:
    """Return the numbers of contacts that have all three cards: those with a bank account."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "postgresql":
        return asyncio.run(_postgresql_column(url, LINKED))
    with closing(sqlite3.connect(parsed.database)) as connection:
        return [number for (number,) in connection.execute(LINKED)]


async def _postgresql_column(url: str, statement: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        return [number for (number,) in await connection.fetch(statement)]
    finally:
        await connection.close()


def pool_of(contender: Contender, numbers: list[str], sizes: Sizes) -> Pool:
    """Ask a contender for ids and cursors. Pages of companies begin among those that have persons."""
    ids = [contender.ask("Q1", {"number": number})["contact"]["id"] for number in numbers]
    return Pool(
        numbers=numbers,
        ids=ids,
        name_cursors=list(_cursors(contender, "NameCursors", sizes.contacts)),
        company_cursors=list(_cursors(contender, "CompanyCursors", sizes.companies_with_persons)),
    )


def _cursors(contender: Contender, operation: str, rows: int) -> Iterator[str | None]:
    """Yield the beginning, and the end of each page of 200 while a whole page of 50 of the first `rows` follows."""
    after, place = None, 0
    yield after
    while (place := place + 200) + 50 <= rows:
        page = contender.ask(operation, {"after": after})["contacts"]["pageInfo"]
        after = page["endCursor"]
        yield after
