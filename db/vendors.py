"""Declare the table of vendors."""

from sqlalchemy import CheckConstraint

from db.cards import (
    TAXED_KEYS,
    TaxedColumns,
    filter_indexes,
    flag,
    order_indexes,
    reference,
    required,
    search_key,
    text,
)


class Vendor(TaxedColumns, table=True):
    """Somebody we buy from; billing and posting are the vendor's own."""

    __tablename__ = "vendor"
    __table_args__ = (
        CheckConstraint("blocked IN ('NONE', 'PAYMENT', 'ALL')", name="ck_vendor_blocked"),
        *order_indexes("vendor"),
        *filter_indexes("vendor", *TAXED_KEYS, shared=("purchaser_code_key",)),
    )

    purchaser_code: str | None = text(20)
    primary_contact_id: str | None = reference("contact.id")
    contact_name: str | None = text(100)
    blocked: str = required(10, default="NONE")
    vendor_posting_group: str | None = text(20)
    general_business_posting_group: str | None = text(20)
    vat_business_posting_group: str | None = text(20)
    payment_terms_code: str | None = text(10)
    payment_method_code: str | None = text(10)
    prices_include_vat: bool = flag(default=False)
    pay_to_vendor_id: str | None = reference("vendor.id")
    purchaser_code_key: str = search_key()
