"""Declare what all documents have in common."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.cards import Address, After, FieldChangeConnection, First, Node
from schema.declaring import about, interface_type, object_type, with_arguments
from schema.documents.kinds import DocumentKind, DocumentStatus
from schema.documents.lines import DocumentLine, DocumentTotals
from schema.interactions import InteractionConnection

if TYPE_CHECKING:
    from schema.contacts import Contact
    from schema.papers import Paper


@object_type
class DocumentParty:
    """A party as it was when the document was made: later changes of its card or contact do not reach it."""

    number: str | None = about("The customer's or vendor's number; null for somebody who is neither yet.")
    name: str | None = about("The firm, or the person.")
    name2: str | None = about("A second line of the name.")
    contact_name: str | None = about("Whom the document is for the attention of.")
    address: Address = about("Where the party is.")
    phone: str | None = about("Of the person it was made for, or of the party.")
    email: str | None = about("Of the person it was made for, or of the party.")
    vat_number: str | None = about("VAT registration number.")


@interface_type
class Document(Node):
    """A quote, an order, a blanket order or a service order, made for a contact."""

    kind: DocumentKind = about("What it is.")
    number: str = about("From the number series of its kind, without gaps; unique among documents of the same kind.")
    status: DocumentStatus = about("Whether it may still be changed.")
    contact: Annotated["Contact", strawberry.lazy("schema.contacts")] | None = about(
        "The contact it was made for; null once the contact is gone, contactNumber stays."
    )
    contact_number: str | None = about("The number of the contact it was made for.")
    contact_name: str | None = about("The name of the contact it was made for, as it was then.")
    ship_to: DocumentParty = about("Where the goods go.")
    your_reference: str | None = about("What the other side calls the matter.")
    order_date: date | None = about("When it was ordered or quoted.")
    document_date: date = about("The date on the document.")
    due_date: date | None = about("When it is to be paid, by the payment terms.")
    payment_terms_code: str | None = about("A code of `paymentTerms`.")
    currency_code: str = about("ISO 4217, e.g. 'EUR'.")
    language_code: str = about("The language of the document, the party's: a BCP 47 tag.")
    prices_include_vat: bool = about("Whether unit prices include VAT.")
    version: int = about(
        "Grows by one with every change of the document or its lines: send it back as `expectedVersion`."
    )
    created_at: datetime = about("When the document was made.")
    updated_at: datetime = about("When the document was last changed.")
    printed_count: int = about("How often it was printed.")
    last_emailed_at: datetime | None = about("When it was last sent by e-mail.")
    lines: list[DocumentLine] = about("The lines in their order.")
    totals: DocumentTotals = about("What the lines come to.")
    party_changed_since: bool = about(
        "Whether the party's card, or the contact, no longer says what the document says of it."
    )

    papers: list[Annotated["Paper", strawberry.lazy("schema.papers")]] = about(
        "The PDFs that were printed or sent, newest first, each as it was then."
    )

    @with_arguments
    def history(self, first: First = 50, after: After = None) -> FieldChangeConnection:
        """Every change of this document, newest first."""

    @with_arguments
    def interactions(self, first: First = 50, after: After = None) -> InteractionConnection:
        """What was recorded about this document, newest first: made, printed, e-mailed."""
