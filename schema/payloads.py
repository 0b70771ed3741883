"""Declare what mutations answer."""

import strawberry

from schema.bank_accounts import BankAccount
from schema.contacts import Contact
from schema.customers import Customer
from schema.declaring import about, object_type
from schema.errors import UserError, Warning  # noqa: A004 - the contract's name
from schema.journal import ChangeSet, Plan
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
