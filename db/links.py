"""Declare what ties a contact to its cards: business relations, and the links that carry synchronisation."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlmodel import Field

from db.cards import Identified, reference, required, text
from db.types import Chars, Id, Instant


class BusinessRelation(Identified, table=True):
    """What a contact can be to us: customer, vendor, bank, lawyer, press …"""

    __tablename__ = "business_relation"

    code: str = required(10, unique=True)
    description: str | None = text(100)


class ContactRelation(Identified, table=True):
    """A business relation given to a contact; with a card it is a link, without one it only classifies.

    The constraints make a double link impossible: a card has one contact at most, a contact one customer and one
    vendor at most, and a row that names a kind names exactly one card, of that kind. Source: product.md §1.1.
    """

    __tablename__ = "contact_relation"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN kind IS NULL THEN customer_id IS NULL AND vendor_id IS NULL AND bank_account_id IS NULL"
            " WHEN kind = 'CUSTOMER' THEN customer_id IS NOT NULL AND vendor_id IS NULL AND bank_account_id IS NULL"
            " WHEN kind = 'VENDOR' THEN customer_id IS NULL AND vendor_id IS NOT NULL AND bank_account_id IS NULL"
            " WHEN kind = 'BANK_ACCOUNT' THEN customer_id IS NULL AND vendor_id IS NULL AND bank_account_id IS NOT NULL"
            " ELSE false END",
            name="ck_contact_relation_card",
        ),
        Index("ix_contact_relation_contact", "contact_id", "kind"),
        *(
            Index(
                f"uq_contact_relation_one_{kind.lower()}",
                "contact_id",
                unique=True,
                sqlite_where=sql(f"kind = '{kind}'"),
                postgresql_where=sql(f"kind = '{kind}'"),
            )
            for kind in ("CUSTOMER", "VENDOR")
        ),
        Index(
            "uq_contact_relation_classification",
            "contact_id",
            "business_relation_id",
            unique=True,
            sqlite_where=sql("kind IS NULL"),
            postgresql_where=sql("kind IS NULL"),
        ),
    )

    contact_id: str = Field(sa_type=Id, foreign_key="contact.id", ondelete="RESTRICT", nullable=False)
    business_relation_id: str = Field(
        sa_type=Id, foreign_key="business_relation.id", ondelete="RESTRICT", nullable=False, index=True
    )
    kind: str | None = Field(default=None, sa_type=Chars(20))
    customer_id: str | None = reference("customer.id", unique=True, index=False)
    vendor_id: str | None = reference("vendor.id", unique=True, index=False)
    bank_account_id: str | None = reference("bank_account.id", unique=True, index=False)
    created_at: datetime = Field(sa_type=Instant, nullable=False)
