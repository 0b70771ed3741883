"""Declare the rules of synchronisation."""

import strawberry

from domain.sync.fields import Direction
from schema.cards import LinkKind
from schema.declaring import about, describe_values, object_type
from schema.shared_fields import SharedField

SyncDirection = describe_values(
    strawberry.enum(Direction, name="SyncDirection", description="In which direction a shared field travels."),
    {
        "BOTH": "From the contact to the card and back.",
        "CONTACT_TO_CARD": "From the contact to the card only.",
        "CARD_TO_CONTACT": "From the card to the contact only.",
        "NEVER": "Not at all: each side has its own value.",
    },
)


@object_type
class SyncRule:
    """How one shared field behaves along one kind of link."""

    kind: LinkKind = about("The kind of link.")
    field: SharedField = about("The shared field.")
    direction: Direction = about("In which direction it travels.")


__all__ = ["Direction", "SyncDirection", "SyncRule"]
