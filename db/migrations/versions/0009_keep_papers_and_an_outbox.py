"""Keep the PDFs that were issued, and the e-mails to be sent.

Revision: 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

from db import types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("document_id", types.Id(), nullable=False),
        sa.Column("document_version", sa.Integer(), nullable=False),
        sa.Column("name", types.Chars(100), nullable=False),
        sa.Column("sha256", types.Chars(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("actor", types.Chars(100), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("document_id", "sha256", name="uq_paper_content"),
        sqlite_strict=True,
    )
    op.create_table(
        "outbox",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("message_id", types.Chars(330), nullable=False),
        sa.Column("status", types.Chars(10), nullable=False),
        sa.Column("sender", types.Chars(254), nullable=False),
        sa.Column("sender_name", types.Chars(100), nullable=False),
        sa.Column("recipient", types.Chars(250), nullable=False),
        sa.Column("subject", types.Chars(250), nullable=False),
        sa.Column("body", types.Chars(), nullable=False),
        sa.Column("language_code", types.Chars(20), nullable=False),
        sa.Column("contact_id", types.Id()),
        sa.Column("paper_id", types.Id()),
        sa.Column("interaction_id", types.Id()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", types.Instant(), nullable=False),
        sa.Column("reason", types.Chars(500)),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("sent_at", types.Instant()),
        sa.CheckConstraint("status IN ('QUEUED', 'SENT', 'FAILED')", name="ck_outbox_status"),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interaction.id"], name="fk_outbox_interaction_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk_outbox_paper_id", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("message_id", name="uq_outbox_message_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_outbox_due", "outbox", ["status", "due_at"])
    op.create_index("ix_outbox_interaction_id", "outbox", ["interaction_id"])


def downgrade() -> None:
    op.drop_table("outbox")
    op.drop_table("paper")
