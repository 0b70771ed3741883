"""Tell which failures of a transaction mean that another one went first, and name what callers are told of it.

Source: reliability.md §2.1, §2.2 no. 14.
"""

from asyncpg import UniqueViolationError

from db.sqlite_library import sqlite3

PATIENCE_S = 5.0
"""Seconds that a writer waits for others before it gives up, and anybody for a connection."""
RETRYABLE = frozenset({"40001", "40P01", "55P03"})
"""Serialisation failure, deadlock, lock not available: PostgreSQL's word that another transaction went first."""


class Busy(Exception):  # noqa: N818 - an answer that callers may repeat
    """Others went first each time, or the database is away; nothing was written, and another try may succeed."""


class LostRace(Exception):  # noqa: N818 - answered by running the transaction again
    """What a transaction had read was changed before it could lock it."""


class OutcomeUnknown(Exception):  # noqa: N818 - an answer that callers may not repeat blindly
    """The commit was sent, but no answer came: it may have been carried out."""


class ConnectionLost(LostRace):
    """The connection was lost before the commit, and with it all that was written."""


def is_lost_race(problem: Exception) -> bool:
    """Tell whether the same transaction may succeed when it is run again."""
    if isinstance(problem, LostRace) or getattr(problem, "sqlstate", None) in RETRYABLE:
        return True
    return str(getattr(problem, "sqlite_errorname", "")).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def is_taken(problem: Exception) -> bool:
    """Tell whether a unique value was taken; after a check that found it free, another writer took it meanwhile."""
    # pysqlite3 tells no extended codes, so that only the message tells a taken value from a broken check.
    taken = isinstance(problem, sqlite3.IntegrityError) and "UNIQUE constraint" in str(problem)
    return taken or isinstance(problem, UniqueViolationError)
