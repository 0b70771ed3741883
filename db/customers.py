"""Declare the table of customers."""

from decimal import Decimal

from sqlalchemy import CheckConstraint

from db.cards import (
    TAXED_KEYS,
    TaxedColumns,
    filter_indexes,
    flag,
    money,
    order_indexes,
    reference,
    required,
    search_key,
    text,
)


class Customer(TaxedColumns, table=True):
    """Somebody who buys from us; billing and posting are the customer's own."""

    __tablename__ = "customer"
    __table_args__ = (
        CheckConstraint("contact_type IN ('COMPANY', 'PERSON')", name="ck_customer_contact_type"),
        CheckConstraint("blocked IN ('NONE', 'SHIP', 'INVOICE', 'ALL')", name="ck_customer_blocked"),
        *order_indexes("customer"),
        *filter_indexes("customer", *TAXED_KEYS, shared=("salesperson_code_key",)),
    )

    contact_type: str = required(10, default="COMPANY")
    salesperson_code: str | None = text(20)
    primary_contact_id: str | None = reference("contact.id")
    contact_name: str | None = text(100)
    blocked: str = required(10, default="NONE")
    customer_posting_group: str | None = text(20)
    general_business_posting_group: str | None = text(20)
    vat_business_posting_group: str | None = text(20)
    payment_terms_code: str | None = text(10)
    payment_method_code: str | None = text(10)
    credit_limit: Decimal | None = money()
    prices_include_vat: bool = flag(default=False)
    bill_to_customer_id: str | None = reference("customer.id")
    salesperson_code_key: str = search_key()
