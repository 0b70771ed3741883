"""Send a document by e-mail: its PDF, kept as it was issued, through the outbox, recorded on the contact.

Source: product.md §4.5, reference-documents.md §13.2.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import select, update

from db.tables import Contact
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome, begin, finish
from domain.documents.stored import Stored, lock_document
from domain.errors import ContactPrivacyBlocked, EmailNotConfigured, EmailRequired, Refusal, Refused, refuse
from domain.ids import key_of
from domain.interactions.events import Event
from domain.interactions.logging import log
from domain.interactions.operations import Act
from domain.outbox.letters import Letter, Sender, addresses, body, queue, subject
from domain.papers.calls import Emailing
from domain.papers.contents import contents_of
from domain.papers.covering import body_of, subject_of
from domain.papers.issuing import hash_of, issue
from domain.papers.page import Contents, page_of
from domain.papers.rendering import Press
from domain.sync.writes import Writes
from domain.tables import TABLES

_CONTACTS = Contact.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
TO, SUBJECT, BODY = ("input", "to"), ("input", "subject"), ("input", "body")


@dataclass(frozen=True)
class _Addressee:
    """The contact as it is now: where it takes mail, and whether it takes any."""

    key: str | None = None
    number: str = ""
    email: str | None = None
    privacy_blocked: bool = False


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
    contents, addressee = await contents_of(work, stored), await _addressee(work, stored)
    letter = _letter(call, contents, addressee)
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


async def _addressee(work: UnitOfWork, stored: Stored) -> _Addressee:
    """Return the contact that the document is for, kept as it is until the transaction ends."""
    key = key_of("Contact", str(stored.document.values["contactId"]))
    columns = (_CONTACTS.c.id, _CONTACTS.c.number, _CONTACTS.c.email, _CONTACTS.c.privacy_blocked)
    query = select(*columns).where(_CONTACTS.c.id == key).with_for_update(read=True)
    row = (await work.connection.execute(query)).first()
    return _Addressee(*row) if row else _Addressee()


def _letter(call: Emailing, contents: Contents, addressee: _Addressee) -> Letter:
    """Return what is to be sent.

    Raises:
        Refused: every reason why it cannot be.
    """
    to = call.to or contents.values[f"{contents.side.party}.email"] or addressee.email
    recipients, wrong_to = addresses(to, TO)
    headed, wrong_subject = subject(call.subject or subject_of(contents), SUBJECT)
    written, wrong_body = body(call.body or body_of(contents), BODY)
    refuse(*_refusals(addressee, recipients, wrong_to), *wrong_subject, *wrong_body)
    return Letter(
        recipients=recipients,
        subject=headed,
        body=written,
        language_code=contents.habits.language,
        sender_name=contents.firm["name"] or "",
        contact_id=addressee.key,
    )


def _refusals(addressee: _Addressee, recipients: tuple[str, ...], wrong: tuple[Refusal, ...]) -> list[Refusal]:
    blocked = ContactPrivacyBlocked(contact=addressee.number, path=("input", "documentId"))
    missing = [] if recipients or wrong else [EmailRequired(path=TO)]
    return [*([blocked] if addressee.privacy_blocked else []), *wrong, *missing]


async def _note(work: UnitOfWork, stored: Stored, at: datetime) -> None:
    """Note when the document was last sent. As a print, it is no change of the document."""
    table = TABLES[stored.side.kind]
    await work.connection.execute(update(table).where(table.c.id == stored.document.id).values(last_emailed_at=at))
