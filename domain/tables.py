"""Say which table keeps which kind of record, and turn its rows into records."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Table

from db.tables import BankAccount, Contact, Customer, Interaction, PurchaseDocument, SalesDocument, ServiceOrder, Vendor
from db.types import Flag, Money
from domain.change import Kind, Record, Value
from domain.documents.fields import DOCUMENT_FIELDS
from domain.fields import FIELDS, RecordField
from domain.ids import PREFIXES, public_id
from domain.interactions.fields import INTERACTION_FIELDS

_MODELS = {
    Kind.CONTACT: Contact,
    Kind.CUSTOMER: Customer,
    Kind.VENDOR: Vendor,
    Kind.BANK_ACCOUNT: BankAccount,
    Kind.SALES_DOCUMENT: SalesDocument,
    Kind.PURCHASE_DOCUMENT: PurchaseDocument,
    Kind.SERVICE_ORDER: ServiceOrder,
    Kind.INTERACTION: Interaction,
}
TYPE_NAMES = {
    Kind.CONTACT: "Contact",
    Kind.CUSTOMER: "Customer",
    Kind.VENDOR: "Vendor",
    Kind.BANK_ACCOUNT: "BankAccount",
    Kind.SALES_DOCUMENT: "SalesDocument",
    Kind.PURCHASE_DOCUMENT: "PurchaseDocument",
    Kind.SERVICE_ORDER: "ServiceOrder",
    Kind.INTERACTION: "Interaction",
}
RECORD_FIELDS: Mapping[Kind, Mapping[str, RecordField]] = {
    **FIELDS,
    **DOCUMENT_FIELDS,
    Kind.INTERACTION: INTERACTION_FIELDS,
}
"""The fields of every kind of record that is changed by a plan."""
TABLES: Mapping[Kind, Table] = {kind: model.__table__ for kind, model in _MODELS.items()}  # type: ignore[attr-defined] # SQLModel makes it at run time
NUMBERS = {Kind.INTERACTION: "entry_number"}
"""The columns that hold what a record is known by, where that is not `number`."""

SEARCH_KEYS: Mapping[Kind, Mapping[str, str]] = {
    kind: {column.name.removesuffix("_key"): column.name for column in table.c if column.name.endswith("_key")}
    for kind, table in TABLES.items()
}
"""For each kind the columns that lists search and sort by in a folded form, with the column that holds that form."""


def link_column(kind: Kind) -> str:
    """Return the column of a link that points at a card of this kind."""
    return f"{kind.lower()}_id"


def record_of(kind: Kind, row: Mapping[Any, Any]) -> Record:
    """Return a stored row as a record."""
    stored_values, references = _reading(kind)
    values = dict(zip(RECORD_FIELDS[kind], stored_values(row), strict=True))
    for field in references:
        values[field.name] = field.load(values[field.name])
    return Record(kind, row["id"], str(row[NUMBERS.get(kind, "number")]), row["version"], values)


@cache
def _reading(kind: Kind) -> tuple[Callable[[Mapping[Any, Any]], tuple[Any, ...]], tuple[RecordField, ...]]:
    """Return what takes the values of all fields from a row, and the fields whose values are not what columns hold."""
    fields = RECORD_FIELDS[kind].values()
    return itemgetter(*(field.column for field in fields)), tuple(field for field in fields if field.refers_to)


def id_of(record: Record) -> str:
    """Return the record's id as clients see it."""
    return public_id(TYPE_NAMES[record.kind], record.id)


def stored(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns and their values for these fields, search keys included."""
    fields = RECORD_FIELDS[kind]
    columns = {fields[name].column: fields[name].store(value) for name, value in values.items()}
    return columns | search_keys(kind, columns)


def value_of(kind: Kind, name: str, text: str | None) -> Value:
    """Return the value of a contact's or a card's field that the journal tells as text."""
    type_ = TABLES[kind].c[RECORD_FIELDS[kind][name].column].type
    if text is not None and isinstance(type_, Flag):
        return text == "true"
    return Decimal(text) if text is not None and isinstance(type_, Money) else text


def search_keys(kind: Kind, columns: Mapping[str, Any]) -> dict[str, str]:
    """Return the folded forms that go with these columns."""
    from domain.values.folding import fold

    keys = SEARCH_KEYS[kind]
    return {keys[column]: fold(value) for column, value in columns.items() if column in keys}


assert set(TYPE_NAMES.values()) <= set(PREFIXES)  # noqa: S101 - a programming error, found on import
