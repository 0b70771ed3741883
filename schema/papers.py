"""Declare papers, the delivery of e-mails, and what mutations of them answer."""

from datetime import datetime
from enum import Enum

import strawberry

from schema.cards import Node
from schema.declaring import about, enum_type, object_type
from schema.documents.document import Document
from schema.errors import UserError, Warning  # noqa: A004 - the contract's name
from schema.interactions import Interaction


@enum_type(
    QUEUED="It waits, or is tried again later; `reason` says why the last attempt failed.",
    SENT="A mail server has taken it over.",
    FAILED="It will not be tried again unless somebody asks for it; `reason` says why.",
)
class EmailStatus(Enum):
    """What has become of an e-mail."""

    QUEUED = "QUEUED"
    SENT = "SENT"
    FAILED = "FAILED"


@object_type
class Paper(Node):
    """The PDF of a document as it was printed or sent, kept unchanged; createPaperLink tells where to fetch it."""

    name: str = about("What it is called: the name of the file without '.pdf'.")
    document_version: int = about("The document's version when it was first issued.")
    sha256: str = about("The hash of its bytes, in hexadecimal.")
    size: int = about("Bytes.")
    actor: str = about("Who issued it first.")
    created_at: datetime = about("When it was first issued.")


@object_type
class EmailDelivery:
    """An e-mail to one address."""

    status: EmailStatus = about("What has become of it.")
    recipient: str = about("The address.")
    subject: str = about("Its subject.")
    message_id: str = about("Its Message-ID, the same at every attempt.")
    attempts: int = about("How often it was tried.")
    reason: str | None = about("Why the last attempt failed.")
    created_at: datetime = about("When it was asked for.")
    sent_at: datetime | None = about("When a mail server took it over.")
    paper: Paper | None = about("The PDF that goes with it.")


@strawberry.type
class PaperAnswer:
    """What every answer about a printed or sent document has."""

    document: Document | None = about("The document as it is now.")
    paper: Paper | None = about("The PDF as it is kept; null where it was refused.")
    interaction: Interaction | None = about("What was recorded on the contact; null where nothing was.")
    warnings: list[Warning] = about("What to know; it was done all the same.")
    errors: list[UserError] = about("Why it was not done; empty if all went well. Always ask for it.")


@object_type
class PrintDocumentPayload(PaperAnswer):
    """The answer of printDocument."""

    url: str | None = about(
        "Where the PDF can be fetched with the caller's credentials, relative to the server, for five minutes."
    )


@object_type
class EmailDocumentPayload(PaperAnswer):
    """The answer of emailDocument."""

    queued: bool = about("Whether it waits to be sent; `interaction.deliveries` tells what becomes of it.")


@object_type
class PaperLinkPayload:
    """The answer of createPaperLink."""

    url: str | None = about(
        "Where the PDF can be fetched with the caller's credentials, relative to the server, for five minutes."
    )
    paper: Paper | None = about("The paper.")
    warnings: list[Warning] = about("What to know.")
    errors: list[UserError] = about("Why there is no link; empty if all went well. Always ask for it.")
