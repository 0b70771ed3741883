"""Say which columns of the set-up's tables a column of their files fills: salespeople, payment terms, items, relations.

Of payment terms only the due date is kept. Discounts for early payment have no field; their columns are reported so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from sqlalchemy import Table

from db.tables import BusinessRelation, Item, PaymentTerms, Salesperson
from domain.change import Value
from domain.imports.files import Subject
from domain.imports.translations import due_date, money, percent, truth, vat_group
from domain.values.emails import email
from domain.values.phones import phone
from domain.values.texts import code, text

Take: TypeAlias = Callable[[str], Mapping[str, Value]]
"""Return what a cell puts in which columns. Raises Refused."""


@dataclass(frozen=True)
class SetupTable:
    """A table, the column that rows are known by, what else a row must have, and what fills its columns."""

    table: Table
    key: str
    needs: tuple[str, ...]
    columns: Mapping[str, Take]


def _into(column: str, check: Callable[[str], Value]) -> Take:
    return lambda cell: {column: check(cell)}


def _text(column: str, limit: int = 100) -> Take:
    return _into(column, partial(text, limit=limit))


def _code(column: str, limit: int) -> Take:
    return _into(column, partial(code, limit=limit))


def _table(model: type, key: str, needs: tuple[str, ...], **columns: Take) -> SetupTable:
    return SetupTable(model.__table__, key, needs, columns)  # type: ignore[attr-defined] # SQLModel makes it at run time


SETUP: Mapping[Subject, SetupTable] = {
    Subject.SALESPEOPLE: _table(
        Salesperson,
        "code",
        ("name",),
        code=_code("code", 20),
        name=_text("name"),
        email=_into("email", email),
        phone=_into("phone", phone),
    ),
    Subject.PAYMENT_TERMS: _table(
        PaymentTerms,
        "code",
        (),
        code=_code("code", 10),
        description=_text("description"),
        due_date_calculation=due_date,
    ),
    Subject.ITEMS: _table(
        Item,
        "number",
        ("description",),
        number=_code("number", 20),
        description=_text("description"),
        unit_price=_into("unit_price", money),
        unit_cost=_into("unit_cost", money),
        base_unit=_code("unit_of_measure", 10),
        vat_prod_posting_group=_into("vat_percent", vat_group),
        vat_percent=_into("vat_percent", percent),
        blocked=_into("blocked", truth),
    ),
    Subject.BUSINESS_RELATIONS: _table(
        BusinessRelation, "code", (), code=_code("code", 10), description=_text("description")
    ),
}
