"""Declare sales documents."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.declaring import about, object_type
from schema.documents.document import Document, DocumentParty
from schema.documents.kinds import SalesDocumentType

if TYPE_CHECKING:
    from schema.customers import Customer

_Customer = Annotated["Customer", strawberry.lazy("schema.customers")]
_Own = Annotated["SalesDocument", strawberry.lazy("schema.documents.sales")]


@object_type
class SalesDocument(Document):
    """A quote, an order or a blanket order of a customer; a quote also for somebody who is no customer yet."""

    type: SalesDocumentType = about("Quote, order or blanket order.")
    customer: _Customer | None = about("Who orders; null on a quote for somebody who is no customer yet.")
    customer_template_code: str | None = about("What a quote without a customer takes its terms from.")
    bill_to_customer: _Customer | None = about("Who is invoiced; the customer unless its billing names another one.")
    sell_to: DocumentParty = about("Who orders, as agreed.")
    bill_to: DocumentParty = about("Who is invoiced, as agreed.")
    salesperson_code: str | None = about("Who of us sells.")
    external_reference: str | None = about("The number that the party gave the order.")
    valid_until: date | None = about("Quotes only: how long the offer stands.")
    requested_delivery_date: date | None = about("When the party wants the goods.")
    made_from: _Own | None = about("The quote or blanket order it was made from.")
    orders: list[_Own] = about("The orders that were made from this quote or blanket order, by number.")
