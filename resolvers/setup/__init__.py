"""Say how the set-up is read, and carry out what a client asks of it: one module per noun."""

from resolvers.reading.declarations import Fields
from resolvers.setup import codes, company, interactions, marketing, numbers, rules, templates

QUERY: Fields = {
    **codes.QUERY,
    **company.QUERY,
    **interactions.QUERY,
    **marketing.QUERY,
    **numbers.QUERY,
    **rules.QUERY,
    **templates.QUERY,
}
PAYLOADS: dict[str, Fields] = {
    **codes.PAYLOADS,
    **company.PAYLOADS,
    **interactions.PAYLOADS,
    **marketing.PAYLOADS,
    **numbers.PAYLOADS,
    **rules.PAYLOADS,
    **templates.PAYLOADS,
}
TYPES: dict[str, Fields] = {
    **codes.TYPES,
    **company.TYPES,
    **interactions.TYPES,
    **marketing.TYPES,
    **numbers.TYPES,
    **rules.TYPES,
    **templates.TYPES,
}

__all__ = ["PAYLOADS", "QUERY", "TYPES"]
