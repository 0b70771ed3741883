"""Declare the templates that supply what a contact does not have when it becomes a customer or a vendor.

Columns that a card has too bear the card's names.
"""

from decimal import Decimal

from sqlalchemy import CheckConstraint

from db.cards import Identified, flag, money, reference, required, text


class TemplateColumns(Identified):
    """What both kinds of templates have in common."""

    code: str = required(20, unique=True)
    description: str | None = text(100)
    contact_type: str = required(10, default="COMPANY")
    number_series_id: str | None = reference("number_series.id", index=False)
    country_code: str | None = text(10)
    currency_code: str | None = text(10)
    language_code: str | None = text(20)
    territory_code: str | None = text(10)
    general_business_posting_group: str | None = text(20)
    vat_business_posting_group: str | None = text(20)
    payment_terms_code: str | None = text(10)
    payment_method_code: str | None = text(10)
    prices_include_vat: bool = flag(default=False)


class CustomerTemplate(TemplateColumns, table=True):
    """What a new customer of one type of contact gets where nothing else is known."""

    __tablename__ = "customer_template"
    __table_args__ = (
        CheckConstraint("contact_type IN ('COMPANY', 'PERSON')", name="ck_customer_template_contact_type"),
    )

    salesperson_code: str | None = text(20)
    customer_posting_group: str | None = text(20)
    credit_limit: Decimal | None = money()
    bill_to_customer_id: str | None = reference("customer.id")


class VendorTemplate(TemplateColumns, table=True):
    """What a new vendor gets where nothing else is known."""

    __tablename__ = "vendor_template"
    __table_args__ = (CheckConstraint("contact_type IN ('COMPANY', 'PERSON')", name="ck_vendor_template_contact_type"),)

    purchaser_code: str | None = text(20)
    vendor_posting_group: str | None = text(20)
    pay_to_vendor_id: str | None = reference("vendor.id")
