"""Declare how lists of documents are filtered and ordered."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import strawberry

from schema.declaring import about, argument, enum_type, input_type
from schema.documents.kinds import DocumentStatus, PurchaseDocumentType, SalesDocumentType
from schema.lists import DateTimeFilter, OrderDirection, StringFilter

OfSales = Annotated[SalesDocumentType | None, argument("Only those of this type.")]
OfPurchases = Annotated[PurchaseDocumentType | None, argument("Only those of this type.")]
_EXPECTED = "By the day on which the goods are {}."


@enum_type(
    NUMBER="By number, character by character.",
    DOCUMENT_DATE="By the date on the document.",
    CREATED_AT="By the time of creation.",
)
class DocumentOrderField(StrEnum):
    """What documents can be ordered by."""

    NUMBER = "NUMBER"
    DOCUMENT_DATE = "DOCUMENT_DATE"
    CREATED_AT = "CREATED_AT"


@input_type
class DocumentOrder:
    """How to order documents."""

    field: DocumentOrderField = about("By what.")
    direction: OrderDirection = about("Up or down.", default=OrderDirection.ASC)


@input_type
class DateFilter:
    """Comparison of days; all of what is given must hold."""

    eq: date | None = about("Exactly then.", default=None)
    lt: date | None = about("Before.", default=None)
    lte: date | None = about("Then or before.", default=None)
    gt: date | None = about("After.", default=None)
    gte: date | None = about("Then or after.", default=None)


@strawberry.input
class DocumentFilter:
    """The conditions that all lists of documents have."""

    number: StringFilter | None = about("By number.", default=None)
    status: DocumentStatus | None = about("Open or released ones only.", default=None)
    contact_id: strawberry.ID | None = about("Those made for exactly this contact.", default=None)
    company_id: strawberry.ID | None = about("Those made for this company contact or a person of it.", default=None)
    order_date: DateFilter | None = about("By the day of the order or quote.", default=None)
    document_date: DateFilter | None = about("By the date on the document.", default=None)
    due_date: DateFilter | None = about("By the day on which it is to be paid.", default=None)
    created_at: DateTimeFilter | None = about("By the time of creation.", default=None)
    updated_at: DateTimeFilter | None = about("By the time of the last change.", default=None)


@input_type
class SalesDocumentFilter(DocumentFilter):
    """Which sales documents; all of what is given must hold."""

    and_: list["SalesDocumentFilter"] | None = about("All of these hold.", name="and", default=None)
    or_: list["SalesDocumentFilter"] | None = about("At least one of these holds.", name="or", default=None)
    not_: "SalesDocumentFilter | None" = about("This does not hold.", name="not", default=None)
    type: SalesDocumentType | None = about("Quotes, orders or blanket orders only.", default=None)
    customer_id: strawberry.ID | None = about("Those of this customer.", default=None)
    valid_until: DateFilter | None = about("By the last day of a quote.", default=None)
    requested_delivery_date: DateFilter | None = about(_EXPECTED.format("wanted"), default=None)


@input_type
class PurchaseDocumentFilter(DocumentFilter):
    """Which purchase documents; all of what is given must hold."""

    and_: list["PurchaseDocumentFilter"] | None = about("All of these hold.", name="and", default=None)
    or_: list["PurchaseDocumentFilter"] | None = about("At least one of these holds.", name="or", default=None)
    not_: "PurchaseDocumentFilter | None" = about("This does not hold.", name="not", default=None)
    type: PurchaseDocumentType | None = about("Quotes, orders or blanket orders only.", default=None)
    vendor_id: strawberry.ID | None = about("Those of this vendor.", default=None)
    valid_until: DateFilter | None = about("By the last day of a quote.", default=None)
    expected_receipt_date: DateFilter | None = about(_EXPECTED.format("expected"), default=None)


@input_type
class ServiceOrderFilter(DocumentFilter):
    """Which service orders; all of what is given must hold."""

    and_: list["ServiceOrderFilter"] | None = about("All of these hold.", name="and", default=None)
    or_: list["ServiceOrderFilter"] | None = about("At least one of these holds.", name="or", default=None)
    not_: "ServiceOrderFilter | None" = about("This does not hold.", name="not", default=None)
    customer_id: strawberry.ID | None = about("Those of this customer.", default=None)
