"""Declare the interactions: what was done with a contact, which templates record it, and in which groups they stand."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from db.cards import Identified, Versioned, flag, money, reference, required, text
from db.types import Chars, Id, Instant

FLOWS = ("OUTBOUND", "INBOUND")
INITIATORS = ("US", "THEM")
CORRESPONDENCE = ("HARD_COPY", "EMAIL")
DOCUMENTS = ("sales_document_id", "purchase_document_id", "service_order_id")
EVALUATIONS = ("VERY_POSITIVE", "POSITIVE", "NEUTRAL", "NEGATIVE", "VERY_NEGATIVE")


def _one_of(table: str, column: str, values: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"ck_{table}_{column}")


class InteractionGroup(Identified, table=True):
    """What templates, and the interactions that they record, are summed up by."""

    __tablename__ = "interaction_group"

    code: str = required(10, unique=True)
    description: str | None = text(100)


class InteractionTemplate(Identified, table=True):
    """What is recorded of an interaction of one sort: its group, what it costs, who began it."""

    __tablename__ = "interaction_template"
    __table_args__ = (
        _one_of("interaction_template", "information_flow", FLOWS),
        _one_of("interaction_template", "initiated_by", INITIATORS),
    )

    code: str = required(10, unique=True)
    group_code: str = Field(
        sa_type=Chars(10), nullable=False, foreign_key="interaction_group.code", ondelete="RESTRICT", index=True
    )
    description: str = required(100)
    unit_cost: Decimal = money(optional=False)
    unit_duration_minutes: Decimal = money(optional=False)
    information_flow: str | None = text(10)
    initiated_by: str | None = text(10)


def _template() -> Any:
    return reference("interaction_template.id", index=False)


class InteractionTemplateSetup(SQLModel, table=True):
    """Which template records which operation; one row, which whoever draws an entry's number locks."""

    __tablename__ = "interaction_template_setup"
    __table_args__ = (CheckConstraint("id = 1", name="ck_interaction_template_setup_single"),)

    id: int = Field(primary_key=True)
    sales_quotes_id: str | None = _template()
    sales_orders_id: str | None = _template()
    sales_blanket_orders_id: str | None = _template()
    purchase_quotes_id: str | None = _template()
    purchase_orders_id: str | None = _template()
    purchase_blanket_orders_id: str | None = _template()
    service_orders_created_id: str | None = _template()
    emails_id: str | None = _template()
    outgoing_calls_id: str | None = _template()


def _gone() -> Any:
    """Declare the key of a record that may be deleted: the entry stays. Source: product.md §3.6."""
    return Field(default=None, sa_type=Id, nullable=True)


class Interaction(Versioned, table=True):
    """One thing done with a contact. `company_contact_id` is the contact's company then, else the contact itself."""

    __tablename__ = "interaction"
    __table_args__ = (
        _one_of("interaction", "information_flow", FLOWS),
        _one_of("interaction", "initiated_by", INITIATORS),
        _one_of("interaction", "correspondence_type", CORRESPONDENCE),
        _one_of("interaction", "evaluation", EVALUATIONS),
        *(
            Index(f"ix_interaction_{column}", column, "at", "entry_number")
            for column in ("contact_id", "company_contact_id", *DOCUMENTS, "template_code", "group_code")
        ),
        Index("ix_interaction_at", "at", "entry_number"),
    )

    entry_number: int = Field(nullable=False, unique=True)
    at: datetime = Field(sa_type=Instant, nullable=False)
    contact_id: str | None = _gone()
    company_contact_id: str | None = _gone()
    contact_number: str | None = text(20)
    contact_name: str | None = text(100)
    description: str = required(130)
    subject: str | None = text(250)
    template_code: str = required(10)
    group_code: str = required(10)
    information_flow: str | None = text(10)
    initiated_by: str | None = text(10)
    correspondence_type: str | None = text(10)
    evaluation: str | None = text(15)
    cost: Decimal = money(optional=False)
    duration_minutes: Decimal = money(optional=False)
    salesperson_code: str | None = text(20)
    actor: str = required(100)
    contact_via: str | None = text(250)
    document_kind: str | None = text(25)
    document_number: str | None = text(20)
    sales_document_id: str | None = _gone()
    purchase_document_id: str | None = _gone()
    service_order_id: str | None = _gone()
    pdf_hash: str | None = text(64)
    attempt_failed: bool = flag(default=False)
    canceled: bool = flag(default=False)
