"""Create number series, templates, sync rules and our own firm; give the marketing set-up its other switches.

Revision: 0003, after 0002.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db import types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INHERIT = ("salesperson", "territory", "country", "language", "address_details", "communication_details")
RELATIONS = ("customer", "vendor", "bank_account")


def upgrade() -> None:
    _create_numbers()
    _create_templates()
    _create_rules_and_company()
    _recreate_marketing_setup(series=True)


def _create_numbers() -> None:
    op.create_table(
        "number_series",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("code", types.Chars(20), nullable=False),
        sa.Column("description", types.Chars(100)),
        sa.Column("automatic", types.Flag(), nullable=False),
        sa.Column("manual", types.Flag(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_series")),
        sa.UniqueConstraint("code", name=op.f("uq_number_series_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "number_series_line",
        sa.Column("series_id", types.Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("starting_date", types.Day()),
        sa.Column("starting_number", types.Chars(20), nullable=False),
        sa.Column("ending_number", types.Chars(20)),
        sa.Column("warning_number", types.Chars(20)),
        sa.Column("increment_by", sa.Integer(), nullable=False),
        sa.Column("last_number_used", types.Chars(20)),
        sa.ForeignKeyConstraint(
            ["series_id"], ["number_series.id"], name=op.f("fk_number_series_line_series_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("series_id", "position", name=op.f("pk_number_series_line")),
        sqlite_strict=True,
    )
    op.create_table(
        "number_setup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customers_id", types.Id()),
        sa.Column("vendors_id", types.Id()),
        sa.Column("bank_accounts_id", types.Id()),
        sa.Column("sales_quotes_id", types.Id()),
        sa.Column("sales_orders_id", types.Id()),
        sa.Column("sales_blanket_orders_id", types.Id()),
        sa.Column("purchase_quotes_id", types.Id()),
        sa.Column("purchase_orders_id", types.Id()),
        sa.Column("purchase_blanket_orders_id", types.Id()),
        sa.Column("service_orders_id", types.Id()),
        sa.CheckConstraint("id = 1", name="ck_number_setup_single"),
        sa.ForeignKeyConstraint(
            ["bank_accounts_id"],
            ["number_series.id"],
            name=op.f("fk_number_setup_bank_accounts_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["customers_id"], ["number_series.id"], name=op.f("fk_number_setup_customers_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["purchase_blanket_orders_id"],
            ["number_series.id"],
            name=op.f("fk_number_setup_purchase_blanket_orders_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["purchase_orders_id"],
            ["number_series.id"],
            name=op.f("fk_number_setup_purchase_orders_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["purchase_quotes_id"],
            ["number_series.id"],
            name=op.f("fk_number_setup_purchase_quotes_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["sales_blanket_orders_id"],
            ["number_series.id"],
            name=op.f("fk_number_setup_sales_blanket_orders_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["sales_orders_id"], ["number_series.id"], name=op.f("fk_number_setup_sales_orders_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["sales_quotes_id"], ["number_series.id"], name=op.f("fk_number_setup_sales_quotes_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["service_orders_id"],
            ["number_series.id"],
            name=op.f("fk_number_setup_service_orders_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["vendors_id"], ["number_series.id"], name=op.f("fk_number_setup_vendors_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_setup")),
        sqlite_strict=True,
    )


def _create_templates() -> None:
    op.create_table(
        "customer_template",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("code", types.Chars(20), nullable=False),
        sa.Column("description", types.Chars(100)),
        sa.Column("contact_type", types.Chars(10), nullable=False),
        sa.Column("number_series_id", types.Id()),
        sa.Column("country_code", types.Chars(10)),
        sa.Column("currency_code", types.Chars(10)),
        sa.Column("language_code", types.Chars(20)),
        sa.Column("territory_code", types.Chars(10)),
        sa.Column("general_business_posting_group", types.Chars(20)),
        sa.Column("vat_business_posting_group", types.Chars(20)),
        sa.Column("payment_terms_code", types.Chars(10)),
        sa.Column("payment_method_code", types.Chars(10)),
        sa.Column("prices_include_vat", types.Flag(), nullable=False),
        sa.Column("salesperson_code", types.Chars(20)),
        sa.Column("customer_posting_group", types.Chars(20)),
        sa.Column("credit_limit", types.Money()),
        sa.Column("bill_to_customer_id", types.Id()),
        sa.CheckConstraint("contact_type IN ('COMPANY', 'PERSON')", name="ck_customer_template_contact_type"),
        sa.ForeignKeyConstraint(
            ["bill_to_customer_id"],
            ["customer.id"],
            name=op.f("fk_customer_template_bill_to_customer_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["number_series_id"],
            ["number_series.id"],
            name=op.f("fk_customer_template_number_series_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_template")),
        sa.UniqueConstraint("code", name=op.f("uq_customer_template_code")),
        sqlite_strict=True,
    )
    op.create_index("ix_customer_template_bill_to_customer_id", "customer_template", ["bill_to_customer_id"])
    op.create_table(
        "vendor_template",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("code", types.Chars(20), nullable=False),
        sa.Column("description", types.Chars(100)),
        sa.Column("contact_type", types.Chars(10), nullable=False),
        sa.Column("number_series_id", types.Id()),
        sa.Column("country_code", types.Chars(10)),
        sa.Column("currency_code", types.Chars(10)),
        sa.Column("language_code", types.Chars(20)),
        sa.Column("territory_code", types.Chars(10)),
        sa.Column("general_business_posting_group", types.Chars(20)),
        sa.Column("vat_business_posting_group", types.Chars(20)),
        sa.Column("payment_terms_code", types.Chars(10)),
        sa.Column("payment_method_code", types.Chars(10)),
        sa.Column("prices_include_vat", types.Flag(), nullable=False),
        sa.Column("purchaser_code", types.Chars(20)),
        sa.Column("vendor_posting_group", types.Chars(20)),
        sa.Column("pay_to_vendor_id", types.Id()),
        sa.CheckConstraint("contact_type IN ('COMPANY', 'PERSON')", name="ck_vendor_template_contact_type"),
        sa.ForeignKeyConstraint(
            ["number_series_id"],
            ["number_series.id"],
            name=op.f("fk_vendor_template_number_series_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pay_to_vendor_id"], ["vendor.id"], name=op.f("fk_vendor_template_pay_to_vendor_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vendor_template")),
        sa.UniqueConstraint("code", name=op.f("uq_vendor_template_code")),
        sqlite_strict=True,
    )
    op.create_index("ix_vendor_template_pay_to_vendor_id", "vendor_template", ["pay_to_vendor_id"])


def _create_rules_and_company() -> None:
    op.create_table(
        "sync_rule",
        sa.Column("kind", types.Chars(20), nullable=False),
        sa.Column("field", types.Chars(30), nullable=False),
        sa.Column("direction", types.Chars(20), nullable=False),
        sa.PrimaryKeyConstraint("kind", "field", name=op.f("pk_sync_rule")),
        sqlite_strict=True,
    )
    op.create_table(
        "company_information",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", types.Chars(100), nullable=False),
        sa.Column("address_line1", types.Chars(100)),
        sa.Column("address_line2", types.Chars(50)),
        sa.Column("city", types.Chars(30)),
        sa.Column("post_code", types.Chars(20)),
        sa.Column("county", types.Chars(30)),
        sa.Column("country_code", types.Chars(10)),
        sa.Column("phone", types.Chars(30)),
        sa.Column("email", types.Chars(80)),
        sa.Column("home_page", types.Chars(255)),
        sa.Column("vat_number", types.Chars(20)),
        sa.Column("currency_code", types.Chars(10), nullable=False),
        sa.Column("language_code", types.Chars(20), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_company_information_single"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_information")),
        sqlite_strict=True,
    )


def _recreate_marketing_setup(*, series: bool) -> None:
    """Make the table anew with its one row: SQLite cannot add a column with a foreign key in place."""
    row = op.get_bind().execute(sa.text("SELECT * FROM marketing_setup")).mappings().one()
    op.drop_table("marketing_setup")
    table = op.create_table("marketing_setup", *_columns(series=series), sqlite_strict=True)
    op.bulk_insert(table, [{name: value for name, value in row.items() if name in table.c}])


def _columns(*, series: bool) -> list[Any]:
    numbers = ("contact_numbers_id",) if series else ()
    relations = tuple(f"{kind}_relation_id" for kind in RELATIONS)
    defaults = (("salesperson_code", 20), ("territory_code", 10), ("country_code", 10), ("language_code", 20))
    columns: list[Any] = [
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, types.Id()) for name in (*numbers, *relations)),
        *(sa.Column(f"inherit_{group}", types.Flag(), nullable=False) for group in INHERIT),
        *(sa.Column(f"default_{name}", types.Chars(limit)) for name, limit in defaults if series),
        sa.CheckConstraint("id = 1", name="ck_marketing_setup_single"),
    ]
    for name in (*numbers, *relations):
        target = "number_series.id" if name in numbers else "business_relation.id"
        key = op.f(f"fk_marketing_setup_{name}")
        columns.append(sa.ForeignKeyConstraint([name], [target], name=key, ondelete="RESTRICT"))
    return [*columns, sa.PrimaryKeyConstraint("id", name=op.f("pk_marketing_setup"))]


def downgrade() -> None:
    _recreate_marketing_setup(series=False)
    for table in (
        "company_information",
        "sync_rule",
        "vendor_template",
        "customer_template",
        "number_setup",
        "number_series_line",
        "number_series",
    ):
        op.drop_table(table)
