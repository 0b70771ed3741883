"""Say how the marketing set-up is read, and change it."""

from collections.abc import Mapping
from typing import Any

from db.reading import tree
from db.setup import MarketingSetup
from domain.setup_changes import marketing
from resolvers.cards import key_source
from resolvers.reading.declarations import Fields, Part, Related, column
from resolvers.requests import Answer, ResolveInfo
from resolvers.setup.answers import payload, save

MARKETING = Related(tree.Source("marketing_setup {t}"))
_INHERIT: Fields = {
    "salesperson": column(MarketingSetup, "inherit_salesperson"),
    "territory": column(MarketingSetup, "inherit_territory"),
    "country": column(MarketingSetup, "inherit_country"),
    "language": column(MarketingSetup, "inherit_language"),
    "addressDetails": column(MarketingSetup, "inherit_address_details"),
    "communicationDetails": column(MarketingSetup, "inherit_communication_details"),
}
_DEFAULTS: Fields = {
    "salespersonCode": column(MarketingSetup, "default_salesperson_code"),
    "territoryCode": column(MarketingSetup, "default_territory_code"),
    "countryCode": column(MarketingSetup, "default_country_code"),
    "languageCode": column(MarketingSetup, "default_language_code"),
}

QUERY: Fields = {"marketingSetup": MARKETING}
PAYLOADS: dict[str, Fields] = {"MarketingSetupPayload": payload("marketingSetup", MARKETING)}
TYPES: dict[str, Fields] = {
    "MarketingSetup": {
        "contactNumbers": Related(key_source("number_series", "contact_numbers_id")),
        "customerRelation": Related(key_source("business_relation", "customer_relation_id")),
        "vendorRelation": Related(key_source("business_relation", "vendor_relation_id")),
        "bankAccountRelation": Related(key_source("business_relation", "bank_account_relation_id")),
        "inherit": Part(_INHERIT),
        "defaults": Part(_DEFAULTS),
    },
    "InheritanceSetup": _INHERIT,
    "ContactDefaults": _DEFAULTS,
}


async def update_marketing_setup(info: ResolveInfo, given: Mapping[str, Any], key: str | None) -> Answer:
    """Change the switches of synchronisation."""
    return await save(info, marketing.update_marketing_setup, "updateMarketingSetup", given, key)
