"""Declare purchase documents."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.declaring import about, object_type
from schema.documents.document import Document, DocumentParty
from schema.documents.kinds import PurchaseDocumentType

if TYPE_CHECKING:
    from schema.vendors import Vendor

_Vendor = Annotated["Vendor", strawberry.lazy("schema.vendors")]
_Own = Annotated["PurchaseDocument", strawberry.lazy("schema.documents.purchases")]


@object_type
class PurchaseDocument(Document):
    """A quote, an order or a blanket order with a vendor; a quote also with somebody who is no vendor yet."""

    type: PurchaseDocumentType = about("Quote, order or blanket order.")
    vendor: _Vendor | None = about("Whom we order from; null on a quote of somebody who is no vendor yet.")
    vendor_template_code: str | None = about("What a quote without a vendor takes its terms from.")
    pay_to_vendor: _Vendor | None = about("Who is paid; the vendor unless its billing names another one.")
    buy_from: DocumentParty = about("Whom we order from, as agreed.")
    pay_to: DocumentParty = about("Who is paid, as agreed.")
    purchaser_code: str | None = about("Who of us buys.")
    vendor_reference: str | None = about("The number that the vendor gave the order.")
    valid_until: date | None = about("Quotes only: how long the offer stands.")
    expected_receipt_date: date | None = about("When we expect the goods.")
    made_from: _Own | None = about("The quote or blanket order it was made from.")
    orders: list[_Own] = about("The orders that were made from this quote or blanket order, by number.")
