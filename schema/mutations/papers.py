"""Declare how documents are printed and sent, and e-mails written."""

from typing import Annotated, Any

import strawberry
from strawberry import Info

from resolvers import papers
from schema.declaring import argument, mutation
from schema.inputs.papers import CreatePaperLinkInput, EmailDocumentInput, PrintDocumentInput, SendEmailInput
from schema.mutations.answering import IdempotencyKey, core, shown
from schema.papers import EmailDocumentPayload, PaperLinkPayload, PrintDocumentPayload
from schema.payloads import InteractionPayload


@strawberry.type
class PaperMutations:
    """Mutations that print and send."""

    @mutation
    async def print_document(
        self,
        info: Info,
        input: Annotated[PrintDocumentInput, argument("Which document.")],
        idempotency_key: IdempotencyKey = None,
    ) -> PrintDocumentPayload | None:
        """Make the PDF of a document, keep it as it is, count the print, and record it on the contact."""
        return shown(info, await papers.print_(core(info), **_named(input, idempotency_key)))  # type: ignore[no-any-return] # a row

    @mutation
    async def email_document(
        self,
        info: Info,
        input: Annotated[EmailDocumentInput, argument("Which document, to whom, and what to write.")],
        idempotency_key: IdempotencyKey = None,
    ) -> EmailDocumentPayload | None:
        """Send the PDF of a document by e-mail, and record it on the contact. It leaves after this is committed."""
        said = {"to": input.to, "subject": input.subject, "body": input.body}
        return shown(info, await papers.email(core(info), **_named(input, idempotency_key), **said))  # type: ignore[no-any-return] # a row

    @mutation
    async def send_email(
        self,
        info: Info,
        input: Annotated[SendEmailInput, argument("To whom, and what to write.")],
        idempotency_key: IdempotencyKey = None,
    ) -> InteractionPayload | None:
        """Write an e-mail to a contact, and record it. It leaves after this is committed."""
        said = {"contact_id": input.contact_id, "subject": input.subject, "body": input.body}
        return shown(info, await papers.write(core(info), **said, idempotency_key=idempotency_key))  # type: ignore[no-any-return] # a row

    @mutation
    async def create_paper_link(
        self,
        info: Info,
        input: Annotated[CreatePaperLinkInput, argument("Which paper.")],
        idempotency_key: IdempotencyKey = None,
    ) -> PaperLinkPayload | None:
        """Make a link under which a paper can be fetched again, unchanged."""
        asked = {"paper_id": input.paper_id, "idempotency_key": idempotency_key}
        return shown(info, await papers.link(core(info), **asked))  # type: ignore[no-any-return] # a row


def _named(input_: Any, key: str | None) -> dict[str, Any]:
    """Return which document is meant, whether it is recorded, and the key of the call."""
    return {"id": input_.document_id, "is_logged": input_.log_interaction is not False, "idempotency_key": key}
