"""Declare what creations take. A field left out is filled in where something fits; null leaves it empty."""

import strawberry
from strawberry import Maybe

from schema.cards import ContactType
from schema.declaring import about, input_type
from schema.inputs.values import (
    BankAccountValues,
    ContactValues,
    CustomerBillingInput,
    MaybeText,
    TaxedValues,
    VendorBillingInput,
)

_NAME = "At most 100 characters, never empty."
_CONTACT = "A contact; of a person who belongs to a company, the company is meant."
_TEMPLATE = "The template that fills the gaps; without it the only one that fits, else none."
_NUMBER = "Drawn from the template's or the kind's number series if left out."


@input_type
class CreateContactInput(ContactValues):
    """A new contact. A field left out gets a default, or for a person what its company has; null none."""

    type: ContactType = about("Company or person.", default=ContactType.COMPANY)
    name: MaybeText = about("At most 100 characters. May be left out for a person whose parts of the name are given.")


@input_type
class CreateCustomerInput(TaxedValues):
    """A new customer. Its contact is made with it if the set-up says so."""

    template_code: str | None = about("The template that fills what is left out.", default=None)
    contact_type: ContactType = about("Company or person.", default=ContactType.COMPANY)
    name: str = about(_NAME)
    salesperson_code: MaybeText = about("A code of `salespeople`.")
    contact_name: MaybeText = about("Whom to talk to: becomes a person of the new contact.")
    billing: Maybe[CustomerBillingInput | None] = about("The customer's own; never synchronised.")


@input_type
class CreateVendorInput(TaxedValues):
    """A new vendor. Its contact is made with it if the set-up says so."""

    template_code: str | None = about("The template that fills what is left out.", default=None)
    name: str = about(_NAME)
    purchaser_code: MaybeText = about("A code of `salespeople`; never synchronised.")
    contact_name: MaybeText = about("Whom to talk to: becomes a person of the new contact.")
    billing: Maybe[VendorBillingInput | None] = about("The vendor's own; never synchronised.")


@input_type
class CreateBankAccountInput(BankAccountValues):
    """A new bank account of ours. The bank, as a contact, is made with it if the set-up says so."""

    name: str = about(_NAME)


@input_type
class CreateCustomerFromContactInput:
    """A contact that becomes a customer."""

    contact_id: strawberry.ID = about(_CONTACT)
    template_code: str | None = about(_TEMPLATE, default=None)
    number: MaybeText = about(_NUMBER)
    billing: Maybe[CustomerBillingInput | None] = about("The customer's own; beats the template.")


@input_type
class CreateVendorFromContactInput:
    """A contact that becomes a vendor."""

    contact_id: strawberry.ID = about(_CONTACT)
    template_code: str | None = about(_TEMPLATE, default=None)
    number: MaybeText = about(_NUMBER)
    billing: Maybe[VendorBillingInput | None] = about("The vendor's own; beats the template.")


@input_type
class CreateBankAccountFromContactInput:
    """A contact, the bank, at which we get an account."""

    contact_id: strawberry.ID = about(_CONTACT)
    number: MaybeText = about(_NUMBER)
    bank_account_number: MaybeText = about("At most 30 characters.")
    iban: MaybeText = about("With valid check digits; kept without blanks.")
    bic: MaybeText = about("8 or 11 characters.")
    bank_account_posting_group: MaybeText = about("At most 20 characters.")
