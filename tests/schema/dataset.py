"""Store a small firm for the tests of reading: ties, accents, nulls, links, persons, a bank with two accounts."""

from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random
from typing import Any

from sqlalchemy import delete, insert, select, update

from db.database import Database
from db.tables import Item, metadata
from db.unit_of_work import unit_of_work
from domain.change import Record
from tests.carnet import Carnet, Kind

NAMES = (
    "Nordlicht GmbH",
    "Østensjø AS",
    "Ostensjo AS",
    "Zoë",
    "Zoe",
    "100 % Bio_Hof",
    "100 x Bio-Hof",
    r"Back\slash",
    "a'b",
)
CITIES = ("Kiel", None, "Orléans", "ORLEANS", "K%l")
MOMENT = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


async def small_firm(carnet: Carnet, companies: int = 18) -> list[Record]:
    """Store companies, every third with a customer, every fourth with a vendor, and persons; return all contacts."""
    await carnet.set_up()
    contacts = [await _company(carnet, at) for at in range(companies)]
    for at in range(companies // 2):
        given: dict[str, Any] = {"firstName": f"Ann{at % 3}", "lastName": "Ó Mæl"} if at % 2 else {}
        employer = contacts[at % 3] if at % 4 else None
        contacts.append(await carnet.person(employer, name=f"Ann{at % 3} Ó Mæl", phone=None, **given))
    for kind in (Kind.CUSTOMER, Kind.VENDOR, Kind.BANK_ACCOUNT):
        await carnet.add(kind, name="On its own")
    await _stock(carnet.database)
    await _scatter_times(carnet.database)
    return contacts


async def _company(carnet: Carnet, at: int) -> Record:
    name, city = NAMES[at % len(NAMES)], CITIES[at % len(CITIES)]
    contact = await carnet.add(
        Kind.CONTACT,
        name=name,
        address_city=city,
        address_countryCode="DE" if at % 2 else None,
        email=f"{at % 4}@Example.org" if at % 5 else None,
        phone=f"+49 {at % 3}" if at % 4 else None,
        salespersonCode="JR" if at % 6 == 0 else None,
    )
    kinds = [kind for kind, every in ((Kind.CUSTOMER, 3), (Kind.VENDOR, 4), (Kind.BANK_ACCOUNT, 5)) if at % every == 0]
    for kind in kinds + [Kind.BANK_ACCOUNT] * (at == 0):
        await carnet.add(kind, linked=contact)
    return contact


async def _stock(database: Database) -> None:
    async with unit_of_work(database) as work:
        for at, price in enumerate(("0", "1.5", "-0.00001", "123456789.12345")):
            key = f"00000000-0000-7000-8000-0000000003{at:02}"
            await work.connection.execute(
                insert(Item),
                {"id": key, "number": f"I{at}", "description": "Thing", "blocked": bool(at % 2)}
                | dict.fromkeys(("unit_price", "unit_cost", "vat_percent"), _decimal(price)),
            )
        await work.commit()


def _decimal(text: str) -> Any:
    from decimal import Decimal

    return Decimal(text)


async def _scatter_times(database: Database) -> None:
    """Give records times with ties, some at a whole second."""
    async with unit_of_work(database) as work:
        for table in (metadata.tables["contact"], metadata.tables["customer"]):
            keys = (await work.connection.scalars(select(table.c.id).order_by(table.c.id))).all()
            for at, key in enumerate(keys):
                moment = MOMENT + timedelta(microseconds=(at % 4) * 876_544)
                times = {"updated_at": moment, "created_at": MOMENT - timedelta(days=at % 3)}
                await work.connection.execute(update(table).where(table.c.id == key).values(times))
        await work.commit()


async def copy_rows(source: Database, target: Database) -> None:
    """Make the target hold exactly the rows of the source, ids included."""
    async with unit_of_work(source) as reading, unit_of_work(target) as writing:
        for table in reversed(metadata.sorted_tables):
            await writing.connection.execute(delete(table))
        for table in metadata.sorted_tables:
            found = [dict(row) for row in (await reading.connection.execute(select(table))).mappings()]
            own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
            found.sort(key=lambda row, own=own: [row[name] is not None for name in own])  # type: ignore[misc] # bound
            for row in found:
                await writing.connection.execute(insert(table), row)
        await writing.commit()


async def rows(database: Database, table: str) -> list[dict[str, Any]]:
    """Return all rows of a table as they are stored."""
    async with unit_of_work(database) as work:
        return [dict(row) for row in (await work.connection.execute(select(metadata.tables[table]))).mappings()]


HOSTILE = "aß'\"\\/%_\u00e9e\u0301\u2028\ufffd😀{}[]$:,<>&\u00a0\tZ"


async def scatter_values(database: Database) -> None:
    """Give contacts and customers texts and numbers that are hard to write as JSON, always the same ones."""
    drawn = Random(7)
    async with unit_of_work(database) as work:
        for table, texts in (("contact", ("name2", "fax", "job_title")), ("customer", ("name2", "fax"))):
            stored = metadata.tables[table]
            for key in (await work.connection.scalars(select(stored.c.id).order_by(stored.c.id))).all():
                values: dict[str, Any] = {
                    name: "".join(drawn.choices(HOSTILE, k=drawn.randint(1, 30))) for name in texts
                }
                if table == "customer":
                    values["credit_limit"] = drawn.choice([None, _decimal(f"{drawn.randint(-(10**17), 10**17)}e-5")])
                await work.connection.execute(update(stored).where(stored.c.id == key).values(values))
        await work.commit()


ORDERINGS = [
    [{"field": field, "direction": direction}]
    for field, direction in product(("NUMBER", "NAME", "CITY", "UPDATED_AT", "CREATED_AT"), ("ASC", "DESC"))
]
