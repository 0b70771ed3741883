"""Make, list and revoke API keys from the command line."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from rich.console import Console
from rich.table import Table

from db.database import open_database
from db.keys import read_keys
from db.unit_of_work import UnitOfWork, in_transaction
from domain.access import Role
from domain.keys import all_keys, known, make_key, revoke_key
from server.app import ensure_schema

Result = TypeVar("Result")


async def make(url: str, name: str, role: Role, days: int | None) -> str:
    """Make a key and return it.

    Raises:
        BadKey: the name is none, or was given before.
    """
    return await _commit(url, lambda work: make_key(work, name, role, days))


async def revoke(url: str, name: str) -> None:
    """Let a key be good for nothing any more.

    Raises:
        BadKey: there is no such key.
    """
    await _commit(url, lambda work: revoke_key(work, name))


async def listed(url: str) -> Sequence[Mapping[Any, Any]]:
    """Return every key that was ever made, without its secret."""
    return await _commit(url, all_keys)


async def is_any_good(url: str) -> bool:
    """Tell whether there is a key with which somebody could call."""
    database = await open_database(url)
    try:
        return any(key.is_good(datetime.now(UTC)) for key in known(await read_keys(database)).values())
    finally:
        await database.close()


def show(keys: Sequence[Mapping[Any, Any]], console: Console) -> None:
    """Print keys as a table."""
    table = Table("name", "role", "begins with", "made", "until", box=None)
    for key in keys:
        made, expires, revoked = (_day(key[name]) for name in ("created_at", "expires_at", "revoked_at"))
        until = f"revoked {revoked}" if revoked else expires
        table.add_row(key["name"], key["role"], f"carnet_{key['prefix']}", made, until)
    console.print(table if keys else "No key was made: everybody on this machine may do everything.")


def _day(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""


async def _commit(url: str, do: Callable[[UnitOfWork], Awaitable[Result]]) -> Result:
    await ensure_schema(url)
    database = await open_database(url)

    async def walk(work: UnitOfWork) -> Result:
        result = await do(work)
        await work.commit()
        return result

    try:
        return await in_transaction(database, walk)
    finally:
        await database.close()
