"""Create the records, their links and the journal.

The checks of text lengths on SQLite come from `db.cards`, which sees every table of ours, these included.

Revision: 0001, after None.
"""

import sqlalchemy as sa
from alembic import op

from db import types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bank_account",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("number", types.Chars(20), nullable=False),
        sa.Column("name", types.Chars(100), nullable=False),
        sa.Column("name2", types.Chars(50)),
        sa.Column("address_line1", types.Chars(100)),
        sa.Column("address_line2", types.Chars(50)),
        sa.Column("city", types.Chars(30)),
        sa.Column("post_code", types.Chars(20)),
        sa.Column("county", types.Chars(30)),
        sa.Column("country_code", types.Chars(10)),
        sa.Column("phone", types.Chars(30)),
        sa.Column("mobile_phone", types.Chars(30)),
        sa.Column("fax", types.Chars(30)),
        sa.Column("email", types.Chars(80)),
        sa.Column("home_page", types.Chars(255)),
        sa.Column("language_code", types.Chars(20)),
        sa.Column("currency_code", types.Chars(10)),
        sa.Column("territory_code", types.Chars(10)),
        sa.Column("number_key", types.Chars(), nullable=False),
        sa.Column("name_key", types.Chars(), nullable=False),
        sa.Column("city_key", types.Chars(), nullable=False),
        sa.Column("email_key", types.Chars(), nullable=False),
        sa.Column("post_code_key", types.Chars(), nullable=False),
        sa.Column("our_contact_code", types.Chars(20)),
        sa.Column("contact_name", types.Chars(100)),
        sa.Column("blocked", types.Flag(), nullable=False),
        sa.Column("bank_account_number", types.Chars(30)),
        sa.Column("bank_branch_number", types.Chars(20)),
        sa.Column("iban", types.Chars(50)),
        sa.Column("bic", types.Chars(20)),
        sa.Column("bank_account_posting_group", types.Chars(20)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_account")),
        sa.UniqueConstraint("number", name=op.f("uq_bank_account_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_bank_account_city_key", "bank_account", ["city_key", "id"])
    op.create_index("ix_bank_account_created_at", "bank_account", ["created_at", "id"])
    op.create_index("ix_bank_account_name_key", "bank_account", ["name_key", "id"])
    op.create_index("ix_bank_account_updated_at", "bank_account", ["updated_at", "id"])

    op.create_table(
        "business_relation",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("code", types.Chars(10), nullable=False),
        sa.Column("description", types.Chars(100)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_business_relation")),
        sa.UniqueConstraint("code", name=op.f("uq_business_relation_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "change_set",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("actor", types.Chars(100), nullable=False),
        sa.Column("operation", types.Chars(50), nullable=False),
        sa.Column("reverts_id", types.Id()),
        sa.ForeignKeyConstraint(
            ["reverts_id"], ["change_set.id"], name=op.f("fk_change_set_reverts_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_set")),
        sa.UniqueConstraint("reverts_id", name=op.f("uq_change_set_reverts_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "contact",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("number", types.Chars(20), nullable=False),
        sa.Column("name", types.Chars(100), nullable=False),
        sa.Column("name2", types.Chars(50)),
        sa.Column("address_line1", types.Chars(100)),
        sa.Column("address_line2", types.Chars(50)),
        sa.Column("city", types.Chars(30)),
        sa.Column("post_code", types.Chars(20)),
        sa.Column("county", types.Chars(30)),
        sa.Column("country_code", types.Chars(10)),
        sa.Column("phone", types.Chars(30)),
        sa.Column("mobile_phone", types.Chars(30)),
        sa.Column("fax", types.Chars(30)),
        sa.Column("email", types.Chars(80)),
        sa.Column("home_page", types.Chars(255)),
        sa.Column("language_code", types.Chars(20)),
        sa.Column("currency_code", types.Chars(10)),
        sa.Column("territory_code", types.Chars(10)),
        sa.Column("number_key", types.Chars(), nullable=False),
        sa.Column("name_key", types.Chars(), nullable=False),
        sa.Column("city_key", types.Chars(), nullable=False),
        sa.Column("email_key", types.Chars(), nullable=False),
        sa.Column("post_code_key", types.Chars(), nullable=False),
        sa.Column("vat_number", types.Chars(20)),
        sa.Column("registration_number", types.Chars(20)),
        sa.Column("privacy_blocked", types.Flag(), nullable=False),
        sa.Column("vat_number_key", types.Chars(), nullable=False),
        sa.Column("type", types.Chars(10), nullable=False),
        sa.Column("company_id", types.Id()),
        sa.Column("first_name", types.Chars(30)),
        sa.Column("middle_name", types.Chars(30)),
        sa.Column("last_name", types.Chars(30)),
        sa.Column("job_title", types.Chars(30)),
        sa.Column("salesperson_code", types.Chars(20)),
        sa.Column("salesperson_code_key", types.Chars(), nullable=False),
        sa.CheckConstraint("type = 'PERSON' OR company_id IS NULL", name="ck_contact_company"),
        sa.CheckConstraint("type IN ('COMPANY', 'PERSON')", name="ck_contact_type"),
        sa.ForeignKeyConstraint(
            ["company_id"], ["contact.id"], name=op.f("fk_contact_company_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("number", name=op.f("uq_contact_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_contact_city_key", "contact", ["city_key", "id"])
    op.create_index("ix_contact_company", "contact", ["company_id", "number"])
    op.create_index("ix_contact_created_at", "contact", ["created_at", "id"])
    op.create_index("ix_contact_name_key", "contact", ["name_key", "id"])
    op.create_index("ix_contact_updated_at", "contact", ["updated_at", "id"])
    op.create_index("ix_contact_vat_number_key", "contact", ["vat_number_key"])

    op.create_table(
        "import_issue",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("file", types.Chars(255), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("record_number", types.Chars()),
        sa.Column("field", types.Chars(50)),
        sa.Column("value", types.Chars()),
        sa.Column("code", types.Chars(50), nullable=False),
        sa.Column("message", types.Chars(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_issue")),
        sqlite_strict=True,
    )
    op.create_table(
        "item",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("number", types.Chars(20), nullable=False),
        sa.Column("description", types.Chars(100), nullable=False),
        sa.Column("unit_price", types.Money(), nullable=False),
        sa.Column("unit_cost", types.Money(), nullable=False),
        sa.Column("unit_of_measure", types.Chars(10)),
        sa.Column("vat_percent", types.Money(), nullable=False),
        sa.Column("blocked", types.Flag(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("number", name=op.f("uq_item_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "payment_terms",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("code", types.Chars(10), nullable=False),
        sa.Column("description", types.Chars(100)),
        sa.Column("due_days", sa.Integer(), nullable=False),
        sa.Column("end_of_month", types.Flag(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_terms")),
        sa.UniqueConstraint("code", name=op.f("uq_payment_terms_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "salesperson",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("code", types.Chars(20), nullable=False),
        sa.Column("name", types.Chars(100), nullable=False),
        sa.Column("email", types.Chars(80)),
        sa.Column("phone", types.Chars(30)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_salesperson")),
        sa.UniqueConstraint("code", name=op.f("uq_salesperson_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "customer",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("number", types.Chars(20), nullable=False),
        sa.Column("name", types.Chars(100), nullable=False),
        sa.Column("name2", types.Chars(50)),
        sa.Column("address_line1", types.Chars(100)),
        sa.Column("address_line2", types.Chars(50)),
        sa.Column("city", types.Chars(30)),
        sa.Column("post_code", types.Chars(20)),
        sa.Column("county", types.Chars(30)),
        sa.Column("country_code", types.Chars(10)),
        sa.Column("phone", types.Chars(30)),
        sa.Column("mobile_phone", types.Chars(30)),
        sa.Column("fax", types.Chars(30)),
        sa.Column("email", types.Chars(80)),
        sa.Column("home_page", types.Chars(255)),
        sa.Column("language_code", types.Chars(20)),
        sa.Column("currency_code", types.Chars(10)),
        sa.Column("territory_code", types.Chars(10)),
        sa.Column("number_key", types.Chars(), nullable=False),
        sa.Column("name_key", types.Chars(), nullable=False),
        sa.Column("city_key", types.Chars(), nullable=False),
        sa.Column("email_key", types.Chars(), nullable=False),
        sa.Column("post_code_key", types.Chars(), nullable=False),
        sa.Column("vat_number", types.Chars(20)),
        sa.Column("registration_number", types.Chars(20)),
        sa.Column("privacy_blocked", types.Flag(), nullable=False),
        sa.Column("vat_number_key", types.Chars(), nullable=False),
        sa.Column("contact_type", types.Chars(10), nullable=False),
        sa.Column("salesperson_code", types.Chars(20)),
        sa.Column("primary_contact_id", types.Id()),
        sa.Column("contact_name", types.Chars(100)),
        sa.Column("blocked", types.Chars(10), nullable=False),
        sa.Column("customer_posting_group", types.Chars(20)),
        sa.Column("general_business_posting_group", types.Chars(20)),
        sa.Column("vat_business_posting_group", types.Chars(20)),
        sa.Column("payment_terms_code", types.Chars(10)),
        sa.Column("payment_method_code", types.Chars(10)),
        sa.Column("credit_limit", types.Money()),
        sa.Column("prices_include_vat", types.Flag(), nullable=False),
        sa.Column("bill_to_customer_id", types.Id()),
        sa.Column("salesperson_code_key", types.Chars(), nullable=False),
        sa.CheckConstraint("blocked IN ('NONE', 'SHIP', 'INVOICE', 'ALL')", name="ck_customer_blocked"),
        sa.CheckConstraint("contact_type IN ('COMPANY', 'PERSON')", name="ck_customer_contact_type"),
        sa.ForeignKeyConstraint(
            ["bill_to_customer_id"], ["customer.id"], name=op.f("fk_customer_bill_to_customer_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["primary_contact_id"], ["contact.id"], name=op.f("fk_customer_primary_contact_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("number", name=op.f("uq_customer_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_customer_bill_to_customer_id", "customer", ["bill_to_customer_id"])
    op.create_index("ix_customer_city_key", "customer", ["city_key", "id"])
    op.create_index("ix_customer_created_at", "customer", ["created_at", "id"])
    op.create_index("ix_customer_name_key", "customer", ["name_key", "id"])
    op.create_index("ix_customer_primary_contact_id", "customer", ["primary_contact_id"])
    op.create_index("ix_customer_updated_at", "customer", ["updated_at", "id"])
    op.create_index("ix_customer_vat_number_key", "customer", ["vat_number_key"])

    op.create_table(
        "field_change",
        sa.Column("change_set_id", types.Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("record_kind", types.Chars(20), nullable=False),
        sa.Column("record_id", types.Id(), nullable=False),
        sa.Column("record_number", types.Chars(20), nullable=False),
        sa.Column("record_version", sa.Integer(), nullable=False),
        sa.Column("field", types.Chars(50), nullable=False),
        sa.Column("before", types.Chars()),
        sa.Column("after", types.Chars()),
        sa.Column("reason", types.Chars(20), nullable=False),
        sa.Column("source_kind", types.Chars(20)),
        sa.Column("source_number", types.Chars(20)),
        sa.ForeignKeyConstraint(
            ["change_set_id"], ["change_set.id"], name=op.f("fk_field_change_change_set_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("change_set_id", "position", name=op.f("pk_field_change")),
        sqlite_strict=True,
    )
    op.create_index("ix_field_change_record", "field_change", ["record_id", "record_version", "position"])

    op.create_table(
        "marketing_setup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_relation_id", types.Id()),
        sa.Column("vendor_relation_id", types.Id()),
        sa.Column("bank_account_relation_id", types.Id()),
        sa.Column("inherit_salesperson", types.Flag(), nullable=False),
        sa.Column("inherit_territory", types.Flag(), nullable=False),
        sa.Column("inherit_country", types.Flag(), nullable=False),
        sa.Column("inherit_language", types.Flag(), nullable=False),
        sa.Column("inherit_address_details", types.Flag(), nullable=False),
        sa.Column("inherit_communication_details", types.Flag(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_marketing_setup_single"),
        sa.ForeignKeyConstraint(
            ["bank_account_relation_id"],
            ["business_relation.id"],
            name=op.f("fk_marketing_setup_bank_account_relation_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["customer_relation_id"],
            ["business_relation.id"],
            name=op.f("fk_marketing_setup_customer_relation_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["vendor_relation_id"],
            ["business_relation.id"],
            name=op.f("fk_marketing_setup_vendor_relation_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marketing_setup")),
        sqlite_strict=True,
    )
    op.create_table(
        "vendor",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("number", types.Chars(20), nullable=False),
        sa.Column("name", types.Chars(100), nullable=False),
        sa.Column("name2", types.Chars(50)),
        sa.Column("address_line1", types.Chars(100)),
        sa.Column("address_line2", types.Chars(50)),
        sa.Column("city", types.Chars(30)),
        sa.Column("post_code", types.Chars(20)),
        sa.Column("county", types.Chars(30)),
        sa.Column("country_code", types.Chars(10)),
        sa.Column("phone", types.Chars(30)),
        sa.Column("mobile_phone", types.Chars(30)),
        sa.Column("fax", types.Chars(30)),
        sa.Column("email", types.Chars(80)),
        sa.Column("home_page", types.Chars(255)),
        sa.Column("language_code", types.Chars(20)),
        sa.Column("currency_code", types.Chars(10)),
        sa.Column("territory_code", types.Chars(10)),
        sa.Column("number_key", types.Chars(), nullable=False),
        sa.Column("name_key", types.Chars(), nullable=False),
        sa.Column("city_key", types.Chars(), nullable=False),
        sa.Column("email_key", types.Chars(), nullable=False),
        sa.Column("post_code_key", types.Chars(), nullable=False),
        sa.Column("vat_number", types.Chars(20)),
        sa.Column("registration_number", types.Chars(20)),
        sa.Column("privacy_blocked", types.Flag(), nullable=False),
        sa.Column("vat_number_key", types.Chars(), nullable=False),
        sa.Column("purchaser_code", types.Chars(20)),
        sa.Column("primary_contact_id", types.Id()),
        sa.Column("contact_name", types.Chars(100)),
        sa.Column("blocked", types.Chars(10), nullable=False),
        sa.Column("vendor_posting_group", types.Chars(20)),
        sa.Column("general_business_posting_group", types.Chars(20)),
        sa.Column("vat_business_posting_group", types.Chars(20)),
        sa.Column("payment_terms_code", types.Chars(10)),
        sa.Column("payment_method_code", types.Chars(10)),
        sa.Column("prices_include_vat", types.Flag(), nullable=False),
        sa.Column("pay_to_vendor_id", types.Id()),
        sa.Column("purchaser_code_key", types.Chars(), nullable=False),
        sa.CheckConstraint("blocked IN ('NONE', 'PAYMENT', 'ALL')", name="ck_vendor_blocked"),
        sa.ForeignKeyConstraint(
            ["pay_to_vendor_id"], ["vendor.id"], name=op.f("fk_vendor_pay_to_vendor_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["primary_contact_id"], ["contact.id"], name=op.f("fk_vendor_primary_contact_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vendor")),
        sa.UniqueConstraint("number", name=op.f("uq_vendor_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_vendor_city_key", "vendor", ["city_key", "id"])
    op.create_index("ix_vendor_created_at", "vendor", ["created_at", "id"])
    op.create_index("ix_vendor_name_key", "vendor", ["name_key", "id"])
    op.create_index("ix_vendor_pay_to_vendor_id", "vendor", ["pay_to_vendor_id"])
    op.create_index("ix_vendor_primary_contact_id", "vendor", ["primary_contact_id"])
    op.create_index("ix_vendor_updated_at", "vendor", ["updated_at", "id"])
    op.create_index("ix_vendor_vat_number_key", "vendor", ["vat_number_key"])

    op.create_table(
        "contact_relation",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("contact_id", types.Id(), nullable=False),
        sa.Column("business_relation_id", types.Id(), nullable=False),
        sa.Column("kind", types.Chars(20)),
        sa.Column("customer_id", types.Id()),
        sa.Column("vendor_id", types.Id()),
        sa.Column("bank_account_id", types.Id()),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN kind IS NULL THEN customer_id IS NULL AND vendor_id IS NULL AND bank_account_id IS NULL WHEN kind = 'CUSTOMER' THEN customer_id IS NOT NULL AND vendor_id IS NULL AND bank_account_id IS NULL WHEN kind = 'VENDOR' THEN customer_id IS NULL AND vendor_id IS NOT NULL AND bank_account_id IS NULL WHEN kind = 'BANK_ACCOUNT' THEN customer_id IS NULL AND vendor_id IS NULL AND bank_account_id IS NOT NULL ELSE false END",
            name="ck_contact_relation_card",
        ),
        sa.ForeignKeyConstraint(
            ["bank_account_id"],
            ["bank_account.id"],
            name=op.f("fk_contact_relation_bank_account_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["business_relation_id"],
            ["business_relation.id"],
            name=op.f("fk_contact_relation_business_relation_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_relation_contact_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_contact_relation_customer_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_contact_relation_vendor_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_relation")),
        sa.UniqueConstraint("bank_account_id", name=op.f("uq_contact_relation_bank_account_id")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_contact_relation_customer_id")),
        sa.UniqueConstraint("vendor_id", name=op.f("uq_contact_relation_vendor_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_contact_relation_business_relation_id", "contact_relation", ["business_relation_id"])
    op.create_index("ix_contact_relation_contact", "contact_relation", ["contact_id", "kind"])
    op.create_index(
        "uq_contact_relation_classification",
        "contact_relation",
        ["contact_id", "business_relation_id"],
        unique=True,
        sqlite_where=sa.text("kind IS NULL"),
        postgresql_where=sa.text("kind IS NULL"),
    )
    op.create_index(
        "uq_contact_relation_one_customer",
        "contact_relation",
        ["contact_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'CUSTOMER'"),
        postgresql_where=sa.text("kind = 'CUSTOMER'"),
    )
    op.create_index(
        "uq_contact_relation_one_vendor",
        "contact_relation",
        ["contact_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'VENDOR'"),
        postgresql_where=sa.text("kind = 'VENDOR'"),
    )
    yes = "1" if op.get_bind().dialect.name == "sqlite" else "true"
    op.execute(f"INSERT INTO marketing_setup VALUES (1, NULL, NULL, NULL, {', '.join([yes] * 6)})")


def downgrade() -> None:
    for table in (
        "contact_relation",
        "vendor",
        "marketing_setup",
        "field_change",
        "customer",
        "salesperson",
        "payment_terms",
        "item",
        "import_issue",
        "contact",
        "change_set",
        "business_relation",
        "bank_account",
    ):
        op.drop_table(table)
