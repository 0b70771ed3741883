"""Print a document: make its PDF, keep it, count the print, and record it on the contact, all in one transaction.

Source: product.md §4.5, reference-documents.md §13.1.
"""

from datetime import UTC, datetime

from sqlalchemy import update

from db.unit_of_work import UnitOfWork
from domain.calls import Outcome, begin, finish
from domain.documents.stored import Stored, lock_document
from domain.errors import Refused
from domain.interactions.events import Event
from domain.interactions.logging import log
from domain.interactions.operations import Act
from domain.papers.calls import Printing
from domain.papers.contents import contents_of
from domain.papers.issuing import hash_of, issue
from domain.papers.page import page_of
from domain.papers.rendering import Press
from domain.sync.writes import Writes
from domain.tables import TABLES


async def print_document(work: UnitOfWork, call: Printing, press: Press) -> Outcome:
    """Issue the PDF of a document and tell its key as `paper`; the caller commits. A refusal is an outcome.

    Raises:
        Unrendered: the PDF must be made first, outside any transaction.
    """
    try:
        stored = await lock_document(work, call.id)
    except Refused as refused:
        return Outcome(refusals=refused.refusals)
    contents = await contents_of(work, stored)
    pdf = press.made(page_of(contents))
    paper = await issue(work, stored.document, contents.name, pdf, actor=call.actor, at=datetime.now(UTC))
    await _count(work, stored)
    walk = await begin(work, call)
    event = Event(act=Act.PRINTED, document=stored.document, given={"subject": contents.name, "pdfHash": hash_of(pdf)})
    entry = await log(walk, event) if call.is_logged else None
    outcome = Outcome(record=stored.document.id, interaction=entry.key if entry else None, told={"paper": paper})
    return await finish(walk, Writes(entry.changes if entry else ()), stored.records(), outcome)


async def _count(work: UnitOfWork, stored: Stored) -> None:
    """Count a print. It is no change of the document: its version stays, and so do the bytes of its PDF."""
    table = TABLES[stored.side.kind]
    counted = update(table).where(table.c.id == stored.document.id).values(printed_count=table.c.printed_count + 1)
    await work.connection.execute(counted)
