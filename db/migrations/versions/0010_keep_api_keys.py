"""Keep API keys, as hashes.

Revision: 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

from db import types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_key",
        sa.Column("name", types.Chars(50), nullable=False),
        sa.Column("prefix", types.Chars(12), nullable=False),
        sa.Column("secret_hash", types.Chars(64), nullable=False),
        sa.Column("role", types.Chars(20), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("expires_at", types.Instant()),
        sa.Column("revoked_at", types.Instant()),
        sa.CheckConstraint(
            "role IN ('reader', 'sales', 'purchasing', 'finance', 'administrator')", name="ck_api_key_role"
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_api_key")),
        sa.UniqueConstraint("prefix", name=op.f("uq_api_key_prefix")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("api_key")
