"""Declare the journal: every change set, and what it changed of which record, kept for ever."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from db.cards import Identified, reference, required
from db.types import Id, Instant


class ChangeSet(Identified, table=True):
    """One business operation."""

    __tablename__ = "change_set"
    __table_args__ = (Index("ix_change_set_at", "at", "id"),)

    at: datetime = Field(sa_type=Instant, nullable=False)
    actor: str = required(100)
    operation: str = required(50)
    reverts_id: str | None = reference("change_set.id", unique=True, index=False)


class RecordChange(SQLModel, table=True):
    """What one change set did to one record: its field changes, in their order. See docs/decisions/0012.

    `record_version` is the version that the change made. `position` is the place of the first field change among those
    of the change set; the others follow it. Both lists are JSON: `causes` has [reason, source kind, source number],
    `changes` has [field, before, after, place of its cause among the causes], values as text. Records are named by kind
    and number as well as by id, because the journal outlives them.
    """

    __tablename__ = "record_change"
    __table_args__ = (Index("ix_record_change_record", "record_id", "record_version", "position"),)

    change_set_id: str = Field(sa_type=Id, foreign_key="change_set.id", ondelete="RESTRICT", primary_key=True)
    position: int = Field(primary_key=True)
    record_kind: str = required(20)
    record_id: str = Field(sa_type=Id, nullable=False)
    record_number: str = required(20)
    record_version: int = Field(nullable=False)
    causes: str = required(None)
    changes: str = required(None)
