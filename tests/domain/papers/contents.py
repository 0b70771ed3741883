"""Make the contents of documents without any database: every value is given or has a default."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.documents.lines import Line
from domain.documents.sides import SALES, DocumentType
from domain.documents.totals import VatGroup
from domain.papers.page import Contents

PARTS = ("number", "name", "name2", "contactName", "phone", "email", "vatNumber")
ADDRESS = ("line1", "line2", "city", "postCode", "county", "countryCode")
FIRM = {
    "name": "Carnet Demo",
    "address.line1": "5 The Ring",
    "address.line2": None,
    "address.city": "London",
    "address.postCode": "W2 8HG",
    "address.county": None,
    "address.countryCode": "GB",
    "phone": "+44 20 7946 0000",
    "email": "office@carnet.example",
    "homePage": None,
    "vatNumber": "GB777777777",
}


def party(prefix: str, **values: Any) -> dict[str, Any]:
    """Return the fields of a party: address_city is given as city."""
    own = {f"{prefix}.{name}": values.get(name) for name in PARTS}
    return {**own, **{f"{prefix}.address.{name}": values.get(name) for name in ADDRESS}}


def line(**values: Any) -> Line:
    """Return a line for a chair: 2 at 12.50, 19 % VAT, unless said otherwise."""
    chair = {"type": "ITEM", "item_number": "1000", "description": "Chair", "quantity": Decimal(2)}
    priced = {"unit_price": Decimal("12.5"), "vat_percent": Decimal(19), "amount": Decimal(25)}
    return Line(**{**chair, **priced, "amount_including_vat": Decimal("29.75"), **values})


def contents(*, lines: int | list[Line] = 1, **values: Any) -> Contents:
    """Return a quote for a firm in Paris; fields by their names in the API."""
    listed = [line() for _ in range(lines)] if isinstance(lines, int) else lines
    blank = ("orderDate", "validUntil", "requestedDeliveryDate", "dueDate", "yourReference", "externalReference")
    given = {
        **dict.fromkeys(blank),
        **party("sellTo", number="D00010", name="Café Noël", line1="12 rue de la Paix", city="Paris", postCode="75002"),
        **party("billTo"),
        **party("shipTo"),
        "sellTo.address.countryCode": "FR",
        "documentDate": date(2026, 11, 5),
        "languageCode": "en-GB",
        "currencyCode": "EUR",
        "pricesIncludeVat": False,
        "totals.amount": Decimal(25),
        "totals.vatAmount": Decimal("4.75"),
        "totals.amountIncludingVat": Decimal("29.75"),
        "totals.invoiceDiscountAmount": Decimal(0),
        **values,
    }
    group = VatGroup(vat_percent=Decimal(19), reverse_charge=False, base=Decimal(25), vat_amount=Decimal("4.75"))
    return Contents(
        side=SALES, type=DocumentType.QUOTE, number="SQ00001", values=given, lines=listed, vat=[group], firm=FIRM
    )
