"""Declare the outbox: every e-mail that was asked for, written in the transaction that asked for it.

Source: reliability.md §2.2 no. 13.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from db.cards import Identified, reference, required, text
from db.types import Chars, Id, Instant


class OutgoingEmail(Identified, table=True):
    """One e-mail to one address.

    `due_at` is when it may be taken next: a process that takes it moves that into the future, so that no other does.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("status IN ('QUEUED', 'SENT', 'FAILED')", name="ck_outbox_status"),
        Index("ix_outbox_due", "status", "due_at"),
    )

    message_id: str = required(330, unique=True)
    status: str = required(10, default="QUEUED")
    sender: str = required(254)
    sender_name: str = required(100)
    recipient: str = required(250)
    subject: str = required(250)
    body: str = Field(sa_type=Chars(), nullable=False)
    language_code: str = required(20)
    contact_id: str | None = Field(default=None, sa_type=Id, nullable=True)
    paper_id: str | None = reference("paper.id", index=False)
    interaction_id: str | None = reference("interaction.id")
    attempts: int = Field(default=0, nullable=False)
    due_at: datetime = Field(sa_type=Instant, nullable=False)
    reason: str | None = text(500)
    created_at: datetime = Field(sa_type=Instant, nullable=False)
    sent_at: datetime | None = Field(default=None, sa_type=Instant, nullable=True)
