"""Declare what can be asked of documents."""

from typing import Annotated

import strawberry

from schema.arguments import After, Before, First, Id, Last
from schema.connections import Connection
from schema.declaring import argument, with_arguments
from schema.documents.kinds import PurchaseDocumentType, SalesDocumentType
from schema.documents.lists import (
    DocumentOrder,
    OfPurchases,
    OfSales,
    PurchaseDocumentFilter,
    SalesDocumentFilter,
    ServiceOrderFilter,
)
from schema.documents.purchases import PurchaseDocument
from schema.documents.sales import SalesDocument
from schema.documents.services import ServiceOrder

Number = Annotated[str | None, argument("The document's number; with its type where it has one.")]
OrderBy = Annotated[list[DocumentOrder] | None, argument("In which order; by number unless given.")]


@strawberry.type
class DocumentQueries:
    """Queries of documents."""

    @with_arguments
    def sales_document(
        self,
        id: Id = None,
        type: Annotated[SalesDocumentType | None, argument("Which series the number is of.")] = None,
        number: Number = None,
    ) -> SalesDocument | None:
        """Find a sales document by its id, or by its type and number."""

    @with_arguments
    def sales_documents(
        self,
        type: OfSales = None,
        where: Annotated[SalesDocumentFilter | None, argument("Which ones.")] = None,
        order_by: OrderBy = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[SalesDocument]:
        """List sales documents."""

    @with_arguments
    def purchase_document(
        self,
        id: Id = None,
        type: Annotated[PurchaseDocumentType | None, argument("Which series the number is of.")] = None,
        number: Number = None,
    ) -> PurchaseDocument | None:
        """Find a purchase document by its id, or by its type and number."""

    @with_arguments
    def purchase_documents(
        self,
        type: OfPurchases = None,
        where: Annotated[PurchaseDocumentFilter | None, argument("Which ones.")] = None,
        order_by: OrderBy = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[PurchaseDocument]:
        """List purchase documents."""

    @with_arguments
    def service_order(
        self, id: Id = None, number: Annotated[str | None, argument("The document's number.")] = None
    ) -> ServiceOrder | None:
        """Find a service order by exactly one of id and number."""

    @with_arguments
    def service_orders(
        self,
        where: Annotated[ServiceOrderFilter | None, argument("Which ones.")] = None,
        order_by: OrderBy = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ServiceOrder]:
        """List service orders."""
