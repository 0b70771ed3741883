"""Alembic's environment and revisions: how the schema came to be what `db.tables` says."""
