"""Declare the keys under which mutations were carried out, with what answers a repetition."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from db.cards import required
from db.types import Chars, Instant


class IdempotencyKey(SQLModel, table=True):
    """A mutation that was carried out; it lives as long as its client may repeat it."""

    __tablename__ = "idempotency_key"
    __table_args__ = (Index("ix_idempotency_key_created_at", "created_at"),)

    actor: str = Field(sa_type=Chars(100), primary_key=True)
    key: str = Field(sa_type=Chars(255), primary_key=True)
    asked: str = required(64)
    """A hash of what was asked."""
    answer: str | None = Field(default=None, sa_type=Chars())
    created_at: datetime = Field(sa_type=Instant, nullable=False)
