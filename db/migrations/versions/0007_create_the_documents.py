"""Create the documents of sales, purchases and services, with their lines and what they come to by VAT group.

Revision: 0007, after 0006.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db import types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TYPES = "type IN ('QUOTE', 'ORDER', 'BLANKET_ORDER')"
PARTIES = ("party", "billing", "ship_to")
PARTY = (
    ("number", 20),
    ("name", 100),
    ("name2", 50),
    ("contact_name", 100),
    ("address_line1", 100),
    ("address_line2", 50),
    ("city", 30),
    ("post_code", 20),
    ("county", 30),
    ("country_code", 10),
    ("phone", 30),
    ("email", 80),
    ("vat_number", 20),
)
TABLES = {
    "sales_document": ("customer", ("customer_id", "bill_to_customer_id")),
    "purchase_document": ("vendor", ("vendor_id", "pay_to_vendor_id")),
    "service_order": ("customer", ("customer_id", "bill_to_customer_id")),
}
OWN: dict[str, tuple[tuple[str, Any], ...]] = {
    "sales_document": (
        ("customer_template_code", types.Chars(20)),
        ("salesperson_code", types.Chars(20)),
        ("external_reference", types.Chars(35)),
        ("requested_delivery_date", types.Day()),
        ("valid_until", types.Day()),
        ("made_from_id", types.Id()),
    ),
    "purchase_document": (
        ("vendor_template_code", types.Chars(20)),
        ("purchaser_code", types.Chars(20)),
        ("vendor_reference", types.Chars(35)),
        ("expected_receipt_date", types.Day()),
        ("valid_until", types.Day()),
        ("made_from_id", types.Id()),
    ),
    "service_order": (("salesperson_code", types.Chars(20)), ("description", types.Chars(100))),
}


def upgrade() -> None:
    for table, (card, parties) in TABLES.items():
        _create_documents(table, card, parties)
        _create_lines(table)
        _create_vat(table)


def _create_documents(table: str, card: str, parties: tuple[str, str]) -> None:
    typed = table != "service_order"
    op.create_table(
        table,
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        *(sa.Column(f"{party}_{name}", types.Chars(limit)) for party in PARTIES for name, limit in PARTY),
        sa.Column("number", types.Chars(20), nullable=False),
        sa.Column("status", types.Chars(10), nullable=False),
        sa.Column("contact_id", types.Id()),
        sa.Column("contact_number", types.Chars(20)),
        sa.Column("contact_name", types.Chars(100)),
        sa.Column("company_contact_id", types.Id()),
        sa.Column("your_reference", types.Chars(35)),
        sa.Column("order_date", types.Day()),
        sa.Column("document_date", types.Day(), nullable=False),
        sa.Column("due_date", types.Day()),
        sa.Column("currency_code", types.Chars(10), nullable=False),
        sa.Column("language_code", types.Chars(20), nullable=False),
        sa.Column("prices_include_vat", types.Flag(), nullable=False),
        sa.Column("payment_terms_code", types.Chars(10)),
        sa.Column("invoice_discount_percent", types.Money()),
        sa.Column("invoice_discount_amount", types.Money()),
        sa.Column("amount", types.Money(), nullable=False),
        sa.Column("vat_amount", types.Money(), nullable=False),
        sa.Column("amount_including_vat", types.Money(), nullable=False),
        sa.Column("discount_amount", types.Money(), nullable=False),
        sa.Column("printed_count", sa.Integer(), nullable=False),
        sa.Column("last_emailed_at", types.Instant()),
        sa.Column("number_key", types.Chars(), nullable=False),
        *([sa.Column("type", types.Chars(15), nullable=False)] if typed else []),
        *(sa.Column(name, types.Id()) for name in parties),
        *(sa.Column(name, type_) for name, type_ in OWN[table]),
        *_constraints(table, card, parties),
        sqlite_strict=True,
    )
    _create_indexes(table, parties)


def _constraints(table: str, card: str, parties: tuple[str, str]) -> list[Any]:
    targets = dict.fromkeys(parties, card)
    common = [
        sa.CheckConstraint("status IN ('OPEN', 'RELEASED')", name=f"ck_{table}_status"),
        sa.CheckConstraint(
            "invoice_discount_percent IS NULL OR invoice_discount_amount IS NULL", name=f"ck_{table}_invoice_discount"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
    if table == "service_order":
        own: list[Any] = [sa.UniqueConstraint("number", name="uq_service_order_number")]
    else:
        targets["made_from_id"] = table
        own = [
            sa.CheckConstraint(TYPES, name=f"ck_{table}_type"),
            sa.UniqueConstraint("type", "number", name=f"uq_{table}_number"),
        ]
    keys = [_key(table, column, target) for column, target in targets.items()]
    return [*own, *common, *keys]


def _create_indexes(table: str, parties: tuple[str, str]) -> None:
    made_from = [] if table == "service_order" else ["made_from_id"]
    for column in ("contact_id", parties[0]):
        op.create_index(f"ix_{table}_{column}", table, [column, "number"])
    for column in ("company_contact_id", parties[1], *made_from):
        op.create_index(f"ix_{table}_{column}", table, [column])
    for column in ("number", "document_date", "created_at"):
        op.create_index(f"ix_{table}_{column}", table, [column, "id"])


def _create_lines(table: str) -> None:
    op.create_table(
        f"{table}_line",
        sa.Column("type", types.Chars(10), nullable=False),
        sa.Column("item_number", types.Chars(20)),
        sa.Column("description", types.Chars(100), nullable=False),
        sa.Column("quantity", types.Money()),
        sa.Column("unit_of_measure", types.Chars(10)),
        sa.Column("unit_price", types.Money()),
        sa.Column("discount_percent", types.Money()),
        sa.Column("vat_percent", types.Money()),
        sa.Column("reverse_charge", types.Flag(), nullable=False),
        sa.Column("allow_invoice_discount", types.Flag(), nullable=False),
        sa.Column("blanket_position", sa.Integer()),
        sa.Column("amount", types.Money(), nullable=False),
        sa.Column("amount_including_vat", types.Money(), nullable=False),
        sa.Column("document_id", types.Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("type IN ('COMMENT', 'ITEM', 'RESOURCE', 'ACCOUNT')", name=f"ck_{table}_line_type"),
        *_of_document(f"{table}_line", table),
        sqlite_strict=True,
    )


def _create_vat(table: str) -> None:
    op.create_table(
        f"{table}_vat",
        sa.Column("vat_percent", types.Money(), nullable=False),
        sa.Column("reverse_charge", types.Flag(), nullable=False),
        sa.Column("base", types.Money(), nullable=False),
        sa.Column("vat_amount", types.Money(), nullable=False),
        sa.Column("document_id", types.Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *_of_document(f"{table}_vat", table),
        sqlite_strict=True,
    )


def _of_document(table: str, document: str) -> list[Any]:
    return [
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f(f"pk_{table}")),
        _key(table, "document_id", document),
    ]


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")


def downgrade() -> None:
    for table in TABLES:
        for name in (f"{table}_vat", f"{table}_line", table):
            op.drop_table(name)
