"""Declare the differences between linked records, and their count."""

from datetime import datetime
from enum import StrEnum

from schema.declaring import about, enum_type, object_type
from schema.links import Link
from schema.shared_fields import SharedField


@enum_type(
    CHANGED_OUTSIDE="A value was changed in the database, past the journal.",
    RULE_CHANGED="An administrator set the rule of the field; before, the two were allowed to differ.",
    IMPORTED="One of the values came by an import.",
    UNKNOWN="The journal does not tell.",
)
class DifferenceCause(StrEnum):
    """What is known about how a difference came about."""

    CHANGED_OUTSIDE = "CHANGED_OUTSIDE"
    RULE_CHANGED = "RULE_CHANGED"
    IMPORTED = "IMPORTED"
    UNKNOWN = "UNKNOWN"


@object_type
class Difference:
    """A shared field in which a card does not hold what its contact does, although the rules say that it should."""

    link: Link = about("The link between the two.")
    field: SharedField = about("The shared field.")
    contact_value: str | None = about("What the contact holds, as text.")
    card_value: str | None = about("What the card holds, as text.")
    cause: DifferenceCause = about("What is known about how it came about.")


@object_type
class Consistency:
    """The product's promise as numbers; `carnet check` prints the same."""

    links: int = about("Links between contacts and cards.")
    compared_fields: int = about("Pairs of values that the rules want equal.")
    differences: int = about("Pairs of them that differ.")
    checked_at: datetime = about("When this was counted.")
