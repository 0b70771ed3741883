"""Keep the PDF of a document as it was issued, so that it can be fetched again unchanged."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from uuid_utils import uuid7

from db.tables import Paper
from db.unit_of_work import UnitOfWork
from domain.change import Record

_PAPERS = Paper.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_INSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def hash_of(pdf: bytes) -> str:
    """Return what a PDF is known by."""
    return hashlib.sha256(pdf).hexdigest()


async def issue(work: UnitOfWork, document: Record, name: str, pdf: bytes, *, actor: str, at: datetime) -> str:
    """Keep a PDF and return its key; the same PDF of the same document is kept once.

    The document is locked, so that nobody issues the same at the same time.
    """
    row = {
        "id": str(uuid7()),
        "document_id": document.id,
        "document_version": document.version,
        "name": name,
        "sha256": hash_of(pdf),
        "size": len(pdf),
        "content": pdf,
        "actor": actor,
        "created_at": at,
    }
    await work.connection.execute(_INSERT[work.dialect](_PAPERS).values(**row).on_conflict_do_nothing())
    kept = select(_PAPERS.c.id).where(_PAPERS.c.document_id == document.id, _PAPERS.c.sha256 == row["sha256"])
    return str((await work.connection.execute(kept)).scalar_one())
