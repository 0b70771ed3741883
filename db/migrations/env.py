"""Tell Alembic which tables there should be and on which connection to work. Called by `db.migrate` only."""

from typing import Any, Literal

from alembic import context

from db.tables import metadata
from db.types import Chars, Portable


def render_item(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """Write our column types into a new revision by name, with the import that they need."""
    if kind != "type" or not isinstance(item, Portable):
        return False
    autogen_context.imports.add("from db import types")
    return f"types.Chars({item.limit or ''})" if isinstance(item, Chars) else f"types.{type(item).__name__}()"


def run() -> None:
    """Migrate on the connection that `db.migrate` opened, inside one transaction."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_item=render_item,
        render_as_batch=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
