"""Declare links and business relations."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.cards import Card, LinkKind, Node
from schema.declaring import about, object_type

if TYPE_CHECKING:
    from schema.contacts import Contact


@object_type
class BusinessRelation(Node):
    """What a contact can be to us: customer, vendor, bank, lawyer, press …"""

    code: str = about("Unique, at most 10 characters.")
    description: str | None = about("In words.")


@object_type
class Link(Node):
    """A link between a contact and a customer, a vendor or a bank account: shared fields are kept equal along it."""

    kind: LinkKind = about("What the contact is linked with.")
    contact: Annotated["Contact", strawberry.lazy("schema.contacts")] = about("The contact.")
    card: Card = about("The customer, vendor or bank account.")
    business_relation: BusinessRelation = about("The business relation that the link stands for.")
    created_at: datetime = about("When the two were linked.")


@object_type
class ContactBusinessRelation:
    """A business relation given to a contact; without a link it only classifies ('LAWYER', 'PRESS')."""

    business_relation: BusinessRelation = about("What the contact is to us.")
    link: Link | None = about("The link that carries the relation, if any.")
