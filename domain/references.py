"""Check what a record refers to: codes of the set-up, other records, numbers that must be free."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Table, select, union_all

from db.tables import metadata
from db.unit_of_work import UnitOfWork
from domain.change import Kind, Record, Value
from domain.errors import NotFound, Refusal, UnknownCode
from domain.fields import FIELDS, RecordField
from domain.ids import key_of
from domain.tables import TABLES
from domain.values.folding import fold
from domain.warned import Warned, WarningCode

_CALLED = {"salesperson": "salesperson", "payment_terms": "payment terms"}
_TAXED = (Kind.CONTACT, Kind.CUSTOMER, Kind.VENDOR)


async def dangling(work: UnitOfWork, kind: Kind, changed: Mapping[str, Value]) -> list[Refusal]:
    """Return a refusal for each new code or id that nothing has. What an id names stays until the transaction ends."""
    return [
        refusal.at("input", *field.path)
        for field, value in _referring(kind, changed)
        for refusal in await _missing(work, field, value)
    ]


def _referring(kind: Kind, changed: Mapping[str, Value]) -> Iterator[tuple[RecordField, str]]:
    for name, value in changed.items():
        field = FIELDS[kind][name]
        if value is not None and (field.refers_to or field.listed_in):
            yield field, str(value)


async def _missing(work: UnitOfWork, field: RecordField, value: str) -> list[Refusal]:
    if field.listed_in:
        table = metadata.tables[field.listed_in]
        found = await work.connection.scalar(select(table.c.code).where(table.c.code == value))
        return [] if found else [UnknownCode(what=_CALLED[field.listed_in], value=value)]
    table, key = _table_of(str(field.refers_to)), key_of(str(field.refers_to), value)
    query = select(table.c.id).where(table.c.id == key).with_for_update(read=True, key_share=True)
    found = key and await work.connection.scalar(query)
    return [] if found else [NotFound(what=str(field.refers_to))]


def _table_of(type_name: str) -> Table:
    return {"Contact": TABLES[Kind.CONTACT], "Customer": TABLES[Kind.CUSTOMER], "Vendor": TABLES[Kind.VENDOR]}[
        type_name
    ]


async def shared_vat_number(work: UnitOfWork, changed: Mapping[str, Value], star: Iterable[Record]) -> list[Warned]:
    """Return a warning if a record outside the star has the new VAT number."""
    number = changed.get("vatNumber")
    if number is None:
        return []
    own = {record.id for record in star}
    others = union_all(
        *(
            select(table.c.id, table.c.number).where(table.c.vat_number_key == fold(str(number)))
            for table in (TABLES[kind] for kind in _TAXED)
        )
    )
    rows = (await work.connection.execute(select(others.subquery()))).all()
    numbers = sorted({number for key, number in rows if key not in own})
    return [_vat_number_in_use(numbers)] if numbers else []


def _vat_number_in_use(numbers: list[str]) -> Warned:
    shown = ", ".join(numbers[:5])
    return Warned(
        code=WarningCode.VAT_NUMBER_IN_USE,
        path=("input", "vatNumber"),
        english=f"Other records have this VAT number: {shown}. Check whether they are the same firm.",
        french=f"D'autres enregistrements ont ce numéro de TVA : {shown}. Vérifiez s'il s'agit de la même société.",
    )


async def has_persons(work: UnitOfWork, contact: Record) -> bool:
    """Tell whether persons belong to a company."""
    table = TABLES[Kind.CONTACT]
    query = select(table.c.id).where(table.c.company_id == contact.id).limit(1)
    return await work.connection.scalar(query) is not None
