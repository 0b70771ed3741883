"""Change the set-up behind the application's back, as an administrator would through the API."""

from typing import Any

from sqlalchemy import delete, insert, select, update
from uuid_utils import uuid7

from db.database import Database
from db.tables import metadata
from db.unit_of_work import unit_of_work
from domain.change import Kind
from tests.carnet import Carnet

SERIES_OF = {
    Kind.CONTACT: ("marketing_setup", "contact_numbers_id"),
    Kind.CUSTOMER: ("number_setup", "customers_id"),
    Kind.VENDOR: ("number_setup", "vendors_id"),
    Kind.BANK_ACCOUNT: ("number_setup", "bank_accounts_id"),
}
"""The column that names the number series of each kind of record."""


async def set_marketing(carnet: Carnet, **columns: Any) -> None:
    """Set columns of the marketing set-up."""
    await _set(carnet.database, "marketing_setup", columns)


async def unset_relation(carnet: Carnet, kind: Kind) -> None:
    """Take the business relation of a kind of card out of the marketing set-up."""
    await set_marketing(carnet, **{f"{kind.lower()}_relation_id": None})


async def number_with(database: Database, kind: Kind, series: str | None) -> None:
    """Let a series, or none, number the records of a kind."""
    table, column = SERIES_OF[kind]
    await _set(database, table, {column: series})


async def change_series(database: Database, code: str, **columns: Any) -> None:
    """Set columns of a number series."""
    series = metadata.tables["number_series"]
    async with unit_of_work(database) as work:
        await work.connection.execute(update(series).where(series.c.code == code).values(**columns))
        await work.commit()


async def change_line(database: Database, code: str, **columns: Any) -> None:
    """Set columns of every line of a number series."""
    series, lines = metadata.tables["number_series"], metadata.tables["number_series_line"]
    async with unit_of_work(database) as work:
        key = await work.connection.scalar(select(series.c.id).where(series.c.code == code))
        await work.connection.execute(update(lines).where(lines.c.series_id == key).values(**columns))
        await work.commit()


async def add_series(
    database: Database, code: str, *lines: dict[str, Any], automatic: bool = True, manual: bool = True
) -> str:
    """Store a number series with its lines, each by its columns; its key."""
    key = str(uuid7())
    async with unit_of_work(database) as work:
        row = {"id": key, "code": code, "automatic": automatic, "manual": manual}
        await work.connection.execute(insert(metadata.tables["number_series"]), [row])
        for position, line in enumerate(lines, 1):
            row = {"series_id": key, "position": position, "increment_by": 1, **line}
            await work.connection.execute(insert(metadata.tables["number_series_line"]), [row])
        await work.commit()
    return key


async def add_template(carnet: Carnet, kind: Kind, code: str, **columns: Any) -> None:
    """Store a template for customers or vendors, for companies unless said otherwise."""
    row = {"id": str(uuid7()), "code": code, "contact_type": "COMPANY", "prices_include_vat": False, **columns}
    async with unit_of_work(carnet.database) as work:
        await work.connection.execute(insert(metadata.tables[f"{kind.lower()}_template"]), [row])
        await work.commit()


async def only_template(carnet: Carnet, kind: Kind, code: str, **columns: Any) -> None:
    """Store a template and remove all others of its kind."""
    await remove_templates(carnet, kind)
    await add_template(carnet, kind, code, **columns)


async def remove_templates(carnet: Carnet, kind: Kind) -> None:
    """Remove all templates of a kind."""
    async with unit_of_work(carnet.database) as work:
        await work.connection.execute(delete(metadata.tables[f"{kind.lower()}_template"]))
        await work.commit()


async def set_rule(carnet: Carnet, kind: Kind, field: str, direction: str) -> None:
    """Change how a shared field behaves along one kind of link."""
    async with unit_of_work(carnet.database) as work:
        row = {"kind": str(kind), "field": field, "direction": direction}
        await work.connection.execute(insert(metadata.tables["sync_rule"]), [row])
        await work.commit()


async def _set(database: Database, table: str, columns: dict[str, Any]) -> None:
    async with unit_of_work(database) as work:
        await work.connection.execute(update(metadata.tables[table]).values(**columns))
        await work.commit()
