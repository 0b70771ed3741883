"""Declare interactions: what was done with a contact."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.cards import After, FieldChangeConnection, First, Node
from schema.connections import Connection
from schema.declaring import about, enum_type, object_type, with_arguments
from schema.documents.kinds import DocumentKind

if TYPE_CHECKING:
    from schema.contacts import Contact
    from schema.documents.document import Document
    from schema.papers import EmailDelivery

_Contact = Annotated["Contact", strawberry.lazy("schema.contacts")]
InteractionConnection = Connection[Annotated["Interaction", strawberry.lazy("schema.interactions")]]


@enum_type(OUTBOUND="From us to the contact.", INBOUND="From the contact to us.")
class InformationFlow(StrEnum):
    """Which way the information went."""

    OUTBOUND = "OUTBOUND"
    INBOUND = "INBOUND"


@enum_type(US="Somebody of our firm.", THEM="The contact.")
class InitiatedBy(StrEnum):
    """Who began."""

    US = "US"
    THEM = "THEM"


@enum_type(HARD_COPY="On paper, or as a file that was handed over.", EMAIL="By e-mail.")
class CorrespondenceType(StrEnum):
    """In what form the contact got something."""

    HARD_COPY = "HARD_COPY"
    EMAIL = "EMAIL"


@enum_type(VERY_POSITIVE="Very good.", POSITIVE="Good.", NEUTRAL="Neither.", NEGATIVE="Bad.", VERY_NEGATIVE="Very bad.")
class Evaluation(StrEnum):
    """How an interaction went."""

    VERY_POSITIVE = "VERY_POSITIVE"
    POSITIVE = "POSITIVE"
    NEUTRAL = "NEUTRAL"
    NEGATIVE = "NEGATIVE"
    VERY_NEGATIVE = "VERY_NEGATIVE"


@object_type
class InteractionStatistics:
    """What interactions come to. Canceled ones do not count."""

    count: int = about("How many there are, failed attempts among them.")
    cost: Decimal = about("What they cost, in our own currency.")
    duration_minutes: Decimal = about("How long they took.")
    last_at: datetime | None = about("When the last one was that did not fail.")
    last_attempt_at: datetime | None = about("When we last tried, whether it failed or not.")


@object_type
class Interaction(Node):
    """Something done with a contact. Entries are only added: `canceled`, `evaluation`, `attemptFailed` may change."""

    entry_number: int = about("Counts all interactions, without gaps, in the order in which they were recorded.")
    at: datetime = about("When it was.")
    contact: _Contact | None = about("With whom; null once the contact is gone, contactNumber and contactName stay.")
    company: _Contact | None = about("The company that the contact was, or belonged to.")
    contact_number: str | None = about("As it was when recorded: stays when the contact is deleted.")
    contact_name: str | None = about("As it was when recorded: stays when the contact is deleted.")
    description: str = about("What it was about.")
    subject: str | None = about("The subject of an e-mail.")
    template_code: str | None = about("The interaction template that it was recorded by.")
    group_code: str | None = about("The group of that template.")
    information_flow: InformationFlow | None = about("Which way the information went.")
    initiated_by: InitiatedBy | None = about("Who began.")
    correspondence_type: CorrespondenceType | None = about("In what form the contact got something.")
    contact_via: str | None = about("The number that was called, or the addresses that were written to.")
    evaluation: Evaluation | None = about("How it went.")
    cost: Decimal = about("What it cost, in our own currency.")
    duration_minutes: Decimal = about("How long it took.")
    salesperson_code: str | None = about("Who of us looks after it: the document's salesperson, else the contact's.")
    actor: str = about("Who recorded it.")
    attempt_failed: bool = about("Whether the contact was not reached.")
    canceled: bool = about("Whether it is not to count: it stays visible.")
    document_kind: DocumentKind | None = about("The kind of document that it was about.")
    document_number: str | None = about("The number of that document; stays when the document is deleted.")
    document: Annotated["Document", strawberry.lazy("schema.documents.document")] | None = about(
        "The document as it is now; null once it is gone."
    )
    pdf_hash: str | None = about("SHA-256 of the PDF that the contact got, in hexadecimal.")
    deliveries: list[Annotated["EmailDelivery", strawberry.lazy("schema.papers")]] = about(
        "For what was sent by e-mail: what has become of it, one per address."
    )
    version: int = about("Grows by one with every change.")
    created_at: datetime = about("When it was recorded.")
    updated_at: datetime = about("When it was last changed.")

    @with_arguments
    def history(self, first: First = 50, after: After = None) -> FieldChangeConnection:
        """Every change of this interaction, newest first."""
