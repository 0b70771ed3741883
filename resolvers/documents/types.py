"""Declare how documents are read: the three tables are one shape, each adds whom its documents are for."""

from collections.abc import Mapping

from sqlmodel import SQLModel

from db.documents import PurchaseDocument, SalesDocument, ServiceOrder
from db.reading import tree
from domain.ids import PREFIXES
from resolvers.cards import ADDRESS, key_source
from resolvers.documents.lists import DOCUMENT_TABLES, ORDERS
from resolvers.documents.parts import LINE, SUBTOTAL, lines, party, totals
from resolvers.interactions import interactions_of
from resolvers.issued import PAPERS
from resolvers.journal import HISTORY
from resolvers.reading.declarations import (
    Brought,
    Declaration,
    Fields,
    Keyed,
    KeyedIn,
    Listed,
    Part,
    Related,
    Switched,
    columns,
)

_COMMON = ("number", "status", "contactNumber", "contactName", "yourReference", "orderDate", "documentDate", "dueDate")
_PRICED = ("currencyCode", "languageCode", "pricesIncludeVat", "paymentTermsCode")
_LIFE = ("version", "createdAt", "updatedAt", "printedCount", "lastEmailedAt")
_COMPARED = ("name", "name2", *(column.name for column in ADDRESS.values()), "vat_number")
"""What of the party's card a document shows and does not follow."""


def _differs(table: str, key: str) -> str:
    """Test whether a card or contact no longer says what the document in the row `{p}` says of it."""
    tests = " OR ".join(f"c.{column} IS DISTINCT FROM {{p}}.party_{column}" for column in _COMPARED)
    return f"EXISTS (SELECT 1 FROM {table} c WHERE c.id = {{p}}.{key} AND ({tests}))"


def _changed_since(card: str) -> tree.Scalar:
    """Compare with the customer or vendor; with the contact as long as there is neither."""
    on_card, on_contact = _differs(card, f"{card}_id"), _differs("contact", "company_contact_id")
    return tree.Scalar(f"CASE WHEN {{p}}.{card}_id IS NULL THEN {on_contact} ELSE {on_card} END", "flag")


def _document(type_name: str, kind: tree.Scalar, card: str) -> dict[str, Declaration]:
    """Declare what every document has."""
    table = DOCUMENT_TABLES[type_name]
    return {
        "id": tree.Column("id", "id", PREFIXES[type_name]),
        "kind": kind,
        "contact": Related(key_source("contact", "contact_id")),
        "lines": lines(table),
        "totals": Part(totals(table)),
        "partyChangedSince": _changed_since(card),
        "shipTo": Part(party("ship_to")),
        "papers": PAPERS,
        "history": HISTORY,
        "interactions": interactions_of(table),
        **columns(_MODELS[type_name], *_COMMON, *_PRICED, *_LIFE),
    }


def _typed(type_name: str, side: str, card: str) -> dict[str, Declaration]:
    """Declare what sales and purchase documents have."""
    table = DOCUMENT_TABLES[type_name]
    return {
        **_document(type_name, tree.Scalar(f"'{side}_' || {{p}}.type"), card),
        **columns(_MODELS[type_name], "type", "validUntil"),
        "madeFrom": Related(key_source(table, "made_from_id")),
        "orders": Listed(tree.Source(f"{table} {{t}}", "{t}.made_from_id = {p}.id"), ORDERS.default),
    }


_MODELS: Mapping[str, type[SQLModel]] = {
    "SalesDocument": SalesDocument,
    "PurchaseDocument": PurchaseDocument,
    "ServiceOrder": ServiceOrder,
}
_CUSTOMER: Mapping[str, Declaration] = {
    "customer": Related(key_source("customer", "customer_id")),
    "billToCustomer": Related(key_source("customer", "bill_to_customer_id")),
    "sellTo": Part(party("party")),
    "billTo": Part(party("billing")),
}

TYPES: dict[str, Fields] = {
    "SalesDocument": {
        **_typed("SalesDocument", "SALES", "customer"),
        **_CUSTOMER,
        **columns(SalesDocument, "customerTemplateCode", "salespersonCode", "externalReference"),
        **columns(SalesDocument, "requestedDeliveryDate"),
    },
    "PurchaseDocument": {
        **_typed("PurchaseDocument", "PURCHASE", "vendor"),
        **columns(PurchaseDocument, "vendorTemplateCode", "purchaserCode", "vendorReference", "expectedReceiptDate"),
        "vendor": Related(key_source("vendor", "vendor_id")),
        "payToVendor": Related(key_source("vendor", "pay_to_vendor_id")),
        "buyFrom": Part(party("party")),
        "payTo": Part(party("billing")),
    },
    "ServiceOrder": {
        **_document("ServiceOrder", tree.Scalar("'SERVICE_ORDER'"), "customer"),
        **_CUSTOMER,
        **columns(ServiceOrder, "salespersonCode", "description"),
    },
    "DocumentParty": party("party"),
    "DocumentTotals": totals("sales_document"),
    "DocumentLine": LINE,
    "VatSubtotal": SUBTOTAL,
}

_ANY = " UNION ALL ".join(f"SELECT '{name}' AS type_name, id FROM {table}" for name, table in DOCUMENT_TABLES.items())
_ANSWER: Fields = {"warnings": Brought(), "errors": Brought(), "changeSet": Keyed("@changeSet", "change_set")}
_MADE: Fields = {"interaction": Keyed("@interaction", "interaction"), **_ANSWER}
DOCUMENT = KeyedIn(
    "@record",
    f"({_ANY})",
    Switched("type_name", {name: (name, key_source(table, "id")) for name, table in DOCUMENT_TABLES.items()}),
)
"""The document that a mutation is about, of whichever kind."""
PAYLOADS: dict[str, Fields] = {
    "SalesDocumentPayload": {"salesDocument": Keyed("@record", "sales_document"), **_MADE},
    "PurchaseDocumentPayload": {"purchaseDocument": Keyed("@record", "purchase_document"), **_MADE},
    "ServiceOrderPayload": {"serviceOrder": Keyed("@record", "service_order"), **_MADE},
    "DocumentPayload": {"document": DOCUMENT, **_ANSWER},
}
