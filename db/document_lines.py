"""Declare the lines of documents, and what a document comes to by VAT group."""

from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from db.cards import flag, money, required, text
from db.types import Id


def _document(table: str) -> Any:
    """Declare the document that a row belongs to."""
    return Field(sa_type=Id, foreign_key=f"{table}.id", ondelete="RESTRICT", primary_key=True)


def _type(table: str) -> CheckConstraint:
    return CheckConstraint("type IN ('COMMENT', 'ITEM', 'RESOURCE', 'ACCOUNT')", name=f"ck_{table}_line_type")


class LineColumns(SQLModel):
    """One line; its position counts from 1. Amounts are what is left after the discounts of line and invoice.

    `blanket_position` is the line of the blanket order that a line of an order made from it draws on.
    """

    type: str = required(10)
    item_number: str | None = text(20)
    description: str = required(100)
    quantity: Decimal | None = money()
    unit_of_measure: str | None = text(10)
    unit_price: Decimal | None = money()
    discount_percent: Decimal | None = money()
    vat_percent: Decimal | None = money()
    reverse_charge: bool = flag(default=False)
    allow_invoice_discount: bool = flag(default=True)
    blanket_position: int | None = Field(default=None)
    amount: Decimal = money(optional=False)
    amount_including_vat: Decimal = money(optional=False)


class VatColumns(SQLModel):
    """What the lines of one VAT group come to."""

    vat_percent: Decimal = money(optional=False)
    reverse_charge: bool = flag(default=False)
    base: Decimal = money(optional=False)
    vat_amount: Decimal = money(optional=False)


class SalesDocumentLine(LineColumns, table=True):
    """A line of a sales document."""

    __tablename__ = "sales_document_line"
    __table_args__ = (_type("sales_document"),)

    document_id: str = _document("sales_document")
    position: int = Field(primary_key=True)


class PurchaseDocumentLine(LineColumns, table=True):
    """A line of a purchase document."""

    __tablename__ = "purchase_document_line"
    __table_args__ = (_type("purchase_document"),)

    document_id: str = _document("purchase_document")
    position: int = Field(primary_key=True)


class ServiceOrderLine(LineColumns, table=True):
    """A line of a service order."""

    __tablename__ = "service_order_line"
    __table_args__ = (_type("service_order"),)

    document_id: str = _document("service_order")
    position: int = Field(primary_key=True)


class SalesDocumentVat(VatColumns, table=True):
    """A VAT group of a sales document."""

    __tablename__ = "sales_document_vat"

    document_id: str = _document("sales_document")
    position: int = Field(primary_key=True)


class PurchaseDocumentVat(VatColumns, table=True):
    """A VAT group of a purchase document."""

    __tablename__ = "purchase_document_vat"

    document_id: str = _document("purchase_document")
    position: int = Field(primary_key=True)


class ServiceOrderVat(VatColumns, table=True):
    """A VAT group of a service order."""

    __tablename__ = "service_order_vat"

    document_id: str = _document("service_order")
    position: int = Field(primary_key=True)
