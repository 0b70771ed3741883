"""Declare bank accounts."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.cards import Card
from schema.declaring import about, object_type

if TYPE_CHECKING:
    from schema.contacts import Contact


@object_type
class BankAccount(Card):
    """An account of ours at a bank. Its shared fields are the bank's, kept equal with the linked contact's."""

    our_contact_code: str | None = about("Our person in charge of this account: never synchronised.")
    linked_contact: Annotated["Contact", strawberry.lazy("schema.contacts")] | None = about(
        "The bank, as a contact, whose shared fields equal this account's."
    )
    contact_name: str | None = about("Free-text name of the person to talk to at the bank.")
    blocked: bool = about("Whether the account is blocked.")
    bank_account_number: str | None = about("The number of the account at the bank.")
    bank_branch_number: str | None = about("The number of the bank's branch.")
    iban: str | None = about("International bank account number, without blanks.")
    bic: str | None = about("Business identifier code (SWIFT) of the bank.")
    bank_account_posting_group: str | None = about("Which accounts payments are posted to.")
