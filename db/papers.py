"""Declare the papers: the PDFs of documents that were printed or sent, kept as they were."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field

from db.cards import Identified, required
from db.types import Id, Instant

if TYPE_CHECKING:
    from db.database import Database


class Paper(Identified, table=True):
    """One PDF of one document; printing the same again issues the same paper. It outlives its document."""

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("document_id", "sha256", name="uq_paper_content"),)

    document_id: str = Field(sa_type=Id, nullable=False)
    document_version: int = Field(nullable=False)
    name: str = required(100)
    sha256: str = required(64)
    size: int = Field(nullable=False)
    content: bytes = Field(sa_type=LargeBinary, nullable=False)
    actor: str = required(100)
    created_at: datetime = Field(sa_type=Instant, nullable=False)


_READ = {
    "sqlite": "SELECT coalesce((SELECT hex(name) || ' ' || hex(content) FROM paper WHERE id = ?1), '')",
    "postgresql": (
        "SELECT coalesce((SELECT encode(convert_to(name, 'UTF8'), 'hex') || ' ' || encode(content, 'hex')"
        " FROM paper WHERE id = $1::uuid), '')"
    ),
}


async def read_paper(database: "Database", key: str) -> tuple[str, bytes] | None:
    """Return name and content of a paper; None if there is no such paper."""
    name, _, content = (await database.reader.fetch(_READ[database.dialect], (key,))).decode().partition(" ")
    return (bytes.fromhex(name).decode(), bytes.fromhex(content)) if content else None
