"""Declare the API keys by which callers are known."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from db.cards import required
from db.types import Chars, Instant

if TYPE_CHECKING:
    from db.database import Database


class ApiKey(SQLModel, table=True):
    """A key that was made: its secret is kept as a hash, and its row stays when it is revoked."""

    __tablename__ = "api_key"
    __table_args__ = (
        CheckConstraint(
            "role IN ('reader', 'sales', 'purchasing', 'finance', 'administrator')", name="ck_api_key_role"
        ),
    )

    name: str = Field(sa_type=Chars(50), primary_key=True)
    """Whom the journal names as the actor; it is never given again."""
    prefix: str = required(12, unique=True)
    """The part of the key that is no secret and finds its row."""
    secret_hash: str = required(64)
    """SHA-256 of the whole key, in hexadecimal."""
    role: str = required(20)
    created_at: datetime = Field(sa_type=Instant, nullable=False)
    expires_at: datetime | None = Field(default=None, sa_type=Instant, nullable=True)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant, nullable=True)


_COLUMNS = ("name", "prefix", "secret_hash", "role", "expires_at", "revoked_at")
_READ = {
    "sqlite": f"SELECT json_group_array(json_array({', '.join(_COLUMNS)})) FROM api_key",
    "postgresql": (f"SELECT coalesce(json_agg(json_build_array({', '.join(_COLUMNS)})), '[]')::text FROM api_key"),
}


async def read_keys(database: "Database") -> list[dict[str, Any]]:
    """Return every key that was ever made, by column; moments are text as RFC 3339 writes them."""
    rows = json.loads(await database.reader.fetch(_READ[database.dialect], ()))
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
