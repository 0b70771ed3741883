"""Bring a database's schema up to date, or say how far behind it is.

Alembic and SQLAlchemy's engine are imported only where there is something to do: a quarter of the time that a server
takes to start.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import URL

from db.database import is_there, open_reader, parse_url

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

_NO_TIMEOUTS = ("SET LOCAL lock_timeout = 0", "SET LOCAL statement_timeout = 0")
_MIGRATING = 0x6361726E6574
"""The key of the lock that a migration of PostgreSQL holds: 'carnet' in ASCII."""
_HAS_REVISION = {
    "sqlite": "SELECT CAST(count(*) AS TEXT) FROM sqlite_master WHERE name = 'alembic_version'",
    "postgresql": "SELECT (to_regclass('alembic_version') IS NOT NULL)::int::text",
}
Result = TypeVar("Result")
SCRIPTS = Path(__file__).with_name("migrations")


class SchemaTooNew(Exception):  # noqa: N818 - told to the operator
    """A newer version of the program has migrated the database."""


async def migrate(url: str) -> None:
    """Run every revision that the database lacks, in one transaction.

    Raises:
        SchemaTooNew.
    """
    parsed = parse_url(url)
    if not await _is_current(parsed):
        await _with_connection(parsed, _upgrade)


async def pending(url: str) -> list[str]:
    """Return the revisions that the database lacks, oldest first; all of them for a new database.

    Raises:
        SchemaTooNew.
    """
    parsed = parse_url(url)
    return [] if await _is_current(parsed) else await _with_connection(parsed, _missing)


def head() -> str:
    """Return the newest revision of the program: its number begins the name of its file."""
    return max(script.name for script in (SCRIPTS / "versions").glob("[0-9]*.py"))[:4]


async def _with_connection(url: URL, work: Callable[["Connection"], Result]) -> Result:
    from db.engines import in_engine

    return await in_engine(url, work)


async def _is_current(url: URL) -> bool:
    """Tell whether a database has the schema of this program."""
    if not is_there(url):
        return False
    reader = await open_reader(url)
    try:
        if await reader.fetch(_HAS_REVISION[url.get_backend_name()], ()) == b"0":
            return False
        return await reader.fetch("SELECT coalesce(max(version_num), '') FROM alembic_version", ()) == head().encode()
    finally:
        await reader.close()


def _upgrade(connection: "Connection") -> None:
    if connection.dialect.name == "postgresql":  # one migration at a time; those of SQLite wait for the write lock
        for statement in (*_NO_TIMEOUTS, f"SELECT pg_advisory_xact_lock({_MIGRATING})"):
            connection.exec_driver_sql(statement)
    if _missing(connection):
        from alembic import command

        command.upgrade(_config(connection), "head")


def _missing(connection: "Connection") -> list[str]:
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from alembic.script.revision import RevisionError
    from alembic.util import CommandError

    current = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory(str(SCRIPTS))
    try:
        revisions = list(scripts.iterate_revisions("head", current or "base"))
    except (CommandError, RevisionError):
        message = f"The database is at revision {current}, which this program does not know. Install a newer Carnet."
        raise SchemaTooNew(message) from None
    return [script.revision for script in reversed(revisions)]


def _config(connection: "Connection") -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config
