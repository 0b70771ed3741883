"""Say of every field of a document where it is stored, as `domain.fields` says of contacts and cards.

Most of them are copies, checked where they were entered; what callers give is checked in `domain.documents.given`.
"""

from collections.abc import Iterator, Mapping

from pydantic.alias_generators import to_snake

from domain.change import Kind
from domain.fields import RecordField

PARTY = {
    "number": "number",
    "name": "name",
    "name2": "name2",
    "contactName": "contact_name",
    "address.line1": "address_line1",
    "address.line2": "address_line2",
    "address.city": "city",
    "address.postCode": "post_code",
    "address.county": "county",
    "address.countryCode": "country_code",
    "phone": "phone",
    "email": "email",
    "vatNumber": "vat_number",
}
"""What a document keeps of whoever orders, is billed, or gets the goods: fields, and the ends of their columns."""
TOTALS = {
    "totals.amount": "amount",
    "totals.vatAmount": "vat_amount",
    "totals.amountIncludingVat": "amount_including_vat",
    "totals.invoiceDiscountAmount": "discount_amount",
}
_COMMON = (
    "number",
    "status",
    "contactNumber",
    "contactName",
    "yourReference",
    "orderDate",
    "documentDate",
    "dueDate",
    "currencyCode",
    "languageCode",
    "pricesIncludeVat",
    "paymentTermsCode",
    "invoiceDiscountPercent",
    "invoiceDiscountAmount",
)


def _kept(name: str, column: str = "", refers_to: str | None = None) -> RecordField:
    return RecordField(name, column or to_snake(name), lambda value, _record: value, refers_to=refers_to)


def _party(name: str, prefix: str) -> Iterator[RecordField]:
    return (_kept(f"{name}.{field}", f"{prefix}_{column}") for field, column in PARTY.items())


def _document(party: str, billing: str, *own: RecordField) -> Mapping[str, RecordField]:
    fields = (
        *map(_kept, _COMMON),
        *own,
        _kept("contactId", refers_to="Contact"),
        _kept("companyContactId", refers_to="Contact"),
        *_party(party, "party"),
        *_party(billing, "billing"),
        *_party("shipTo", "ship_to"),
        *(_kept(name, column) for name, column in TOTALS.items()),
    )
    return {field.name: field for field in fields}


_BOUGHT = (_kept("customerId", refers_to="Customer"), _kept("billToCustomerId", refers_to="Customer"))
DOCUMENT_FIELDS: Mapping[Kind, Mapping[str, RecordField]] = {
    Kind.SALES_DOCUMENT: _document(
        "sellTo",
        "billTo",
        _kept("type"),
        *_BOUGHT,
        *map(_kept, ("customerTemplateCode", "salespersonCode", "externalReference", "requestedDeliveryDate")),
        _kept("validUntil"),
        _kept("madeFromId", refers_to="SalesDocument"),
    ),
    Kind.PURCHASE_DOCUMENT: _document(
        "buyFrom",
        "payTo",
        _kept("type"),
        _kept("vendorId", refers_to="Vendor"),
        _kept("payToVendorId", refers_to="Vendor"),
        *map(_kept, ("vendorTemplateCode", "purchaserCode", "vendorReference", "expectedReceiptDate")),
        _kept("validUntil"),
        _kept("madeFromId", refers_to="PurchaseDocument"),
    ),
    Kind.SERVICE_ORDER: _document("sellTo", "billTo", *_BOUGHT, _kept("salespersonCode"), _kept("description")),
}
