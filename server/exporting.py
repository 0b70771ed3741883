"""Export contacts from the command line."""

from typing import BinaryIO

from sqlalchemy import Select, literal_column, select

from db.database import open_database
from db.tables import Contact
from db.unit_of_work import unit_of_work
from db.vcards import vcard
from server.app import ensure_schema

_CONTACTS = Contact.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_CARDS: Select[str] = select(literal_column(vcard("contact"))).select_from(_CONTACTS).order_by(_CONTACTS.c.number)


async def export_vcards(url: str, target: BinaryIO) -> int:
    """Write all contacts as vCards, by number; return how many."""
    await ensure_schema(url)
    database = await open_database(url)
    try:
        async with unit_of_work(database) as work:
            cards = list(await work.connection.scalars(_CARDS))
    finally:
        await database.close()
    target.writelines(card.encode() for card in cards)
    return len(cards)
