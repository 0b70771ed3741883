"""Describe the tables of a database as its own catalog tells them, constraints and indexes included."""

from typing import Any

from sqlalchemy import Connection, text

POSTGRESQL = (
    """SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace""",
    "SELECT tablename || ' ' || indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT concat_ws(' ', table_name, column_name, data_type, character_maximum_length, collation_name, is_nullable,
       column_default) FROM information_schema.columns WHERE table_schema = 'public'""",
)


def catalog(connection: Connection) -> list[str]:
    """Return one line per column, constraint and index, Alembic's own table left out."""
    lines = _sqlite(connection) if connection.dialect.name == "sqlite" else _postgresql(connection)
    return sorted(line for line in lines if not line.startswith("alembic_version"))


def _postgresql(connection: Connection) -> list[str]:
    return [line for query in POSTGRESQL for line in connection.scalars(text(query))]


def _sqlite(connection: Connection) -> list[str]:
    """SQLite keeps the text of each statement, which names one column or constraint per line."""
    rows: Any = connection.execute(text("SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    return [
        f"{table} {' '.join(line.split()).rstrip(',')}"
        for table, statement in rows
        for line in statement.replace("\t", " ").split("\n")
    ]
