"""Declare what deletions take, and how contacts and cards are linked and parted."""

import strawberry

from domain.deleting import Persons
from domain.sync.linking import Master
from schema.declaring import about, describe_values, input_type
from schema.shared_fields import SharedField

PersonsOnDelete = describe_values(
    strawberry.enum(Persons, name="PersonsOnDelete", description="What becomes of a deleted company's persons."),
    {"DELETE": "They are deleted too.", "DETACH": "They stay, without a company."},
)
LinkMaster = describe_values(
    strawberry.enum(Master, name="LinkMaster", description="Whose values count where two linked records differ."),
    {"CONTACT": "The contact's.", "CARD": "The card's; they go to the contact and to its other cards and persons."},
)


@input_type
class DeleteContactInput:
    """A contact to delete. Its cards stay as they are, without a contact."""

    id: strawberry.ID = about("The contact.")
    expected_version: int | None = about("The version that was read; refused as CONFLICT if it changed.", default=None)
    persons: Persons | None = about("Needed for a company that has persons.", default=None)


@input_type
class DeleteCardInput:
    """A customer, vendor or bank account to delete. Its contact stays as it is."""

    id: strawberry.ID = about("The card.")
    expected_version: int | None = about("The version that was read; refused as CONFLICT if it changed.", default=None)


@input_type
class FieldMasterInput:
    """An exception for one shared field."""

    field: SharedField = about("The shared field.")
    master: Master = about("Whose value counts.")


@input_type
class LinkContactInput:
    """A contact and a card that are the same firm or person."""

    contact_id: strawberry.ID = about("A contact; of a person who belongs to a company, the company is meant.")
    card_id: strawberry.ID = about("A customer, vendor or bank account.")
    master: Master = about("Whose values count where the two differ.", default=Master.CONTACT)
    field_masters: list[FieldMasterInput] | None = about("Exceptions, field by field.", default=None)


@input_type
class UnlinkContactInput:
    """A link to end."""

    link_id: strawberry.ID = about("The link.")
