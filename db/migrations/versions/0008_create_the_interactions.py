"""Create the interactions with templates and groups, and a standard set of them, so that everything is recorded at once.

Revision: 0008, after 0007.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db import types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FLOWS = "information_flow IN ('OUTBOUND', 'INBOUND')"
INITIATORS = "initiated_by IN ('US', 'THEM')"
CORRESPONDENCE = "correspondence_type IN ('HARD_COPY', 'EMAIL')"
EVALUATIONS = "evaluation IN ('VERY_POSITIVE', 'POSITIVE', 'NEUTRAL', 'NEGATIVE', 'VERY_NEGATIVE')"
DOCUMENTS = ("sales_document_id", "purchase_document_id", "service_order_id")
LISTED = ("contact_id", "company_contact_id", *DOCUMENTS, "template_code", "group_code")

GROUPS = (
    ("SALES", "Sales"),
    ("PURCHASES", "Purchases"),
    ("SERVICE", "Service"),
    ("LETTER", "Letters and e-mails"),
    ("PHONE", "Phone calls"),
    ("MEETING", "Meetings"),
)
# Code, group, description, cost, minutes, flow, initiated by, and the operation that is recorded with it.
TEMPLATES = (
    ("S-QUOTE", "SALES", "Sales quote", 8, 1, "OUTBOUND", "US", "sales_quotes"),
    ("S-ORDER", "SALES", "Sales order", 8, 1, "OUTBOUND", "US", "sales_orders"),
    ("S-BLANKET", "SALES", "Sales blanket order", 8, 1, "OUTBOUND", "US", "sales_blanket_orders"),
    ("P-QUOTE", "PURCHASES", "Purchase quote", 8, 1, "OUTBOUND", "US", "purchase_quotes"),
    ("P-ORDER", "PURCHASES", "Purchase order", 8, 1, "OUTBOUND", "US", "purchase_orders"),
    ("P-BLANKET", "PURCHASES", "Purchase blanket order", 8, 1, "OUTBOUND", "US", "purchase_blanket_orders"),
    ("SERVICE", "SERVICE", "Service order", 8, 1, "INBOUND", "THEM", "service_orders_created"),
    ("EMAIL", "LETTER", "E-mail", 1, 5, "OUTBOUND", "US", "emails"),
    ("OUTGOING", "PHONE", "Outgoing phone call", 1, 15, "OUTBOUND", "US", "outgoing_calls"),
    ("INCOMING", "PHONE", "Incoming phone call", 0, 15, "INBOUND", "THEM", None),
    ("ONSITE", "MEETING", "Meeting at the contact", 45, 180, "OUTBOUND", "US", None),
    ("INHOUSE", "MEETING", "Meeting at our place", 25, 120, "OUTBOUND", "US", None),
)
OPERATIONS = tuple(operation for *_, operation in TEMPLATES if operation)


def upgrade() -> None:
    _create_groups()
    _create_interactions()
    _create_templates()
    _create_setup()
    for at, (code, words) in enumerate(GROUPS):
        _insert("interaction_group", {"id": _key(400 + at), "code": code, "description": words})
    for at, template in enumerate(TEMPLATES):
        _insert("interaction_template", _template(at, template[:7]))
    by_operation = {template[7]: _key(420 + at) for at, template in enumerate(TEMPLATES)}
    _insert("interaction_template_setup", {"id": 1, **{f"{name}_id": by_operation[name] for name in OPERATIONS}})


def _template(at: int, values: tuple[Any, ...]) -> dict[str, Any]:
    code, group, words, cost, minutes, flow, who = values
    return {
        "id": _key(420 + at),
        "code": code,
        "group_code": group,
        "description": words,
        "unit_cost": cost * 10**types.MONEY_SCALE,
        "unit_duration_minutes": minutes * 10**types.MONEY_SCALE,
        "information_flow": flow,
        "initiated_by": who,
    }


def _create_groups() -> None:
    op.create_table(
        "interaction_group",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("code", types.Chars(10), nullable=False),
        sa.Column("description", types.Chars(100)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction_group")),
        sa.UniqueConstraint("code", name=op.f("uq_interaction_group_code")),
        sqlite_strict=True,
    )


def _create_templates() -> None:
    op.create_table(
        "interaction_template",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("code", types.Chars(10), nullable=False),
        sa.Column("group_code", types.Chars(10), nullable=False),
        sa.Column("description", types.Chars(100), nullable=False),
        sa.Column("unit_cost", types.Money(), nullable=False),
        sa.Column("unit_duration_minutes", types.Money(), nullable=False),
        sa.Column("information_flow", types.Chars(10)),
        sa.Column("initiated_by", types.Chars(10)),
        sa.CheckConstraint(FLOWS, name="ck_interaction_template_information_flow"),
        sa.CheckConstraint(INITIATORS, name="ck_interaction_template_initiated_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction_template")),
        sa.UniqueConstraint("code", name=op.f("uq_interaction_template_code")),
        sa.ForeignKeyConstraint(
            ["group_code"],
            ["interaction_group.code"],
            name=op.f("fk_interaction_template_group_code"),
            ondelete="RESTRICT",
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_interaction_template_group_code"), "interaction_template", ["group_code"])


def _create_setup() -> None:
    table = "interaction_template_setup"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(f"{name}_id", types.Id()) for name in OPERATIONS),
        sa.CheckConstraint("id = 1", name=f"ck_{table}_single"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"],
                ["interaction_template.id"],
                name=op.f(f"fk_{table}_{name}_id"),
                ondelete="RESTRICT",
            )
            for name in OPERATIONS
        ),
        sqlite_strict=True,
    )


def _create_interactions() -> None:
    op.create_table(
        "interaction",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("updated_at", types.Instant(), nullable=False),
        sa.Column("entry_number", sa.Integer(), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("contact_id", types.Id()),
        sa.Column("company_contact_id", types.Id()),
        sa.Column("contact_number", types.Chars(20)),
        sa.Column("contact_name", types.Chars(100)),
        sa.Column("description", types.Chars(130), nullable=False),
        sa.Column("subject", types.Chars(250)),
        sa.Column("template_code", types.Chars(10), nullable=False),
        sa.Column("group_code", types.Chars(10), nullable=False),
        sa.Column("information_flow", types.Chars(10)),
        sa.Column("initiated_by", types.Chars(10)),
        sa.Column("correspondence_type", types.Chars(10)),
        sa.Column("evaluation", types.Chars(15)),
        sa.Column("cost", types.Money(), nullable=False),
        sa.Column("duration_minutes", types.Money(), nullable=False),
        sa.Column("salesperson_code", types.Chars(20)),
        sa.Column("actor", types.Chars(100), nullable=False),
        sa.Column("contact_via", types.Chars(250)),
        sa.Column("document_kind", types.Chars(25)),
        sa.Column("document_number", types.Chars(20)),
        *(sa.Column(name, types.Id()) for name in DOCUMENTS),
        sa.Column("pdf_hash", types.Chars(64)),
        sa.Column("attempt_failed", types.Flag(), nullable=False),
        sa.Column("canceled", types.Flag(), nullable=False),
        *_constraints(),
        sqlite_strict=True,
    )
    for column in LISTED:
        op.create_index(f"ix_interaction_{column}", "interaction", [column, "at", "entry_number"])
    op.create_index("ix_interaction_at", "interaction", ["at", "entry_number"])


def _constraints() -> list[Any]:
    return [
        sa.CheckConstraint(FLOWS, name="ck_interaction_information_flow"),
        sa.CheckConstraint(INITIATORS, name="ck_interaction_initiated_by"),
        sa.CheckConstraint(CORRESPONDENCE, name="ck_interaction_correspondence_type"),
        sa.CheckConstraint(EVALUATIONS, name="ck_interaction_evaluation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction")),
        sa.UniqueConstraint("entry_number", name=op.f("uq_interaction_entry_number")),
    ]


def _insert(table: str, row: dict[str, Any]) -> None:
    op.bulk_insert(sa.table(table, *(sa.column(name, _type(name, value)) for name, value in row.items())), [row])


def _type(name: str, value: Any) -> Any:
    if isinstance(value, int):
        return sa.BigInteger()
    return types.Id() if name == "id" or name.endswith("_id") else types.Chars()


def _key(at: int) -> str:
    """Return the id of a standard row: a UUIDv7 of the first of January 2026."""
    return f"019b76da-a800-7000-8000-{at:012}"


def downgrade() -> None:
    for table in ("interaction", "interaction_template_setup", "interaction_template", "interaction_group"):
        op.drop_table(table)
