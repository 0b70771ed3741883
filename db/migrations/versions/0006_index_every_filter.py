"""Index every text that lists can be filtered by.

Revision: 0006, after 0005.
"""

from collections.abc import Iterator

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TAXED = ("email_key", "phone", "post_code_key")
KEYS = {
    "bank_account": (),
    "contact": (*TAXED, "salesperson_code_key"),
    "customer": (*TAXED, "salesperson_code_key"),
    "vendor": (*TAXED, "purchaser_code_key"),
}


def upgrade() -> None:
    for name, table, column in _indexes():
        op.create_index(name, table, [column])


def downgrade() -> None:
    for name, table, _ in _indexes():
        op.drop_index(name, table_name=table)


def _indexes() -> Iterator[tuple[str, str, str]]:
    for table, keys in KEYS.items():
        yield from ((f"ix_{table}_{key}", table, key) for key in ("number_key", "country_code", *keys))
