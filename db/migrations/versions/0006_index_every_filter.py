"""Index every text that lists can be filtered by, and the journal's order.

Revision: 0006, after 0005.
"""

from collections.abc import Iterator

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ALONE = ("number_key",)
SHARED = ("country_code",)
TAXED = ("email_key", "phone", "post_code_key")
KEYS = {
    "bank_account": (ALONE, SHARED),
    "contact": ((*ALONE, *TAXED), (*SHARED, "salesperson_code_key")),
    "customer": ((*ALONE, *TAXED), (*SHARED, "salesperson_code_key")),
    "vendor": ((*ALONE, *TAXED), (*SHARED, "purchaser_code_key")),
}


def upgrade() -> None:
    for name, table, columns in _indexes():
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, table, _ in _indexes():
        op.drop_index(name, table_name=table)


def _indexes() -> Iterator[tuple[str, str, list[str]]]:
    yield "ix_change_set_at", "change_set", ["at", "id"]
    for table, (alone, shared) in KEYS.items():
        yield from ((f"ix_{table}_{key}", table, [key]) for key in alone)
        yield from ((f"ix_{table}_{key}", table, [key, "number"]) for key in shared)
