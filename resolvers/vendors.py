"""Say how vendors are read, and carry out what a client asks of one."""

from collections.abc import Mapping
from typing import Any

from db.vendors import Vendor
from domain import vendors
from domain.change import Kind
from resolvers import changes
from resolvers.cards import ORDERS, TAXED, TAXED_FILTERS, card_fields, contact_of, is_linked, key_source, rows
from resolvers.documents import documents_of
from resolvers.reading.declarations import Fields, Paged, Part, Related, columns
from resolvers.reading.filters import Filters, Text
from resolvers.requests import Answer, ResolveInfo
from resolvers.updates import carry_out, edit_of

FILTERS: Filters = TAXED_FILTERS | {
    "purchaserCode": Text("purchaser_code", "purchaser_code_key"),
    "hasContact": is_linked("vendor"),
}
VENDORS = Paged(rows("vendor"), ORDERS, FILTERS)

BILLING: Fields = {
    **columns(Vendor, "vendorPostingGroup", "generalBusinessPostingGroup", "vatBusinessPostingGroup"),
    **columns(Vendor, "paymentTermsCode", "paymentMethodCode", "pricesIncludeVat"),
    "payToVendor": Related(key_source("vendor", "pay_to_vendor_id")),
}

TYPES: dict[str, Fields] = {
    "Vendor": {
        **card_fields("Vendor", Vendor),
        **columns(Vendor, "purchaserCode", "contactName", "blocked", *TAXED),
        "linkedContact": contact_of("vendor"),
        "primaryContact": Related(key_source("contact", "primary_contact_id")),
        "billing": Part(BILLING),
        "purchaseDocuments": documents_of("purchase_document", "vendor_id"),
    },
    "VendorBilling": BILLING,
}


async def update_vendor(info: ResolveInfo, given: Mapping[str, Any], **options: Any) -> Answer:
    """Change a vendor, with all that follows from it."""
    edit = edit_of(info.context, Kind.VENDOR, "updateVendor", given, **options)
    return await carry_out(info, vendors.update_vendor, edit)


async def create_vendor(info: ResolveInfo, given: Mapping[str, Any], **options: Any) -> Answer:
    """Create a vendor."""
    return await changes.create(info, Kind.VENDOR, "createVendor", given, **options)


async def create_vendor_from_contact(info: ResolveInfo, given: Mapping[str, Any], **options: Any) -> Answer:
    """Create a vendor from a contact, linked with it."""
    return await changes.create_from_contact(info, Kind.VENDOR, "createVendorFromContact", given, **options)


async def delete_vendor(info: ResolveInfo, **options: Any) -> Answer:
    """Delete a vendor."""
    return await changes.delete(info, Kind.VENDOR, "deleteVendor", **options)
