"""Say in one table how sales, purchases and services differ; the rules themselves are the same for all.

Source: product.md §4.1, reference-documents.md §5-9.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.change import Kind
from domain.errors import CustomerBlocked, NotRelatedToCustomer, NotRelatedToVendor, VendorBlocked


class DocumentType(StrEnum):
    """What a document is on its side; a service order is an order."""

    QUOTE = "QUOTE"
    ORDER = "ORDER"
    BLANKET_ORDER = "BLANKET_ORDER"


@dataclass(frozen=True)
class Side:
    """One kind of documents: whom they are for, what their fields are called, which blocks stop them.

    `card`, `billing_card`, `template`, `person` are fields of the document; the card's `person` has the same name, its
    `billed_by` names whom it is billed to. `table` begins the names of the tables of lines and VAT groups.
    """

    kind: Kind
    card_kind: Kind
    table: str
    party: str
    billing: str
    card: str
    billing_card: str
    billed_by: str
    person: str
    price: str
    stopping: frozenset[str]
    not_related: type[NotRelatedToCustomer | NotRelatedToVendor]
    blocked: type[CustomerBlocked | VendorBlocked]
    series: Mapping[DocumentType, str]
    called: Mapping[DocumentType, tuple[str, str]]
    given: tuple[str, ...]
    template: str | None = None
    contact_decides_person: bool = True
    ships_to_us: bool = False

    @property
    def template_path(self) -> tuple[str, ...]:
        """Return where in the input the template is named."""
        return ("input", str(self.template))


_QUOTE, _ORDER, _BLANKET = DocumentType
_AGREED = ("currencyCode", "pricesIncludeVat", "yourReference", "invoiceDiscountPercent", "invoiceDiscountAmount")

SALES = Side(
    kind=Kind.SALES_DOCUMENT,
    card_kind=Kind.CUSTOMER,
    table="sales_document",
    party="sellTo",
    billing="billTo",
    card="customerId",
    billing_card="billToCustomerId",
    billed_by="billing.billToCustomerId",
    person="salespersonCode",
    price="unit_price",
    stopping=frozenset({"SHIP", "INVOICE", "ALL"}),
    not_related=NotRelatedToCustomer,
    blocked=CustomerBlocked,
    series={_QUOTE: "salesQuotes", _ORDER: "salesOrders", _BLANKET: "salesBlanketOrders"},
    called={
        _QUOTE: ("sales quotes", "devis de vente"),
        _ORDER: ("sales orders", "commandes de vente"),
        _BLANKET: ("sales blanket orders", "commandes cadres de vente"),
    },
    given=(*_AGREED, "externalReference", "requestedDeliveryDate", "validUntil"),
    template="customerTemplateCode",
)
PURCHASE = Side(
    kind=Kind.PURCHASE_DOCUMENT,
    card_kind=Kind.VENDOR,
    table="purchase_document",
    party="buyFrom",
    billing="payTo",
    card="vendorId",
    billing_card="payToVendorId",
    billed_by="billing.payToVendorId",
    person="purchaserCode",
    price="unit_cost",
    stopping=frozenset({"ALL"}),
    not_related=NotRelatedToVendor,
    blocked=VendorBlocked,
    series={_QUOTE: "purchaseQuotes", _ORDER: "purchaseOrders", _BLANKET: "purchaseBlanketOrders"},
    called={
        _QUOTE: ("purchase quotes", "demandes de prix"),
        _ORDER: ("purchase orders", "commandes d'achat"),
        _BLANKET: ("purchase blanket orders", "commandes cadres d'achat"),
    },
    given=(*_AGREED, "vendorReference", "expectedReceiptDate", "validUntil"),
    template="vendorTemplateCode",
    contact_decides_person=False,
    ships_to_us=True,
)
SERVICE = replace(
    SALES,
    kind=Kind.SERVICE_ORDER,
    table="service_order",
    series={_ORDER: "serviceOrders"},
    called={_ORDER: ("service orders", "commandes de service")},
    given=(*_AGREED, "description"),
    template=None,
)
SIDES: Mapping[Kind, Side] = {side.kind: side for side in (SALES, PURCHASE, SERVICE)}
