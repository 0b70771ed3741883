"""Say how links, and the business relations that they carry, are read, and carry out what a client asks of them."""

from typing import Any

from db.links import BusinessRelation
from db.reading import tree
from domain.ids import PREFIXES
from domain.linking import Linking, Unlinking
from domain.linking import link_contact as link
from domain.linking import unlink_contact as unlink
from resolvers.cards import key_source
from resolvers.journal import RECORDS
from resolvers.reading.declarations import Fields, Listed, Related, Switched, columns
from resolvers.requests import Answer, ResolveInfo
from resolvers.updates import carry_out

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


async def link_contact(info: ResolveInfo, **options: Any) -> Answer:
    """Link a contact with a card."""
    return await carry_out(info, link, Linking(operation="linkContact", actor=info.context.actor, **options))


async def unlink_contact(info: ResolveInfo, **options: Any) -> Answer:
    """End a link."""
    return await carry_out(info, unlink, Unlinking(operation="unlinkContact", actor=info.context.actor, **options))
