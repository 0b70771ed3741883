"""Find what a field of the set-up names by a code or an id, and keep it from changing until the transaction ends."""

from typing import Any

from sqlalchemy import RowMapping, Table, select

from db.tables import metadata
from db.unit_of_work import UnitOfWork
from domain.errors import NotFound, NumberNotAutomatic, Refused, UnknownCode
from domain.fields import RecordField
from domain.ids import key_of
from domain.setup_changes.fields import CodeField

_REFERRED = {"Customer": "customer", "Vendor": "vendor"}


async def column_value(work: UnitOfWork, field: RecordField, value: Any) -> Any:
    """Return what the field's column holds for a checked value.

    Raises:
        Refused: nothing has the code or id, or no numbers are drawn from the series.
    """
    if value is None:
        return None
    if field.listed_in:
        return await _listed(work, field, str(value))
    if field.refers_to:
        return await _referred(work, field.refers_to, str(value))
    return value


async def _listed(work: UnitOfWork, field: RecordField, code: str) -> str:
    table = metadata.tables[str(field.listed_in)]
    row = await _row(work, table, "code", code)
    if row is None:
        raise Refused([UnknownCode(what=table.name.replace("_", " "), value=code)])
    if not isinstance(field, CodeField):
        return code
    if field.draws and not row["automatic"]:
        raise Refused([NumberNotAutomatic(series=code)])
    return str(row["id"])


async def _referred(work: UnitOfWork, type_name: str, public: str) -> str:
    key = key_of(type_name, public)
    if key is None or await _row(work, metadata.tables[_REFERRED[type_name]], "id", key) is None:
        raise Refused([NotFound(what=type_name)])
    return key


async def _row(work: UnitOfWork, table: Table, column: str, value: str) -> RowMapping | None:
    query = select(table).where(table.c[column] == value).with_for_update(read=True)
    return (await work.connection.execute(query)).mappings().first()
