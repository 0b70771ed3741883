"""Declare what can be done with documents."""

from copy import copy
from typing import Annotated, Any

import strawberry
from strawberry import Info

from domain.change import Kind
from resolvers.documents import changes as documents
from schema.declaring import argument, mutation
from schema.documents.payloads import (
    DocumentPayload,
    PurchaseDocumentPayload,
    SalesDocumentPayload,
    ServiceOrderPayload,
)
from schema.inputs import given_fields
from schema.inputs.documents import (
    CreatePurchaseDocumentInput,
    CreateSalesDocumentInput,
    CreateServiceOrderInput,
    DocumentInput,
    MakeOrderInput,
    SetDocumentContactInput,
    SetDocumentLinesInput,
)
from schema.mutations.answering import IdempotencyKey, core, shown
from schema.payloads import DeletePayload

_Document = Annotated[DocumentInput, argument("Which document.")]


@strawberry.type
class DocumentMutations:
    """Mutations of documents."""

    @mutation
    async def create_sales_document(
        self,
        info: Info,
        input: Annotated[CreateSalesDocumentInput, argument("For whom, what, and the lines.")],
        idempotency_key: IdempotencyKey = None,
    ) -> SalesDocumentPayload | None:
        """Make a quote, an order or a blanket order for a contact; a quote also for one that is no customer yet."""
        return await _create(info, Kind.SALES_DOCUMENT, input, idempotency_key)  # type: ignore[no-any-return] # a row

    @mutation
    async def create_purchase_document(
        self,
        info: Info,
        input: Annotated[CreatePurchaseDocumentInput, argument("From whom, what, and the lines.")],
        idempotency_key: IdempotencyKey = None,
    ) -> PurchaseDocumentPayload | None:
        """Make a quote, an order or a blanket order with a contact; a quote also with one that is no vendor yet."""
        return await _create(info, Kind.PURCHASE_DOCUMENT, input, idempotency_key)  # type: ignore[no-any-return] # a row

    @mutation
    async def create_service_order(
        self,
        info: Info,
        input: Annotated[CreateServiceOrderInput, argument("For whom, what, and the lines.")],
        idempotency_key: IdempotencyKey = None,
    ) -> ServiceOrderPayload | None:
        """Make a service order for a contact whose company is a customer."""
        return await _create(info, Kind.SERVICE_ORDER, input, idempotency_key)  # type: ignore[no-any-return] # a row

    @mutation
    async def set_document_lines(
        self,
        info: Info,
        input: Annotated[SetDocumentLinesInput, argument("Which document, and its lines.")],
        idempotency_key: IdempotencyKey = None,
    ) -> DocumentPayload | None:
        """Replace all lines of an open document."""
        answer = await documents.set_lines(
            core(info), lines=_lines(input), discount=_head(input), **_named(input, idempotency_key)
        )
        return shown(info, answer)  # type: ignore[no-any-return] # a row

    @mutation
    async def set_document_contact(
        self,
        info: Info,
        input: Annotated[SetDocumentContactInput, argument("Which document, and its contact.")],
        idempotency_key: IdempotencyKey = None,
    ) -> DocumentPayload | None:
        """Make an open document one for another contact. Its lines and their prices stay."""
        named = _named(input, idempotency_key)
        return shown(info, await documents.set_contact(core(info), contact_id=input.contact_id, **named))  # type: ignore[no-any-return] # a row

    @mutation
    async def release_document(
        self, info: Info, input: _Document, idempotency_key: IdempotencyKey = None
    ) -> DocumentPayload | None:
        """Fix a document: nothing of it changes until it is opened again."""
        return shown(info, await documents.release(core(info), **_named(input, idempotency_key)))  # type: ignore[no-any-return] # a row

    @mutation
    async def reopen_document(
        self, info: Info, input: _Document, idempotency_key: IdempotencyKey = None
    ) -> DocumentPayload | None:
        """Open a released document again."""
        return shown(info, await documents.reopen(core(info), **_named(input, idempotency_key)))  # type: ignore[no-any-return] # a row

    @mutation
    async def delete_document(
        self, info: Info, input: _Document, idempotency_key: IdempotencyKey = None
    ) -> DeletePayload | None:
        """Delete a document with its lines; refused while orders that were made from it exist."""
        return shown(info, await documents.delete(core(info), **_named(input, idempotency_key)))  # type: ignore[no-any-return] # a row

    @mutation
    async def make_order(
        self,
        info: Info,
        input: Annotated[MakeOrderInput, argument("The quote or blanket order.")],
        idempotency_key: IdempotencyKey = None,
    ) -> DocumentPayload | None:
        """Make an order from a quote or a blanket order, with the same prices.

        A quote for somebody who is no customer or vendor yet makes them one, on the company contact, from the quote's
        template. The quote stays: `madeFrom` of the order names it.
        """
        templates = {Kind.CUSTOMER: input.customer_template_code, Kind.VENDOR: input.vendor_template_code}
        lines = None if input.lines is None else [(line.position, line.quantity) for line in input.lines]
        named = _named(input, idempotency_key)
        return shown(info, await documents.make_order(core(info), templates=templates, lines=lines, **named))  # type: ignore[no-any-return] # a row


async def _create(info: Info, kind: Kind, input_: Any, key: str | None) -> Any:
    given = _head(input_)
    template = given.pop("customerTemplateCode", None) or given.pop("vendorTemplateCode", None)
    typed = {"type": given.pop("type")} if "type" in given else {}
    answer = await documents.create(
        core(info),
        kind,
        contact_id=input_.contact_id,
        template_code=template,
        given=given,
        lines=_lines(input_),
        idempotency_key=key,
        **typed,
    )
    return shown(info, answer)


def _head(input_: Any) -> dict[str, Any]:
    """Return what an input gives besides its lines."""
    head = copy(input_)
    head.lines = None
    return given_fields(head)


def _lines(input_: Any) -> list[dict[str, Any]]:
    return [given_fields(line) for line in input_.lines or ()]


def _named(input_: Any, key: str | None) -> dict[str, Any]:
    """Return which document, at which version, is meant, and the key of the call."""
    return {"id": input_.document_id, "expected_version": input_.expected_version, "idempotency_key": key}
