"""Declare how lists of documents are read: which rows, in which order, by which filters."""

from collections.abc import Mapping

from db.reading import tree
from resolvers.journal import DOCUMENTS
from resolvers.reading.declarations import Fields, Found, Orders, Paged
from resolvers.reading.filters import Filter, Filters, Moment, Same, Text

DOCUMENT_TABLES: Mapping[str, str] = dict(DOCUMENTS.values())
"""For each type of documents the table that keeps it."""

_ID = tree.Order("id", form="id", unique=True)
ORDERS = Orders(
    columns={
        "NUMBER": tree.Order("number"),
        "DOCUMENT_DATE": tree.Order("document_date", form="day"),
        "CREATED_AT": tree.Order("created_at", form="instant"),
    },
    default=(tree.Order("number"), _ID),
    tie=_ID,
)

_FILTERS: Mapping[str, Filter] = {
    "number": Text("number", "number_key"),
    "status": Same("status"),
    "contactId": Same("contact_id", "Contact"),
    "companyId": Same("company_contact_id", "Contact"),
    "orderDate": Moment("order_date", "day"),
    "documentDate": Moment("document_date", "day"),
    "dueDate": Moment("due_date", "day"),
    "createdAt": Moment("created_at"),
    "updatedAt": Moment("updated_at"),
}
_FOR_CUSTOMER: Mapping[str, Filter] = {"customerId": Same("customer_id", "Customer")}
FILTERS: Mapping[str, Filters] = {
    "sales_document": {
        **_FILTERS,
        **_FOR_CUSTOMER,
        "type": Same("type"),
        "validUntil": Moment("valid_until", "day"),
        "requestedDeliveryDate": Moment("requested_delivery_date", "day"),
    },
    "purchase_document": {
        **_FILTERS,
        "vendorId": Same("vendor_id", "Vendor"),
        "type": Same("type"),
        "validUntil": Moment("valid_until", "day"),
        "expectedReceiptDate": Moment("expected_receipt_date", "day"),
    },
    "service_order": {**_FILTERS, **_FOR_CUSTOMER},
}
_BY_TYPE = {"type": "type"}


def documents_of(table: str, column: str) -> Paged:
    """List the documents that name the row above in a column."""
    narrowed = {} if table == "service_order" else _BY_TYPE
    return Paged(tree.Source(f"{table} {{t}}", f"{{t}}.{column} = {{p}}.id"), ORDERS, narrowed=narrowed)


def _listed(table: str) -> Paged:
    narrowed = {} if table == "service_order" else _BY_TYPE
    return Paged(tree.Source(f"{table} {{t}}"), ORDERS, FILTERS[table], narrowed)


def _found(type_name: str, *names: str) -> Found:
    table = DOCUMENT_TABLES[type_name]
    numbered = " AND ".join(f"{{t}}.{name} = {{{at}}}" for at, name in enumerate(names))
    by_id = tree.Source(f"{table} {{t}}", "{t}.id = {0}")
    return Found({("id",): by_id, names: tree.Source(f"{table} {{t}}", numbered)}, type_name)


QUERY: Fields = {
    "salesDocument": _found("SalesDocument", "type", "number"),
    "salesDocuments": _listed("sales_document"),
    "purchaseDocument": _found("PurchaseDocument", "type", "number"),
    "purchaseDocuments": _listed("purchase_document"),
    "serviceOrder": _found("ServiceOrder", "number"),
    "serviceOrders": _listed("service_order"),
}
