"""Read what a document's pages are made of, inside the transaction that prints or sends it."""

from typing import Any

from sqlalchemy import select

from db.tables import CompanyInformation, PaymentTerms, Salesperson, metadata
from db.unit_of_work import UnitOfWork
from domain.documents.stored import Stored
from domain.documents.totals import VatGroup
from domain.papers.page import Contents

_FIRM = CompanyInformation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_TERMS = PaymentTerms.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_PEOPLE = Salesperson.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_FIRM_FIELDS = {
    "name": "name",
    "address.line1": "address_line1",
    "address.line2": "address_line2",
    "address.city": "city",
    "address.postCode": "post_code",
    "address.county": "county",
    "address.countryCode": "country_code",
    "phone": "phone",
    "email": "email",
    "homePage": "home_page",
    "vatNumber": "vat_number",
}


async def contents_of(work: UnitOfWork, stored: Stored) -> Contents:
    """Return what a document says, and what is printed beside it."""
    values = stored.document.values
    terms = select(_TERMS.c.description).where(_TERMS.c.code == values["paymentTermsCode"])
    person = select(_PEOPLE.c.name).where(_PEOPLE.c.code == values[stored.side.person])
    return Contents(
        side=stored.side,
        type=stored.type,
        number=stored.document.number,
        values=values,
        lines=stored.lines,
        vat=await _vat(work, stored),
        firm=await our_firm(work),
        terms=await work.connection.scalar(terms) or _text(values["paymentTermsCode"]),
        person=await work.connection.scalar(person),
    )


async def our_firm(work: UnitOfWork) -> dict[str, Any]:
    """Return our own firm by the names of the API."""
    row = (await work.connection.execute(select(_FIRM))).mappings().one()
    return {name: row[column] for name, column in _FIRM_FIELDS.items()}


async def _vat(work: UnitOfWork, stored: Stored) -> list[VatGroup]:
    table = metadata.tables[f"{stored.side.table}_vat"]
    query = select(table).where(table.c.document_id == stored.document.id).order_by(table.c.position)
    return [
        VatGroup(
            vat_percent=row["vat_percent"],
            reverse_charge=row["reverse_charge"],
            base=row["base"],
            vat_amount=row["vat_amount"],
        )
        for row in (await work.connection.execute(query)).mappings()
    ]


def _text(value: object) -> str | None:
    return None if value is None else str(value)
