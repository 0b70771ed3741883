"""Declare the documents: quotes, orders and blanket orders of sales and of purchases, and service orders.

The three tables are one shape: what they have in common stands here once, each adds whom it is for. Lines and totals by
VAT group have tables of their own, in `db.document_lines`.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from db.cards import Versioned, flag, money, reference, required, search_key, text
from db.types import Day, Id, Instant

TYPES = ("QUOTE", "ORDER", "BLANKET_ORDER")


def _day(**options: Any) -> Any:
    """Declare a calendar date."""
    options.setdefault("nullable", True)
    return Field(default=None, sa_type=Day, **options)


def _gone() -> Any:
    """Declare the key of a contact, which may be deleted: the document stays. Source: reference-documents.md §21."""
    return Field(default=None, sa_type=Id, nullable=True)


class PartyColumns(Versioned):
    """The parties as they were when the document was made: who orders, who is billed, where it goes."""

    party_number: str | None = text(20)
    party_name: str | None = text(100)
    party_name2: str | None = text(50)
    party_contact_name: str | None = text(100)
    party_address_line1: str | None = text(100)
    party_address_line2: str | None = text(50)
    party_city: str | None = text(30)
    party_post_code: str | None = text(20)
    party_county: str | None = text(30)
    party_country_code: str | None = text(10)
    party_phone: str | None = text(30)
    party_email: str | None = text(80)
    party_vat_number: str | None = text(20)
    billing_number: str | None = text(20)
    billing_name: str | None = text(100)
    billing_name2: str | None = text(50)
    billing_contact_name: str | None = text(100)
    billing_address_line1: str | None = text(100)
    billing_address_line2: str | None = text(50)
    billing_city: str | None = text(30)
    billing_post_code: str | None = text(20)
    billing_county: str | None = text(30)
    billing_country_code: str | None = text(10)
    billing_phone: str | None = text(30)
    billing_email: str | None = text(80)
    billing_vat_number: str | None = text(20)
    ship_to_number: str | None = text(20)
    ship_to_name: str | None = text(100)
    ship_to_name2: str | None = text(50)
    ship_to_contact_name: str | None = text(100)
    ship_to_address_line1: str | None = text(100)
    ship_to_address_line2: str | None = text(50)
    ship_to_city: str | None = text(30)
    ship_to_post_code: str | None = text(20)
    ship_to_county: str | None = text(30)
    ship_to_country_code: str | None = text(10)
    ship_to_phone: str | None = text(30)
    ship_to_email: str | None = text(80)
    ship_to_vat_number: str | None = text(20)


class DocumentColumns(PartyColumns):
    """What every document has. `company_contact_id` is the contact whose card is, or would be, the party."""

    number: str = required(20)
    status: str = required(10, default="OPEN")
    contact_id: str | None = _gone()
    contact_number: str | None = text(20)
    contact_name: str | None = text(100)
    company_contact_id: str | None = _gone()
    your_reference: str | None = text(35)
    order_date: date | None = _day()
    document_date: date = _day(nullable=False)
    due_date: date | None = _day()
    currency_code: str = required(10)
    language_code: str = required(20)
    prices_include_vat: bool = flag(default=False)
    payment_terms_code: str | None = text(10)
    invoice_discount_percent: Decimal | None = money()
    invoice_discount_amount: Decimal | None = money()
    amount: Decimal = money(optional=False)
    vat_amount: Decimal = money(optional=False)
    amount_including_vat: Decimal = money(optional=False)
    discount_amount: Decimal = money(optional=False)
    printed_count: int = Field(default=0, nullable=False)
    last_emailed_at: datetime | None = Field(default=None, sa_type=Instant)
    number_key: str = search_key()


def _of(table: str, *parties: str) -> tuple[Any, ...]:
    """Return the checks and indexes of a table of documents; `parties` are its columns that name cards."""
    listed = ("contact_id", parties[0])
    return (
        CheckConstraint("status IN ('OPEN', 'RELEASED')", name=f"ck_{table}_status"),
        CheckConstraint(
            "invoice_discount_percent IS NULL OR invoice_discount_amount IS NULL", name=f"ck_{table}_invoice_discount"
        ),
        *(Index(f"ix_{table}_{column}", column, "number") for column in listed),
        *(Index(f"ix_{table}_{column}", column) for column in ("company_contact_id", *parties[1:])),
        *(Index(f"ix_{table}_{column}", column, "id") for column in ("number", "document_date", "created_at")),
    )


def _typed(table: str) -> tuple[Any, ...]:
    listed = ", ".join(f"'{name}'" for name in TYPES)
    return (
        CheckConstraint(f"type IN ({listed})", name=f"ck_{table}_type"),
        UniqueConstraint("type", "number", name=f"uq_{table}_number"),
    )


class SalesDocument(DocumentColumns, table=True):
    """A quote, an order or a blanket order for a customer; a quote may be for somebody who is no customer yet."""

    __tablename__ = "sales_document"
    __table_args__ = (*_typed("sales_document"), *_of("sales_document", "customer_id", "bill_to_customer_id"))

    type: str = required(15)
    customer_id: str | None = reference("customer.id", index=False)
    bill_to_customer_id: str | None = reference("customer.id", index=False)
    customer_template_code: str | None = text(20)
    salesperson_code: str | None = text(20)
    external_reference: str | None = text(35)
    requested_delivery_date: date | None = _day()
    valid_until: date | None = _day()
    made_from_id: str | None = reference("sales_document.id")


class PurchaseDocument(DocumentColumns, table=True):
    """A quote, an order or a blanket order to a vendor; a quote may be from somebody who is no vendor yet."""

    __tablename__ = "purchase_document"
    __table_args__ = (*_typed("purchase_document"), *_of("purchase_document", "vendor_id", "pay_to_vendor_id"))

    type: str = required(15)
    vendor_id: str | None = reference("vendor.id", index=False)
    pay_to_vendor_id: str | None = reference("vendor.id", index=False)
    vendor_template_code: str | None = text(20)
    purchaser_code: str | None = text(20)
    vendor_reference: str | None = text(35)
    expected_receipt_date: date | None = _day()
    valid_until: date | None = _day()
    made_from_id: str | None = reference("purchase_document.id")


class ServiceOrder(DocumentColumns, table=True):
    """An order of a service for a customer."""

    __tablename__ = "service_order"
    __table_args__ = (
        UniqueConstraint("number", name="uq_service_order_number"),
        *_of("service_order", "customer_id", "bill_to_customer_id"),
    )

    customer_id: str | None = reference("customer.id", index=False)
    bill_to_customer_id: str | None = reference("customer.id", index=False)
    salesperson_code: str | None = text(20)
    description: str | None = text(100)
