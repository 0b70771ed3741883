"""Carry out what a client asks of documents."""

from typing import Any

from domain.change import Kind
from domain.documents import changing, contact_changes, creating, ordering
from domain.documents.calls import ContactEdit, DocumentCall, LineEdit, NewDocument, Ordering
from resolvers.requests import Answer, ResolveInfo
from resolvers.updates import carry_out

_CREATIONS = {
    Kind.SALES_DOCUMENT: "createSalesDocument",
    Kind.PURCHASE_DOCUMENT: "createPurchaseDocument",
    Kind.SERVICE_ORDER: "createServiceOrder",
}


async def create(info: ResolveInfo, kind: Kind, **asked: Any) -> Answer:
    """Make a document for a contact."""
    call = NewDocument(kind=kind, operation=_CREATIONS[kind], actor=info.context.actor, **asked)
    return await carry_out(info, creating.create_document, call)


async def set_lines(info: ResolveInfo, **asked: Any) -> Answer:
    """Replace the lines of a document."""
    call = LineEdit(operation="setDocumentLines", actor=info.context.actor, **asked)
    return await carry_out(info, changing.set_lines, call)


async def set_contact(info: ResolveInfo, **asked: Any) -> Answer:
    """Make a document one for another contact."""
    call = ContactEdit(operation="setDocumentContact", actor=info.context.actor, **asked)
    return await carry_out(info, contact_changes.set_contact, call)


async def release(info: ResolveInfo, **asked: Any) -> Answer:
    """Fix a document."""
    call = DocumentCall(operation="releaseDocument", actor=info.context.actor, **asked)
    return await carry_out(info, changing.release, call)


async def reopen(info: ResolveInfo, **asked: Any) -> Answer:
    """Open a released document again."""
    call = DocumentCall(operation="reopenDocument", actor=info.context.actor, **asked)
    return await carry_out(info, changing.reopen, call)


async def delete(info: ResolveInfo, **asked: Any) -> Answer:
    """Delete a document."""
    call = DocumentCall(operation="deleteDocument", actor=info.context.actor, **asked)
    return await carry_out(info, changing.delete_document, call)


async def make_order(info: ResolveInfo, **asked: Any) -> Answer:
    """Make an order from a quote or a blanket order."""
    call = Ordering(operation="makeOrder", actor=info.context.actor, **asked)
    return await carry_out(info, ordering.make_order, call)
