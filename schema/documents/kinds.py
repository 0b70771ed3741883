"""Declare the kinds of documents, and what can be on a line."""

from enum import StrEnum

from schema.declaring import enum_type

_QUOTE = "What we offer, or ask to be offered; also with somebody who is no {} yet."
_ORDER = "What is ordered."
_BLANKET_ORDER = "What is agreed on and ordered bit by bit."


@enum_type(QUOTE=_QUOTE.format("customer"), ORDER=_ORDER, BLANKET_ORDER=_BLANKET_ORDER)
class SalesDocumentType(StrEnum):
    """The types of sales documents."""

    QUOTE = "QUOTE"
    ORDER = "ORDER"
    BLANKET_ORDER = "BLANKET_ORDER"


@enum_type(QUOTE=_QUOTE.format("vendor"), ORDER=_ORDER, BLANKET_ORDER=_BLANKET_ORDER)
class PurchaseDocumentType(StrEnum):
    """The types of purchase documents."""

    QUOTE = "QUOTE"
    ORDER = "ORDER"
    BLANKET_ORDER = "BLANKET_ORDER"


@enum_type(
    OPEN="Contact and lines may change.",
    RELEASED="Fixed; `reopenDocument` opens it again.",
)
class DocumentStatus(StrEnum):
    """How far a document has come."""

    OPEN = "OPEN"
    RELEASED = "RELEASED"


@enum_type(
    SALES_QUOTE="What we offer.",
    SALES_ORDER="What a customer orders.",
    SALES_BLANKET_ORDER="What a customer agrees to order bit by bit.",
    PURCHASE_QUOTE="What we ask a vendor to offer.",
    PURCHASE_ORDER="What we order.",
    PURCHASE_BLANKET_ORDER="What we agree to order bit by bit.",
    SERVICE_ORDER="Work for a customer.",
)
class DocumentKind(StrEnum):
    """All kinds of documents."""

    SALES_QUOTE = "SALES_QUOTE"
    SALES_ORDER = "SALES_ORDER"
    SALES_BLANKET_ORDER = "SALES_BLANKET_ORDER"
    PURCHASE_QUOTE = "PURCHASE_QUOTE"
    PURCHASE_ORDER = "PURCHASE_ORDER"
    PURCHASE_BLANKET_ORDER = "PURCHASE_BLANKET_ORDER"
    SERVICE_ORDER = "SERVICE_ORDER"


@enum_type(
    COMMENT="A remark, without amounts.",
    ITEM="A thing of the list of items, which supplies price, unit and VAT.",
    RESOURCE="Somebody's work, or the use of a machine.",
    ACCOUNT="An amount for an account of the books.",
)
class DocumentLineType(StrEnum):
    """What a line is about."""

    COMMENT = "COMMENT"
    ITEM = "ITEM"
    RESOURCE = "RESOURCE"
    ACCOUNT = "ACCOUNT"
