"""Make the message of an e-mail: the same bytes at every attempt, and nothing in it that is not meant as text.

Headers are made of checked parts, never of strings put together. Source: reliability.md §3.4.
"""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from email_validator import validate_email

from domain.outbox.letters import addresses


class Undeliverable(Exception):  # noqa: N818 - noted on the e-mail
    """The e-mail can never be sent as it is; it says why."""


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One e-mail of the outbox, with the PDF that goes with it."""

    id: str
    message_id: str
    sender: str
    sender_name: str
    recipient: str
    subject: str
    body: str
    language_code: str
    created_at: datetime
    attempts: int
    attachment: tuple[str, bytes] | None = None
    is_forbidden: bool = False


@dataclass(frozen=True)
class Envelope:
    """What an SMTP server is given: from whom, to whom, the bytes, and whether addresses are beyond ASCII."""

    sender: str
    recipient: str
    content: bytes
    is_utf8: bool


def envelope(mail: Mail) -> Envelope:
    """Return a mail as it goes to the SMTP server.

    Raises:
        Undeliverable: the contact must not be written to any more, or the address is none.
    """
    if mail.is_forbidden:
        raise Undeliverable("The contact is privacy-blocked: nothing is sent to it.")
    found, refusals = addresses(mail.recipient, ())
    if refusals or len(found) != 1:
        raise Undeliverable("This is not one e-mail address.")
    sender, recipient = _address(mail.sender, mail.sender_name), _address(found[0])
    is_utf8 = not (sender.addr_spec + recipient.addr_spec).isascii()
    message = EmailMessage(SMTPUTF8 if is_utf8 else SMTP)
    message["From"], message["To"] = sender, recipient
    message["Subject"], message["Date"], message["Message-ID"] = mail.subject, mail.created_at, mail.message_id
    message.set_content(mail.body + "\n", cte="quoted-printable")
    if mail.attachment:
        name, pdf = mail.attachment
        message.add_attachment(pdf, maintype="application", subtype="pdf", filename=f"{name}.pdf")
        message.set_boundary(f"carnet-{mail.id}")
    message["Content-Language"] = mail.language_code  # last: setting the content would take it away
    return Envelope(sender.addr_spec, recipient.addr_spec, message.as_bytes(), is_utf8)


def _address(text: str, name: str = "") -> Address:
    """Return an address whose domain is as name servers know it."""
    checked = validate_email(text, check_deliverability=False, test_environment=True)
    return Address(name, text.rpartition("@")[0], checked.ascii_domain)
