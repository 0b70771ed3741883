"""Declare what updates take. A field left out stays; null or an empty text clears it."""

from decimal import Decimal
from typing import Any

import strawberry
from strawberry import Maybe, Some
from strawberry.types import get_object_definition
from strawberry.types.base import StrawberryContainer

from schema.cards import ContactType
from schema.customers import CustomerBlocked
from schema.declaring import about, input_type
from schema.vendors import VendorBlocked

MaybeText = Maybe[str | None]


@input_type
class AddressInput:
    """Parts of a postal address. A part left out stays; null or an empty text clears it."""

    line1: MaybeText = about("At most 100 characters.")
    line2: MaybeText = about("At most 50 characters.")
    city: MaybeText = about("At most 30 characters.")
    post_code: MaybeText = about("At most 20 characters.")
    county: MaybeText = about("At most 30 characters.")
    country_code: MaybeText = about("ISO 3166-1 alpha-2, e.g. 'DE'.")


@strawberry.input
class CardUpdate:
    """What can be changed on every card."""

    id: strawberry.ID = about("The record to change.")
    expected_version: int | None = about(
        "The version that was read. Changes of other fields since then are kept; "
        "a change of the same field is a CONFLICT.",
        default=None,
    )
    number: MaybeText = about("At most 20 characters, unique; never empty.")
    name: MaybeText = about("At most 100 characters, never empty.")
    name2: MaybeText = about("At most 50 characters.")
    address: Maybe[AddressInput | None] = about("Parts of the address; null clears all of them.")
    phone: MaybeText = about("Digits and separators; kept as typed.")
    mobile_phone: MaybeText = about("Digits and separators; kept as typed.")
    fax: MaybeText = about("Digits and separators; kept as typed.")
    email: MaybeText = about("One address, or several separated by semicolons.")
    home_page: MaybeText = about("An http or https address.")
    language_code: MaybeText = about("BCP 47, e.g. 'fr-FR'; NAV's three-letter codes are translated.")
    currency_code: MaybeText = about("ISO 4217, e.g. 'EUR'.")
    territory_code: MaybeText = about("At most 10 characters.")


@strawberry.input
class TaxedUpdate(CardUpdate):
    """What can be changed on contacts, customers and vendors."""

    vat_number: MaybeText = about("Checked by the rules of the country; upper-cased.")
    registration_number: MaybeText = about("At most 20 characters.")


@input_type
class UpdateContactInput(TaxedUpdate):
    """Changes of a contact. A field left out stays; null or an empty text clears it."""

    type: Maybe[ContactType | None] = about("Company or person; refused where something hangs on the type.")
    company_id: Maybe[strawberry.ID | None] = about("The company that a person belongs to; null for none.")
    first_name: MaybeText = about("Persons only, at most 30 characters; makes the name together with the others.")
    middle_name: MaybeText = about("Persons only, at most 30 characters.")
    last_name: MaybeText = about("Persons only, at most 30 characters.")
    job_title: MaybeText = about("Persons only, at most 30 characters.")
    salesperson_code: MaybeText = about("A code of `salespeople`.")
    privacy_blocked: Maybe[bool | None] = about("Travels to the linked customer and vendor.")


@input_type
class CustomerBillingInput:
    """Changes of a customer's billing. A field left out stays; null or an empty text clears it."""

    customer_posting_group: MaybeText = about("At most 20 characters.")
    general_business_posting_group: MaybeText = about("At most 20 characters.")
    vat_business_posting_group: MaybeText = about("At most 20 characters.")
    payment_terms_code: MaybeText = about("A code of `paymentTerms`.")
    payment_method_code: MaybeText = about("At most 10 characters.")
    credit_limit: Maybe[Decimal | None] = about("In our own currency, at most five decimals; null for no limit.")
    prices_include_vat: Maybe[bool | None] = about("Whether prices on documents include VAT.")
    bill_to_customer_id: Maybe[strawberry.ID | None] = about("Who is invoiced instead; null for the customer itself.")


@input_type
class UpdateCustomerInput(TaxedUpdate):
    """Changes of a customer. A field left out stays; null or an empty text clears it."""

    contact_type: Maybe[ContactType | None] = about("Only without a linked contact, which decides it otherwise.")
    salesperson_code: MaybeText = about("A code of `salespeople`.")
    primary_contact_id: Maybe[strawberry.ID | None] = about("A person of the linked contact; null for none.")
    contact_name: MaybeText = about("Free-text name of the person to talk to, at most 100 characters.")
    blocked: Maybe[CustomerBlocked | None] = about("What the customer is blocked for.")
    billing: Maybe[CustomerBillingInput | None] = about("Changes of the billing; null clears what may be empty of it.")


@input_type
class VendorBillingInput:
    """Changes of a vendor's billing. A field left out stays; null or an empty text clears it."""

    vendor_posting_group: MaybeText = about("At most 20 characters.")
    general_business_posting_group: MaybeText = about("At most 20 characters.")
    vat_business_posting_group: MaybeText = about("At most 20 characters.")
    payment_terms_code: MaybeText = about("A code of `paymentTerms`.")
    payment_method_code: MaybeText = about("At most 10 characters.")
    prices_include_vat: Maybe[bool | None] = about("Whether prices on documents include VAT.")
    pay_to_vendor_id: Maybe[strawberry.ID | None] = about("Who is paid instead; null for the vendor itself.")


@input_type
class UpdateVendorInput(TaxedUpdate):
    """Changes of a vendor. A field left out stays; null or an empty text clears it."""

    purchaser_code: MaybeText = about("A code of `salespeople`; never synchronised.")
    primary_contact_id: Maybe[strawberry.ID | None] = about("A person of the linked contact; null for none.")
    contact_name: MaybeText = about("Free-text name of the person to talk to, at most 100 characters.")
    blocked: Maybe[VendorBlocked | None] = about("What the vendor is blocked for.")
    billing: Maybe[VendorBillingInput | None] = about("Changes of the billing; null clears what may be empty of it.")


@input_type
class UpdateBankAccountInput(CardUpdate):
    """Changes of a bank account. A field left out stays; null or an empty text clears it."""

    our_contact_code: MaybeText = about("A code of `salespeople`; never synchronised.")
    contact_name: MaybeText = about("Free-text name of the person to talk to, at most 100 characters.")
    blocked: Maybe[bool | None] = about("Whether the account is blocked.")
    bank_account_number: MaybeText = about("At most 30 characters.")
    bank_branch_number: MaybeText = about("At most 20 characters.")
    iban: MaybeText = about("With valid check digits; kept without blanks.")
    bic: MaybeText = about("8 or 11 characters.")
    bank_account_posting_group: MaybeText = about("At most 20 characters.")


def given_fields(update: Any, prefix: str = "") -> dict[str, Any]:
    """Return the fields that an update gives, by their name in the API: 'phone', 'address.city'; None clears one."""
    given: dict[str, Any] = {}
    for field in get_object_definition(update, strict=True).fields:
        value = getattr(update, field.python_name)
        if isinstance(value, Some):
            given |= _flattened(f"{prefix}{_camel(field.python_name)}", value.value, _innermost(field.type))
    return given


def _flattened(name: str, value: Any, type_: Any) -> dict[str, Any]:
    parts = get_object_definition(type_)
    if parts is None:
        return {name: getattr(value, "value", value)}
    if value is None:
        return {f"{name}.{_camel(part.python_name)}": None for part in parts.fields if _may_be_empty(part.type)}
    return given_fields(value, f"{name}.")


def _may_be_empty(type_: Any) -> bool:
    """Tell whether null for a whole group clears this part: a flag has no empty value and stays."""
    return _innermost(type_) is not bool


def _innermost(type_: Any) -> Any:
    while isinstance(type_, StrawberryContainer):
        type_ = type_.of_type
    return type_


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
