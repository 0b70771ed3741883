"""Declare what mutations of documents answer."""

import strawberry

from schema.declaring import about, object_type
from schema.documents.document import Document
from schema.documents.purchases import PurchaseDocument
from schema.documents.sales import SalesDocument
from schema.documents.services import ServiceOrder
from schema.errors import UserError, Warning  # noqa: A004 - the contract's name
from schema.interactions import Interaction
from schema.journal import ChangeSet


@strawberry.type
class DocumentAnswer:
    """What every answer about a document has."""

    change_set: ChangeSet | None = about("Everything that was changed; null where nothing was.")
    warnings: list[Warning] = about("What to know; it was written all the same.")
    errors: list[UserError] = about("Why nothing was written; empty if all went well. Always ask for it.")


@strawberry.type
class MadeAnswer(DocumentAnswer):
    """What every answer about a new document has."""

    interaction: Interaction | None = about("The entry that records it; null where that is not recorded.")


@object_type
class SalesDocumentPayload(MadeAnswer):
    """The answer of createSalesDocument."""

    sales_document: SalesDocument | None = about("The new document; null where it was refused.")


@object_type
class PurchaseDocumentPayload(MadeAnswer):
    """The answer of createPurchaseDocument."""

    purchase_document: PurchaseDocument | None = about("The new document; null where it was refused.")


@object_type
class ServiceOrderPayload(MadeAnswer):
    """The answer of createServiceOrder."""

    service_order: ServiceOrder | None = about("The new service order; null where it was refused.")


@object_type
class DocumentPayload(DocumentAnswer):
    """The answer of a mutation of a document."""

    document: Document | None = about(
        "The document as it is now, also where the change was refused; of makeOrder, the new order."
    )
