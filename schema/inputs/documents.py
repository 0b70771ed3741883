"""Declare what documents are made and changed from."""

from datetime import date
from decimal import Decimal

import strawberry
from strawberry import Maybe

from schema.declaring import about, input_type
from schema.documents.kinds import DocumentLineType, PurchaseDocumentType, SalesDocumentType

_CONTACT = "Any contact: of a person, the company that it belongs to is the party, unless the person is one itself."
_TEMPLATE = (
    "Quotes for a contact that is no {} yet: where terms come from. Without it the only one that fits, else none."
)
_VERSION = "The version that was read; refused as CONFLICT if it changed."
_REFERENCE = "At most 35 characters."
_DOCUMENT = "The document."


@input_type
class DocumentLineInput:
    """A line as it shall be. What is left out comes from the item, where there is one."""

    type: DocumentLineType = about("What it is about.", default=DocumentLineType.ITEM)
    item_number: str | None = about("A number of `items`; of a resource or an account, any code.", default=None)
    description: str | None = about("At most 100 characters; only items bring their own.", default=None)
    quantity: Decimal | None = about("How many units; needed but for comments. May be negative.", default=None)
    unit_of_measure: str | None = about("At most 10 characters.", default=None)
    unit_price: Decimal | None = about("Per unit, with VAT where the document's prices include it.", default=None)
    discount_percent: Decimal | None = about("From 0 to 100.", default=None)
    vat_percent: Decimal | None = about("From 0 to 100.", default=None)
    reverse_charge: bool | None = about("The party pays the VAT itself; not so unless given.", default=None)
    allow_invoice_discount: bool | None = about(
        "Takes its share of the invoice discount; so unless given.", default=None
    )
    blanket_position: int | None = about(
        "Of an order made from a blanket order: the line there that it draws on.", default=None
    )


@strawberry.input
class NewDocument:
    """What every new document is made from."""

    contact_id: strawberry.ID = about(_CONTACT)
    currency_code: str | None = about("ISO 4217; the party's unless given, else our own.", default=None)
    prices_include_vat: bool | None = about("As the party's billing says unless given.", default=None)
    your_reference: str | None = about(_REFERENCE, default=None)
    invoice_discount_percent: Decimal | None = about("From 0 to 100; not together with an amount.", default=None)
    invoice_discount_amount: Decimal | None = about("At most what the lines come to.", default=None)
    lines: list[DocumentLineInput] | None = about("The lines in their order.", default=None)


@input_type
class CreateSalesDocumentInput(NewDocument):
    """A new sales document for a contact."""

    type: SalesDocumentType = about("Quote, order or blanket order.")
    customer_template_code: str | None = about(_TEMPLATE.format("customer"), default=None)
    external_reference: str | None = about(_REFERENCE, default=None)
    requested_delivery_date: date | None = about("When the party wants the goods.", default=None)
    valid_until: date | None = about("Quotes only: how long the offer stands.", default=None)


@input_type
class CreatePurchaseDocumentInput(NewDocument):
    """A new purchase document for a contact."""

    type: PurchaseDocumentType = about("Quote, order or blanket order.")
    vendor_template_code: str | None = about(_TEMPLATE.format("vendor"), default=None)
    vendor_reference: str | None = about(_REFERENCE, default=None)
    expected_receipt_date: date | None = about("When we expect the goods.", default=None)
    valid_until: date | None = about("Quotes only: how long the offer stands.", default=None)


@input_type
class CreateServiceOrderInput(NewDocument):
    """A new service order for a contact whose company is a customer."""

    description: str | None = about("What is to be done, at most 100 characters.", default=None)


@input_type
class SetDocumentLinesInput:
    """All lines of an open document as they shall be; those that are not given are gone."""

    document_id: strawberry.ID = about(_DOCUMENT)
    expected_version: int | None = about(_VERSION, default=None)
    lines: list[DocumentLineInput] = about("The lines in their order.")
    invoice_discount_percent: Maybe[Decimal | None] = about("Left out, the invoice discount stays; null takes it away.")
    invoice_discount_amount: Maybe[Decimal | None] = about("Left out, the invoice discount stays; null takes it away.")


@input_type
class SetDocumentContactInput:
    """Another contact for an open document."""

    document_id: strawberry.ID = about(_DOCUMENT)
    expected_version: int | None = about(_VERSION, default=None)
    contact_id: strawberry.ID = about("A contact of the same customer or vendor; of a prospect's quote any contact.")


@input_type
class DocumentInput:
    """A document."""

    document_id: strawberry.ID = about(_DOCUMENT)
    expected_version: int | None = about(_VERSION, default=None)


@input_type
class OrderLineInput:
    """How much of a line of a blanket order is ordered."""

    position: int = about("The line of the blanket order.")
    quantity: Decimal = about("At most what is left of it.")


@input_type
class MakeOrderInput:
    """A quote or blanket order that becomes an order."""

    document_id: strawberry.ID = about("The quote or blanket order.")
    expected_version: int | None = about(_VERSION, default=None)
    customer_template_code: str | None = about(
        "For a quote of somebody who becomes a customer by it, where the quote has no template.", default=None
    )
    vendor_template_code: str | None = about(
        "For a quote of somebody who becomes a vendor by it, where the quote has no template.", default=None
    )
    lines: list[OrderLineInput] | None = about(
        "Blanket orders only: how much of which line; without it, all that is left.", default=None
    )
