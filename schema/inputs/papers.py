"""Declare what printing and sending take."""

import strawberry

from schema.declaring import about, input_type

_LOGGED = "Whether it is recorded on the contact: unless it is false, it is where the set-up names a template."


@input_type
class PrintDocumentInput:
    """A document to be printed."""

    document_id: strawberry.ID = about("The document.")
    log_interaction: bool | None = about(_LOGGED, default=None)


@input_type
class EmailDocumentInput:
    """A document to be sent by e-mail."""

    document_id: strawberry.ID = about("The document.")
    to: str | None = about(
        "To whom, several addresses separated by semicolons; else the address on the document, else the contact's.",
        default=None,
    )
    subject: str | None = about("At most 250 characters; else what the document is called, and our name.", default=None)
    body: str | None = about("At most 20,000 characters of text; else a short letter.", default=None)
    log_interaction: bool | None = about(_LOGGED, default=None)


@input_type
class SendEmailInput:
    """An e-mail to a contact."""

    contact_id: strawberry.ID = about("The contact; it is sent to each of its addresses.")
    subject: str = about("At most 250 characters.")
    body: str = about("At most 20,000 characters of text.")


@input_type
class CreatePaperLinkInput:
    """A paper to be fetched."""

    paper_id: strawberry.ID = about("The paper.")
