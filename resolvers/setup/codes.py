"""Say how salespeople, payment terms, items and business relations are read, and change them."""

from collections.abc import Mapping
from typing import Any

from db.reading import tree
from db.setup import Item, PaymentTerms, Salesperson
from domain.setup_changes import items, payment_terms, relations, salespeople
from resolvers.links import BUSINESS_RELATIONS
from resolvers.reading.declarations import Fields, Listed, Orders, Paged
from resolvers.requests import Answer, ResolveInfo
from resolvers.setup.answers import identified, payload, save, saved

_BY_CODE = (tree.Order("code"),)
_BY_NUMBER = tree.Order("number", unique=True)

QUERY: Fields = {
    "businessRelations": BUSINESS_RELATIONS,
    "salespeople": Listed(tree.Source("salesperson {t}"), _BY_CODE),
    "paymentTerms": Listed(tree.Source("payment_terms {t}"), _BY_CODE),
    "items": Paged(tree.Source("item {t}"), Orders({}, (_BY_NUMBER,), _BY_NUMBER)),
}
PAYLOADS: dict[str, Fields] = {
    "BusinessRelationPayload": payload("businessRelation", saved("business_relation")),
    "SalespersonPayload": payload("salesperson", saved("salesperson")),
    "PaymentTermsPayload": payload("paymentTerms", saved("payment_terms")),
    "ItemPayload": payload("item", saved("item")),
}
TYPES: dict[str, Fields] = {
    "Salesperson": identified("Salesperson", Salesperson, "code", "name", "email", "phone"),
    "PaymentTerms": identified("PaymentTerms", PaymentTerms, "code", "description", "dueDays", "endOfMonth"),
    "Item": identified(
        "Item", Item, "number", "description", "unitPrice", "unitCost", "unitOfMeasure", "vatPercent", "blocked"
    ),
}


async def save_business_relation(info: ResolveInfo, given: Mapping[str, Any], key: str | None) -> Answer:
    """Create or change a business relation."""
    return await save(info, relations.save_business_relation, "saveBusinessRelation", given, key)


async def save_salesperson(info: ResolveInfo, given: Mapping[str, Any], key: str | None) -> Answer:
    """Create or change a salesperson."""
    return await save(info, salespeople.save_salesperson, "saveSalesperson", given, key)


async def save_payment_terms(info: ResolveInfo, given: Mapping[str, Any], key: str | None) -> Answer:
    """Create or change payment terms."""
    return await save(info, payment_terms.save_payment_terms, "savePaymentTerms", given, key)


async def save_item(info: ResolveInfo, given: Mapping[str, Any], key: str | None) -> Answer:
    """Create or change an item."""
    return await save(info, items.save_item, "saveItem", given, key)
