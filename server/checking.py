"""Tell from the command line whether linked cards are equal."""

from db.database import open_database
from db.unit_of_work import unit_of_work
from domain.change import as_text
from domain.consistency import Consistency, Difference, consistency, differences
from server.app import ensure_schema


async def check_database(url: str) -> tuple[Consistency, list[str]]:
    """Compare all linked cards; return the numbers, and a line for each difference."""
    await ensure_schema(url)
    database = await open_database(url)
    try:
        async with unit_of_work(database) as work:
            return await consistency(work), [_line(found) async for found in differences(work)]
    finally:
        await database.close()


def _line(found: Difference) -> str:
    pair = f"contact {found.contact}, {found.kind.lower().replace('_', ' ')} {found.card}"
    ours, theirs = as_text(found.contact_value), as_text(found.card_value)
    return f"{pair}, {found.code}: {ours!r} on the contact, {theirs!r} on the card"
