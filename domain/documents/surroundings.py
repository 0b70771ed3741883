"""Read what a document depends on beside its party: our own firm, terms of payment, templates."""

from typing import Any

from sqlalchemy import select

from db.tables import CompanyInformation, PaymentTerms
from db.unit_of_work import UnitOfWork
from domain.calls import Walk
from domain.documents.drafts import Terms
from domain.documents.headers import Firm
from domain.documents.parties import Party
from domain.documents.sides import Side
from domain.errors import Refusal, Refused
from domain.templates import NONE, Template, fitting_template, named_template

_FIRM = CompanyInformation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_TERMS = PaymentTerms.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_ADDRESS = {
    "address.line1": "address_line1",
    "address.line2": "address_line2",
    "address.city": "city",
    "address.postCode": "post_code",
    "address.county": "county",
    "address.countryCode": "country_code",
}
_FIRM_FIELDS = {
    **_ADDRESS,
    "name": "name",
    "phone": "phone",
    "email": "email",
    "vatNumber": "vat_number",
    "currencyCode": "currency_code",
    "languageCode": "language_code",
}


async def own_firm(work: UnitOfWork) -> Firm:
    """Return our own firm."""
    row = (await work.connection.execute(select(_FIRM))).mappings().one()
    return Firm({name: row[column] for name, column in _FIRM_FIELDS.items()})


async def terms(work: UnitOfWork, code: Any) -> Terms:
    """Return terms of payment; without any, a document falls due on its day."""
    query = select(_TERMS.c.due_days, _TERMS.c.end_of_month).where(_TERMS.c.code == code)
    row = (await work.connection.execute(query)).first() if code is not None else None
    return Terms(row.due_days, row.end_of_month) if row else Terms()


async def template_of(walk: Walk, side: Side, party: Party, code: str | None) -> tuple[Template, tuple[Refusal, ...]]:
    """Return what stands in for the card of a prospect: the template that is named, else the only one that fits.

    It must fit the company, which the card will be made from. Source: reference-documents.md §5.4, §24 W18.
    """
    if party.card is not None or side.template is None:
        return NONE, ()
    contact_type, path = str(party.company.values["type"]), side.template_path
    try:
        named = await named_template(walk.work, side.card_kind, code, contact_type, path)
    except Refused as refused:
        return NONE, refused.refusals
    if named is not NONE:
        return named, ()
    template, warnings = await fitting_template(walk.work, side.card_kind, contact_type, path)
    walk.warnings += warnings
    return template, ()
