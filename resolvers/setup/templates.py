"""Say how the templates of customers and vendors are read, and change them."""

from collections.abc import Mapping
from typing import Any

from db.reading import tree
from db.templates import CustomerTemplate, VendorTemplate
from domain.setup_changes import templates
from resolvers import customers, vendors
from resolvers.cards import key_source
from resolvers.reading.declarations import Fields, Listed, Part, Related
from resolvers.requests import Answer, ResolveInfo
from resolvers.setup.answers import identified, payload, save, saved

_NARROWED = {"contactType": "contact_type"}
_COLUMNS = ("code", "description", "contactType", "countryCode", "currencyCode", "languageCode", "territoryCode")
_SERIES = Related(key_source("number_series", "number_series_id"))

QUERY: Fields = {
    "customerTemplates": Listed(tree.Source("customer_template {t}"), (tree.Order("code"),), _NARROWED),
    "vendorTemplates": Listed(tree.Source("vendor_template {t}"), (tree.Order("code"),), _NARROWED),
}
PAYLOADS: dict[str, Fields] = {
    "CustomerTemplatePayload": payload("customerTemplate", saved("customer_template")),
    "VendorTemplatePayload": payload("vendorTemplate", saved("vendor_template")),
}
TYPES: dict[str, Fields] = {
    "CustomerTemplate": {
        **identified("CustomerTemplate", CustomerTemplate, *_COLUMNS, "salespersonCode"),
        "numberSeries": _SERIES,
        "billing": Part(customers.BILLING),
    },
    "VendorTemplate": {
        **identified("VendorTemplate", VendorTemplate, *_COLUMNS, "purchaserCode"),
        "numberSeries": _SERIES,
        "billing": Part(vendors.BILLING),
    },
}


async def save_customer_template(info: ResolveInfo, given: Mapping[str, Any], key: str | None) -> Answer:
    """Create or change a template of customers."""
    return await save(info, templates.save_customer_template, "saveCustomerTemplate", given, key)


async def save_vendor_template(info: ResolveInfo, given: Mapping[str, Any], key: str | None) -> Answer:
    """Create or change a template of vendors."""
    return await save(info, templates.save_vendor_template, "saveVendorTemplate", given, key)
