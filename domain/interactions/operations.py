"""Say in one table which operation is recorded by which row of the set-up. Source: product.md §5."""

from collections.abc import Mapping
from enum import StrEnum


class Act(StrEnum):
    """What is done with a contact, or with a document of one."""

    PRINTED = "PRINTED"
    EMAILED = "EMAILED"
    CREATED = "CREATED"
    WRITTEN = "WRITTEN"
    CALLED = "CALLED"


SETUP_ROWS: Mapping[tuple[Act, str | None], str] = {
    (Act.PRINTED, "SALES_QUOTE"): "salesQuotes",
    (Act.EMAILED, "SALES_QUOTE"): "salesQuotes",
    (Act.PRINTED, "SALES_ORDER"): "salesOrders",
    (Act.EMAILED, "SALES_ORDER"): "salesOrders",
    (Act.PRINTED, "SALES_BLANKET_ORDER"): "salesBlanketOrders",
    (Act.EMAILED, "SALES_BLANKET_ORDER"): "salesBlanketOrders",
    (Act.PRINTED, "PURCHASE_QUOTE"): "purchaseQuotes",
    (Act.EMAILED, "PURCHASE_QUOTE"): "purchaseQuotes",
    (Act.PRINTED, "PURCHASE_ORDER"): "purchaseOrders",
    (Act.EMAILED, "PURCHASE_ORDER"): "purchaseOrders",
    (Act.PRINTED, "PURCHASE_BLANKET_ORDER"): "purchaseBlanketOrders",
    (Act.EMAILED, "PURCHASE_BLANKET_ORDER"): "purchaseBlanketOrders",
    (Act.CREATED, "SERVICE_ORDER"): "serviceOrdersCreated",
    (Act.WRITTEN, None): "emails",
    (Act.CALLED, None): "outgoingCalls",
}
"""By what is done, and with which kind of document. What is not here is never recorded, such as the print of a service
order."""

CORRESPONDENCE: Mapping[Act, str] = {Act.PRINTED: "HARD_COPY", Act.EMAILED: "EMAIL", Act.WRITTEN: "EMAIL"}
"""In what form the contact gets something."""
