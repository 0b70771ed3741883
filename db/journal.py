"""Declare the journal: every change set, and every field change it caused, kept for ever."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from db.cards import Identified, reference, required, text
from db.types import Chars, Id, Instant


class ChangeSet(Identified, table=True):
    """One business operation."""

    __tablename__ = "change_set"

    at: datetime = Field(sa_type=Instant, nullable=False)
    actor: str = required(100)
    operation: str = required(50)
    reverts_id: str | None = reference("change_set.id", unique=True, index=False)


class FieldChange(SQLModel, table=True):
    """One field of one record, before and after. `record_version` is the version that the change made.

    Records are named by kind and number as well as by id, because the journal outlives them.
    """

    __tablename__ = "field_change"
    __table_args__ = (Index("ix_field_change_record", "record_id", "record_version", "position"),)

    change_set_id: str = Field(sa_type=Id, foreign_key="change_set.id", ondelete="RESTRICT", primary_key=True)
    position: int = Field(primary_key=True)
    record_kind: str = required(20)
    record_id: str = Field(sa_type=Id, nullable=False)
    record_number: str = required(20)
    record_version: int = Field(nullable=False)
    field: str = required(50)
    before: str | None = Field(default=None, sa_type=Chars())
    after: str | None = Field(default=None, sa_type=Chars())
    reason: str = required(20)
    source_kind: str | None = text(20)
    source_number: str | None = text(20)
