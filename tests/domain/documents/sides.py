"""Ask the same of sales and of purchases: what their fields are called, and who is whose mirror image."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.tables import metadata
from db.unit_of_work import unit_of_work
from domain.change import Kind, Record
from domain.documents.lines import Line
from domain.documents.stored import lines_of, read_document, side_of
from tests.carnet import Carnet, id_of

PARTY = """number name name2 contactName phone email vatNumber
  address { line1 line2 city postCode county countryCode }"""


@dataclass(frozen=True)
class Mirrored:
    """One side's words."""

    word: str
    kind: Kind
    card_kind: Kind
    card: str
    billing_card: str
    party: str
    billing: str
    template: str
    on: str

    @property
    def not_related(self) -> str:
        return f"CONTACT_NOT_RELATED_TO_{self.card_kind}"

    @property
    def shown(self) -> str:
        """Return what tests look at, by the same names on both sides."""
        return f"""id number status version contactNumber currencyCode pricesIncludeVat paymentTermsCode dueDate
          contact {{ number }} card: {self.card} {{ number }} billingCard: {self.billing_card} {{ number }}
          template: {self.template} party: {self.party} {{ {PARTY} }} billing: {self.billing} {{ {PARTY} }}
          shipTo {{ {PARTY} }} madeFrom {{ number }} partyChangedSince
          lines {{ position description quantity unitPrice amount amountIncludingVat quantityLeft blanketPosition }}
          totals {{ amount vatAmount amountIncludingVat invoiceDiscountAmount }}"""

    def show(self) -> str:
        """Return the selection of an interface field."""
        return f"... on {self.on} {{ {self.shown} }}"


SALES = Mirrored(
    "sales", Kind.SALES_DOCUMENT, Kind.CUSTOMER, "customer", "billToCustomer", "sellTo", "billTo",
    "customerTemplateCode", "SalesDocument",
)  # fmt: skip
PURCHASE = Mirrored(
    "purchase", Kind.PURCHASE_DOCUMENT, Kind.VENDOR, "vendor", "payToVendor", "buyFrom", "payTo",
    "vendorTemplateCode", "PurchaseDocument",
)  # fmt: skip
BOTH = [SALES, PURCHASE]


async def firm(carnet: Carnet, side: Mirrored, **values: Any) -> tuple[Record, Record]:
    """Store a company with a card of this side; contact and card."""
    contact = await carnet.add(Kind.CONTACT, **values)
    return contact, await carnet.add(side.card_kind, linked=contact)


async def kept(carnet: Carnet, document: dict[str, Any]) -> tuple[Record, tuple[Line, ...]]:
    """Return a document as it is stored, with its lines."""
    side, key = side_of(document["id"])
    async with unit_of_work(carnet.database) as work:
        return await read_document(work, document["id"]), await lines_of(work, side, key)


async def numbers(carnet: Carnet, table: str) -> list[str]:
    """Return the numbers of a table's rows."""
    rows = metadata.tables[table]
    async with unit_of_work(carnet.database) as work:
        return sorted(await work.connection.scalars(select(rows.c.number)))


__all__ = ["BOTH", "PURCHASE", "SALES", "Mirrored", "firm", "id_of", "kept", "numbers"]
