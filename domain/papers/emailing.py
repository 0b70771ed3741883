"""Send a document by e-mail: its PDF, kept as it was issued, through the outbox, recorded on the contact.

Source: product.md §4.5, reference-documents.md §13.2.
"""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import update

from db.unit_of_work import UnitOfWork
from domain.calls import Outcome, begin, finish
from domain.documents.stored import DOCUMENT, Stored, lock_document
from domain.errors import ContactPrivacyBlocked, EmailNotConfigured, EmailRequired, Refusal, Refused, refuse
from domain.interactions.events import Event
from domain.interactions.logging import log
from domain.interactions.operations import Act
from domain.interactions.subjects import Subject, subject_of
from domain.outbox.letters import Letter, Sender, addresses, body, queue, subject
from domain.papers.calls import Emailing
from domain.papers.contents import contents_of
from domain.papers.covering import usual_body, usual_subject
from domain.papers.issuing import hash_of, issue
from domain.papers.page import Contents, page_of
from domain.papers.rendering import Press
from domain.sync.writes import Writes
from domain.tables import TABLES

TO, SUBJECT, BODY = ("input", "to"), ("input", "subject"), ("input", "body")


async def email_document(work: UnitOfWork, call: Emailing, press: Press, sender: Sender | None) -> Outcome:
    """Queue an e-mail with the document's PDF; the caller commits. A refusal is an outcome.

    Raises:
        Unrendered: the PDF must be made first, outside any transaction.
    """
    if sender is None:
        return Outcome(refusals=(EmailNotConfigured(),), told={"queued": False})
    try:
        stored = await lock_document(work, call.id)
    except Refused as refused:
        return Outcome(refusals=refused.refusals, told={"queued": False})
    try:
        return await _queued(work, call, stored, press, sender)
    except Refused as refused:
        return Outcome(record=stored.document.id, refusals=refused.refusals, told={"queued": False})


async def _queued(work: UnitOfWork, call: Emailing, stored: Stored, press: Press, sender: Sender) -> Outcome:
    contents = await contents_of(work, stored)
    letter = _letter(call, contents, await subject_of(work, Event(act=Act.EMAILED, document=stored.document)))
    pdf, at = press.made(page_of(contents)), datetime.now(UTC)
    paper = await issue(work, stored.document, contents.name, pdf, actor=call.actor, at=at)
    await _note(work, stored, at)
    walk = await begin(work, call)
    said = {"subject": letter.subject, "contactVia": letter.via, "pdfHash": hash_of(pdf)}
    entry = await log(walk, Event(act=Act.EMAILED, document=stored.document, given=said)) if call.is_logged else None
    outcome = Outcome(
        record=stored.document.id, interaction=entry.key if entry else None, told={"queued": True, "paper": paper}
    )
    outcome = await finish(walk, Writes(entry.changes if entry else ()), stored.records(), outcome)
    await queue(work, sender, replace(letter, paper_id=paper, interaction_id=outcome.interaction), at)
    return outcome


def _letter(call: Emailing, contents: Contents, addressee: Subject | None) -> Letter:
    """Return what is to be sent.

    Raises:
        Refused: every reason why it cannot be.
    """
    to = call.to or contents.values[f"{contents.side.party}.email"] or (addressee and addressee.contact.values["email"])
    recipients, wrong_to = addresses(str(to or ""), TO)
    headed, wrong_subject = subject(call.subject or usual_subject(contents), SUBJECT)
    written, wrong_body = body(call.body or usual_body(contents), BODY)
    refuse(*_refusals(addressee, recipients, wrong_to), *wrong_subject, *wrong_body)
    return Letter(
        recipients=recipients,
        subject=headed,
        body=written,
        language_code=contents.habits.language,
        sender_name=contents.firm["name"] or "",
        contact_id=addressee.contact.id if addressee else None,
    )


def _refusals(addressee: Subject | None, recipients: tuple[str, ...], wrong: tuple[Refusal, ...]) -> list[Refusal]:
    private = addressee and addressee.private
    blocked = [ContactPrivacyBlocked(contact=private.number, path=DOCUMENT)] if private else []
    missing = [] if recipients or wrong else [EmailRequired(path=TO)]
    return [*blocked, *wrong, *missing]


async def _note(work: UnitOfWork, stored: Stored, at: datetime) -> None:
    """Note when the document was last sent. As a print, it is no change of the document."""
    table = TABLES[stored.side.kind]
    await work.connection.execute(update(table).where(table.c.id == stored.document.id).values(last_emailed_at=at))
