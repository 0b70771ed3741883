"""Check what is to be written in an e-mail, and put it into the outbox.

Source: product.md §4.5, reliability.md §2.2 no. 13, §3.4.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from sqlalchemy import insert
from uuid_utils import uuid7

from db.tables import OutgoingEmail
from db.unit_of_work import UnitOfWork
from domain.errors import InvalidValue, Path, Refusal, Refused, Required, ValueTooLong
from domain.values.emails import email
from domain.values.texts import refuse_endless, text

SUBJECT, BODY, VIA = 250, 20_000, 250
"""Characters that a subject, a body, and all addresses together may have."""
ENDLESS = 2 * BODY
"""Characters of a body beyond which it is not even looked at."""
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Sender:
    """In whose name e-mails leave: the address, from the settings."""

    address: str

    @property
    def domain(self) -> str:
        """Return the domain that our Message-IDs end in."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What is to be sent, and to whom: each address gets an e-mail of its own."""

    recipients: tuple[str, ...]
    subject: str
    body: str
    language_code: str
    sender_name: str
    contact_id: str | None
    paper_id: str | None = None
    interaction_id: str | None = None

    @property
    def via(self) -> str:
        """Return the addresses in one text."""
        return ";".join(self.recipients)


async def queue(work: UnitOfWork, sender: Sender, letter: Letter, at: datetime) -> None:
    """Put one e-mail per address into the outbox; it leaves once the transaction is committed."""
    await work.connection.execute(insert(OutgoingEmail), list(_rows(sender, letter, at)))


def _rows(sender: Sender, letter: Letter, at: datetime) -> Iterator[dict[str, object]]:
    for recipient in letter.recipients:
        key = str(uuid7())
        yield {
            "id": key,
            "message_id": f"<{key}@{sender.domain}>",
            "status": "QUEUED",
            "sender": sender.address,
            "sender_name": letter.sender_name,
            "recipient": recipient,
            "subject": letter.subject,
            "body": letter.body,
            "language_code": letter.language_code,
            "contact_id": letter.contact_id,
            "paper_id": letter.paper_id,
            "interaction_id": letter.interaction_id,
            "attempts": 0,
            "due_at": at,
            "created_at": at,
        }


def addresses(given: str | None, path: Path) -> tuple[tuple[str, ...], tuple[Refusal, ...]]:
    """Return each address of a text once, with why it is none."""
    try:
        refuse_endless(given or "")
        checked = email(given, VIA) if given else None
    except Refused as refused:
        return (), tuple(refusal.at(*path) for refusal in refused.refusals)
    return tuple(dict.fromkeys(checked.split(";"))) if checked else (), ()


def subject(given: str | None, path: Path) -> tuple[str, tuple[Refusal, ...]]:
    """Return a subject of one line, or why it is none."""
    try:
        checked = text(given or "", SUBJECT)
    except Refused as refused:
        return "", tuple(refusal.at(*path) for refusal in refused.refusals)
    return (checked, ()) if checked else ("", (Required(path=path),))


def body(given: str | None, path: Path) -> tuple[str, tuple[Refusal, ...]]:
    """Return the text of an e-mail, with one kind of line ends, or why it is none."""
    if given and len(given) > ENDLESS:
        return "", (ValueTooLong(length=len(given), limit=BODY, path=path),)
    written = normalize("NFC", given or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if not written:
        return "", (Required(path=path),)
    if len(written) > BODY:
        return "", (ValueTooLong(length=len(written), limit=BODY, path=path),)
    found = _FORBIDDEN.search(written)
    return (written, ()) if found is None else ("", (_forbidden(found, path),))


def _forbidden(found: re.Match[str], path: Path) -> Refusal:
    name, position = f"U+{ord(found.group()):04X}", found.start() + 1
    return InvalidValue(
        path=path,
        reason=f"The character {name} at position {position} is not allowed in a text. Remove it.",
        raison=f"Le caractère {name} en position {position} n'est pas permis dans un texte. Retirez-le.",
    )
