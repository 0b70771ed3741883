"""Save the templates of customers and vendors. Their fields are checked like those of the cards that they fill."""

from collections.abc import Iterator

from sqlalchemy import Table

from db.tables import CustomerTemplate, VendorTemplate
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome
from domain.change import Kind
from domain.errors import InvalidValue
from domain.fields import FIELDS, RecordField
from domain.setup_changes.fields import by_name, code_field, like, listed_field, text_field
from domain.setup_changes.saving import Noun, SetupCall, drafted, finish

_BUYS_AND_SELLS = {Kind.CUSTOMER: "salespersonCode", Kind.VENDOR: "purchaserCode"}


def _fields(kind: Kind) -> Iterator[RecordField]:
    yield code_field("code", 20, required=True)
    yield text_field("description", 100)
    yield like(Kind.CUSTOMER, "contactType")
    yield listed_field("numberSeriesCode", "number_series", 20, "number_series_id", draws=True)
    yield like(kind, "address.countryCode", "countryCode")
    for name in ("currencyCode", "languageCode", "territoryCode", _BUYS_AND_SELLS[kind]):
        yield like(kind, name)
    yield from (field for name, field in FIELDS[kind].items() if name.startswith("billing."))


def _template(kind: Kind, table: Table) -> Noun:
    return Noun(table, by_name(*_fields(kind)), key="code")


_CUSTOMERS = _template(Kind.CUSTOMER, CustomerTemplate.__table__)  # type: ignore[attr-defined] # SQLModel makes it
_VENDORS = _template(Kind.VENDOR, VendorTemplate.__table__)  # type: ignore[attr-defined] # SQLModel makes it


async def save_customer_template(work: UnitOfWork, call: SetupCall) -> Outcome:
    """Create or change a template of customers; the caller commits."""
    return await finish(work, await drafted(work, _CUSTOMERS, call.given))


async def save_vendor_template(work: UnitOfWork, call: SetupCall) -> Outcome:
    """Create or change a template of vendors; the caller commits."""
    draft = await drafted(work, _VENDORS, call.given)
    if draft.columns.get("contact_type") == "PERSON":
        draft.refusals.append(
            InvalidValue(
                path=("input", "contactType"),
                reason="A vendor is a company. Leave the type of contact out, or choose COMPANY.",
                raison="Un fournisseur est une société. Omettez le type de contact, ou choisissez COMPANY.",
            )
        )
    return await finish(work, draft)
