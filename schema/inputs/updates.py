"""Declare what updates take. A field left out stays; null or an empty text clears it."""

import strawberry
from strawberry import Maybe

from schema.cards import ContactType
from schema.customers import CustomerBlocked
from schema.declaring import about, input_type
from schema.inputs.values import (
    BankAccountValues,
    CardValues,
    ContactValues,
    CustomerBillingInput,
    MaybeText,
    TaxedValues,
    VendorBillingInput,
)
from schema.vendors import VendorBlocked


@strawberry.input
class CardUpdate(CardValues):
    """What every update says besides."""

    id: strawberry.ID = about("The record to change.")
    expected_version: int | None = about(
        "The version that was read. Changes of other fields since then are kept; "
        "a change of the same field is a CONFLICT.",
        default=None,
    )
    name: MaybeText = about("At most 100 characters, never empty.")


@input_type
class UpdateContactInput(ContactValues, CardUpdate):
    """Changes of a contact. A field left out stays; null or an empty text clears it."""

    type: Maybe[ContactType | None] = about("Company or person; refused where something hangs on the type.")
    privacy_blocked: Maybe[bool | None] = about("Travels to the linked customer and vendor.")


@input_type
class UpdateCustomerInput(TaxedValues, CardUpdate):
    """Changes of a customer. A field left out stays; null or an empty text clears it."""

    contact_type: Maybe[ContactType | None] = about("Only without a linked contact, which decides it otherwise.")
    salesperson_code: MaybeText = about("A code of `salespeople`.")
    primary_contact_id: Maybe[strawberry.ID | None] = about("A person of the linked contact; null for none.")
    contact_name: MaybeText = about("Free-text name of the person to talk to, at most 100 characters.")
    blocked: Maybe[CustomerBlocked | None] = about("What the customer is blocked for.")
    billing: Maybe[CustomerBillingInput | None] = about("Changes of the billing; null clears what may be empty of it.")


@input_type
class UpdateVendorInput(TaxedValues, CardUpdate):
    """Changes of a vendor. A field left out stays; null or an empty text clears it."""

    purchaser_code: MaybeText = about("A code of `salespeople`; never synchronised.")
    primary_contact_id: Maybe[strawberry.ID | None] = about("A person of the linked contact; null for none.")
    contact_name: MaybeText = about("Free-text name of the person to talk to, at most 100 characters.")
    blocked: Maybe[VendorBlocked | None] = about("What the vendor is blocked for.")
    billing: Maybe[VendorBillingInput | None] = about("Changes of the billing; null clears what may be empty of it.")


@input_type
class UpdateBankAccountInput(BankAccountValues, CardUpdate):
    """Changes of a bank account. A field left out stays; null or an empty text clears it."""

    blocked: Maybe[bool | None] = about("Whether the account is blocked.")
