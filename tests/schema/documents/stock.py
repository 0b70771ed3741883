"""Store documents of all kinds for the tests of reading: ties, nulls, blanket orders partly ordered, changed cards."""

from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import insert, select

from db.database import Database
from db.tables import metadata
from db.unit_of_work import unit_of_work
from tests.carnet import NOW

TYPES = ("QUOTE", "ORDER", "BLANKET_ORDER")
PARTIES = {
    "sales_document": ("customer", "customer_id"),
    "purchase_document": ("vendor", "vendor_id"),
    "service_order": ("customer", "customer_id"),
}
DAY = date(2026, 2, 27)


async def some_documents(database: Database, each: int = 7) -> None:
    """Store documents for the first customers and vendors, made for the first contacts; some for nobody's card."""
    async with unit_of_work(database) as work:
        contacts = await _first(work, "contact")
        for block, (table, (card, column)) in enumerate(PARTIES.items(), 4):
            cards = await _first(work, card)
            for at in range(each):
                contact, named = contacts[at % len(contacts)], cards[at % len(cards[:2])]
                row = _row(block, at, contact, {column: named} if at % 4 else {}, named)
                if table != "service_order":
                    made_from = _key(block, 2) if at in {4, 5} else None  # the first blanket order
                    row |= {"type": "ORDER" if made_from else TYPES[at % 3], "made_from_id": made_from}
                await _insert(work, table, {**row, **({column: row[column]["id"]} if column in row else {})})
                await _lines(work, table, row["id"], at)
                await _papers(work, row["id"], at % 3 or 1)
        await work.commit()


def _key(block: int, at: int) -> str:
    return f"00000000-0000-7000-8000-00000000{block:02}{at:02}"


def _row(block: int, at: int, contact: Any, card: dict[str, Any], shown: Any) -> dict[str, Any]:
    """Return a document; the party's name is as on the card of every other one."""
    amounts = {"amount": Decimal("12.5"), "vat_amount": Decimal("2.38"), "amount_including_vat": Decimal("14.88")}
    return {
        "id": _key(block, at),
        "version": 1,
        "created_at": NOW + timedelta(seconds=at // 2),
        "updated_at": NOW,
        "number": f"D{at // 3}{at}",
        "number_key": f"d{at // 3}{at}",
        "status": "RELEASED" if at % 5 == 0 else "OPEN",
        "contact_id": contact["id"] if at != 6 else _key(99, 99),
        "contact_number": contact["number"],
        "company_contact_id": contact["id"],
        "document_date": DAY + timedelta(days=at % 3),
        "due_date": DAY + timedelta(days=30) if at % 2 else None,
        "currency_code": "EUR",
        "language_code": "fr-FR",
        "prices_include_vat": at % 2 == 0,
        "discount_amount": Decimal(0),
        "printed_count": at,
        "last_emailed_at": NOW if at == 1 else None,
        "party_name": shown["name"] if at % 2 else "As it was",
        "party_city": shown["city"],
        "ship_to_contact_name": "Ann",
        **amounts,
        **card,
    }


async def _lines(work: Any, table: str, key: str, at: int) -> None:
    ordering = {"blanket_position": 1} if at in {4, 5} and table != "service_order" else {}
    amounts = {"amount": Decimal("12.5"), "amount_including_vat": Decimal("14.88")}
    line = {"document_id": key, "reverse_charge": at % 3 == 0, "allow_invoice_discount": at % 4 != 0}
    priced = {
        "type": "ITEM",
        "item_number": "I0",
        "description": "Thing",
        "quantity": Decimal(7 if ordering else 10) - at,
        **amounts,
    }
    await _insert(work, f"{table}_line", {**line, "position": 1, **priced, **ordering})
    await _insert(work, f"{table}_line", {**line, "position": 2, "type": "COMMENT", "description": "Thank you"})
    for position, percent in enumerate(("7", "19"), 1):
        group = {"vat_percent": Decimal(percent), "base": Decimal(5), "vat_amount": Decimal("-0.5")}
        await _insert(work, f"{table}_vat", {"document_id": key, "position": position, **group})


async def _papers(work: Any, document: str, count: int) -> None:
    """Store papers, made at the same moment."""
    for at in range(count):
        content = f"%PDF {at}".encode()
        hashed = {"sha256": sha256(content).hexdigest(), "size": len(content), "content": content}
        named = {"id": str(uuid5(UUID(document), str(at))), "document_id": document, "document_version": at + 1}
        made = {"name": f"Quote {at}", "actor": "tests", "created_at": NOW}
        await _insert(work, "paper", {**named, **hashed, **made})


async def _insert(work: Any, table: str, row: dict[str, Any]) -> None:
    blank = {"amount": Decimal(0), "amount_including_vat": Decimal(0), "reverse_charge": False}
    columns = metadata.tables[table].c
    filled = {name: value for name, value in blank.items() if name in columns and name not in row}
    await work.connection.execute(insert(metadata.tables[table]), [{**filled, **row}])


async def _first(work: Any, table: str) -> list[Any]:
    rows = metadata.tables[table]
    query = select(rows.c.id, rows.c.number, rows.c.name, rows.c.city).order_by(rows.c.number).limit(3)
    return list((await work.connection.execute(query)).mappings())
