"""Make API keys, revoke them, and tell who a caller is by the key that it shows.

Source: product.md §6, reliability.md §3.3. A key is `carnet_`, a prefix that finds its row, and 256 random bits; only
its hash is kept. A slow hash would add nothing: nobody guesses 256 bits.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from db.tables import ApiKey
from db.unit_of_work import UnitOfWork
from domain.access import ROLES, Rights, Role

_KEYS = ApiKey.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._@-]{0,49}")
_TEXT = re.compile(r"carnet_([0-9a-f]{12})_[A-Za-z0-9_-]{43}")
TAKEN = {"anonymous", "demo", "import"}
"""Actors that are no keys."""


class BadKey(Exception):  # noqa: N818 - told to the operator
    """A key cannot be made or revoked; the message says why."""


@dataclass(frozen=True)
class Caller:
    """Who calls, as the journal names them, and what they may do."""

    actor: str
    rights: Rights


@dataclass(frozen=True)
class Key:
    """A key as it is known: what it is compared with, whose it is, and until when it is good."""

    name: str
    secret_hash: str
    role: Role
    expires_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Key":
        """Return the key of a row whose moments are text."""
        expires, revoked = (row[name] and datetime.fromisoformat(row[name]) for name in ("expires_at", "revoked_at"))
        return cls(row["name"], row["secret_hash"], Role(row["role"]), expires, revoked)

    def is_good(self, now: datetime) -> bool:
        """Tell whether the key may still be used."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


async def make_key(work: UnitOfWork, name: str, role: Role, days: int | None = None) -> str:
    """Store a new key and return it: nobody can read it again. The caller commits.

    Raises:
        BadKey: the name is none, or was given before.
    """
    if not _NAME.fullmatch(name) or name != name.strip():
        raise BadKey("A name has 1 to 50 letters, digits, blanks and . _ @ -, and begins with a letter or a digit.")
    if name in TAKEN or await _is_there(work, name):
        raise BadKey(f"The name {name} is taken. The journal tells callers apart by it, so it is given once only.")
    prefix, now = secrets.token_hex(6), datetime.now(UTC)
    key = f"carnet_{prefix}_{secrets.token_urlsafe(32)}"
    row = {
        "name": name,
        "prefix": prefix,
        "secret_hash": _hash(key),
        "role": str(role),
        "created_at": now,
        "expires_at": None if days is None else now + timedelta(days=days),
    }
    await work.connection.execute(insert(_KEYS), [row])
    return key


async def revoke_key(work: UnitOfWork, name: str) -> None:
    """Let a key be good for nothing any more. The caller commits.

    Raises:
        BadKey: there is no such key.
    """
    if not await _is_there(work, name):
        raise BadKey(f"There is no key {name}. 'carnet key list' shows all.")
    revoking = update(_KEYS).where(_KEYS.c.name == name, _KEYS.c.revoked_at.is_(None))
    await work.connection.execute(revoking.values(revoked_at=datetime.now(UTC)))


async def all_keys(work: UnitOfWork) -> list[Mapping[Any, Any]]:
    """Return every key that was ever made, by name, without its hash."""
    columns = [column for column in _KEYS.c if column is not _KEYS.c.secret_hash]
    return list((await work.connection.execute(select(*columns).order_by(_KEYS.c.name))).mappings())


def known(rows: Iterable[Mapping[str, Any]]) -> dict[str, Key]:
    """Return keys by their prefixes."""
    return {row["prefix"]: Key.of(row) for row in rows}


def caller_of(text: str, keys: Mapping[str, Key], now: datetime) -> Caller | None:
    """Return who shows this key; None if it is none, or good for nothing any more."""
    shaped = _TEXT.fullmatch(text)
    key = keys.get(shaped[1]) if shaped else None
    if key is None or not hmac.compare_digest(_hash(text), key.secret_hash) or not key.is_good(now):
        return None
    return Caller(key.name, ROLES[key.role])


async def _is_there(work: UnitOfWork, name: str) -> bool:
    return await work.connection.scalar(select(_KEYS.c.name).where(_KEYS.c.name == name)) is not None


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
