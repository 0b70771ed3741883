"""Declare service orders."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.declaring import about, object_type
from schema.documents.document import Document, DocumentParty

if TYPE_CHECKING:
    from schema.customers import Customer

_Customer = Annotated["Customer", strawberry.lazy("schema.customers")]


@object_type
class ServiceOrder(Document):
    """Work for a customer."""

    customer: _Customer | None = about("Who ordered the work.")
    bill_to_customer: _Customer | None = about("Who is invoiced; the customer unless its billing names another one.")
    sell_to: DocumentParty = about("Who ordered the work, as agreed.")
    bill_to: DocumentParty = about("Who is invoiced, as agreed.")
    salesperson_code: str | None = about("Who of us looks after it.")
    description: str | None = about("What is to be done.")
