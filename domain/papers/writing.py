"""Write an e-mail to a contact, recorded on it.

Source: product.md §5, reference-documents.md §16.3.
"""

from dataclasses import replace
from datetime import UTC, datetime

from db.unit_of_work import UnitOfWork
from domain.calls import Outcome, begin, finish
from domain.change import Record
from domain.errors import EmailNotConfigured, EmailRequired, Refused, refuse
from domain.interactions.events import Event
from domain.interactions.logging import log
from domain.interactions.operations import Act
from domain.interactions.subjects import CONTACT, named_subject
from domain.outbox.letters import Letter, Sender, addresses, body, queue, subject
from domain.papers.calls import Writing
from domain.papers.contents import our_firm
from domain.papers.formats import habits
from domain.sync.writes import Writes

SUBJECT, BODY = ("input", "subject"), ("input", "body")


async def send_email(work: UnitOfWork, call: Writing, sender: Sender | None) -> Outcome:
    """Queue an e-mail to a contact; the caller commits. A refusal is an outcome."""
    if sender is None:
        return Outcome(refusals=(EmailNotConfigured(),))
    try:
        contact = (await named_subject(work, call.contact_id)).contact
        letter = _letter(call, contact, str((await our_firm(work))["name"] or ""))
    except Refused as refused:
        return Outcome(refusals=refused.refusals)
    walk = await begin(work, call)
    said = {"subject": letter.subject, "contactVia": letter.via}
    entry = await log(walk, Event(act=Act.WRITTEN, contact=contact, given=said))
    outcome = Outcome(contact=contact.id, interaction=entry.key if entry else None)
    outcome = await finish(walk, Writes(entry.changes if entry else ()), [contact], outcome)
    await queue(work, sender, replace(letter, interaction_id=outcome.interaction), datetime.now(UTC))
    return outcome


def _letter(call: Writing, contact: Record, firm: str) -> Letter:
    """Return what is to be sent.

    Raises:
        Refused: every reason why it cannot be.
    """
    values = contact.values
    recipients, wrong = addresses(str(values["email"] or ""), CONTACT)
    headed, wrong_subject = subject(call.subject, SUBJECT)
    written, wrong_body = body(call.body, BODY)
    refuse(
        *wrong,
        *([] if recipients or wrong else [EmailRequired(path=CONTACT)]),
        *wrong_subject,
        *wrong_body,
    )
    return Letter(
        recipients=recipients,
        subject=headed,
        body=written,
        language_code=habits(str(values["languageCode"] or "en"), None).language,
        sender_name=firm,
        contact_id=contact.id,
    )
