"""Declare what mutations answer."""

import strawberry

from schema.bank_accounts import BankAccount
from schema.cards import After, First
from schema.connections import Connection
from schema.contacts import Contact
from schema.customers import Customer
from schema.declaring import about, object_type, with_arguments
from schema.errors import UserError, Warning  # noqa: A004 - the contract's name
from schema.interactions import Interaction
from schema.journal import ChangeSet, FieldChange, Plan
from schema.links import Link
from schema.vendors import Vendor


@strawberry.type
class Payload:
    """What every answer has."""

    change_set: ChangeSet | None = about("Everything that was changed; null where nothing was.")
    plan: Plan | None = about("With dryRun: what would be changed.")
    warnings: list[Warning] = about("What to know; it was written all the same.")
    errors: list[UserError] = about("Why nothing was written; empty if all went well. Always ask for it.")


@object_type
class ContactPayload(Payload):
    """The answer of a mutation of a contact."""

    contact: Contact | None = about("The contact as it is now; also where the change was refused.")


@object_type
class CustomerPayload(Payload):
    """The answer of a mutation of a customer."""

    customer: Customer | None = about("The customer as it is now; also where the change was refused.")
    contact: Contact | None = about("Its contact as it is now.")


@object_type
class VendorPayload(Payload):
    """The answer of a mutation of a vendor."""

    vendor: Vendor | None = about("The vendor as it is now; also where the change was refused.")
    contact: Contact | None = about("Its contact as it is now.")


@object_type
class BankAccountPayload(Payload):
    """The answer of a mutation of a bank account."""

    bank_account: BankAccount | None = about("The bank account as it is now; also where the change was refused.")
    contact: Contact | None = about("Its contact as it is now.")


@object_type
class DeletePayload(Payload):
    """The answer of a deletion."""

    deleted_id: strawberry.ID | None = about("The id of what is gone; null where nothing was deleted.")


@object_type
class LinkPayload(Payload):
    """The answer of linkContact."""

    link: Link | None = about("The new link.")
    contact: Contact | None = about("The contact as it is now.")


@object_type
class UnlinkPayload(Payload):
    """The answer of unlinkContact."""

    contact: Contact | None = about("The contact as it is now.")


@object_type
class ChangeSetPayload(Payload):
    """The answer of revertChangeSet; its change set is the one that takes back."""

    skipped: list[FieldChange] = about("The changes that were left, because the same was changed again since.")


@object_type
class RepairPayload(Payload):
    """The answer of repairDifferences."""

    repaired_count: int = about("How many differences were mended; with dryRun, would be.")


@object_type
class CreateContactsPayload(Payload):
    """The answer of the creation of contacts from cards that have none."""

    created_count: int = about("How many cards got their contact; with dryRun, would get it.")
    skipped_count: int = about("How many cards have one already, or are privacy-blocked and may not get one.")

    @with_arguments
    def contacts(self, first: First = 50, after: After = None) -> Connection[Contact]:
        """The contacts that were made, persons for names on cards among them, in the order of their numbers."""


@object_type
class InteractionPayload:
    """The answer of a mutation of an interaction."""

    interaction: Interaction | None = about("The entry as it is now; null where nothing was recorded.")
    change_set: ChangeSet | None = about("Everything that was changed; null where nothing was.")
    warnings: list[Warning] = about("What to know; it was written all the same.")
    errors: list[UserError] = about("Why nothing was written; empty if all went well. Always ask for it.")
