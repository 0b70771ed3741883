"""Keep the keys under which mutations were carried out.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

from db import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "idempotency_key",
        sa.Column("actor", types.Chars(100), nullable=False),
        sa.Column("key", types.Chars(255), nullable=False),
        sa.Column("asked", types.Chars(64), nullable=False),
        sa.Column("answer", types.Chars()),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("actor", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_index("ix_idempotency_key_created_at", "idempotency_key", ["created_at"])


def downgrade() -> None:
    op.drop_table("idempotency_key")
