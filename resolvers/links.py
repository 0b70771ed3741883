"""Declare how links, and the business relations that they carry, are read."""

from db.links import BusinessRelation
from db.reading import tree
from domain.ids import PREFIXES
from resolvers.cards import key_source
from resolvers.journal import RECORDS
from resolvers.reading.declarations import Fields, Listed, Related, Switched, columns

LINK_ORDER = (tree.Order("created_at"), tree.Order("id"))
BUSINESS_RELATIONS = Listed(tree.Source("business_relation {t}"), (tree.Order("code"),))

TYPES: dict[str, Fields] = {
    "Link": {
        "id": tree.Column("id", "id", PREFIXES["Link"]),
        "kind": tree.Column("kind"),
        "contact": Related(key_source("contact", "contact_id")),
        "card": Switched(
            "kind",
            {
                kind: (name, key_source(table, f"{table}_id"))
                for kind, (name, table) in RECORDS.items()
                if kind != "CONTACT"
            },
        ),
        "businessRelation": Related(key_source("business_relation", "business_relation_id")),
        "createdAt": tree.Column("created_at", "instant"),
    },
    "BusinessRelation": {
        "id": tree.Column("id", "id", PREFIXES["BusinessRelation"]),
        **columns(BusinessRelation, "code", "description"),
    },
    "ContactBusinessRelation": {
        "businessRelation": Related(key_source("business_relation", "business_relation_id")),
        "link": Related(tree.Source("contact_relation {t}", "{t}.id = {p}.id AND {t}.kind IS NOT NULL")),
    },
}
