"""Declare what can be said of cards, whether they are changed or created.

A field left out of an update stays, and of a creation is filled in where something fits; null or an empty text leaves
the field empty.
"""

from decimal import Decimal

import strawberry
from strawberry import Maybe

from schema.declaring import about, input_type

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
class CardValues:
    """What can be said of every card."""

    number: MaybeText = about(
        "At most 20 characters, unique; never empty. Drawn from the number series if left out of a creation."
    )
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
class TaxedValues(CardValues):
    """What can be said of contacts, customers and vendors."""

    vat_number: MaybeText = about("Checked by the rules of the country; upper-cased.")
    registration_number: MaybeText = about("At most 20 characters.")


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
class VendorBillingInput:
    """Changes of a vendor's billing. A field left out stays; null or an empty text clears it."""

    vendor_posting_group: MaybeText = about("At most 20 characters.")
    general_business_posting_group: MaybeText = about("At most 20 characters.")
    vat_business_posting_group: MaybeText = about("At most 20 characters.")
    payment_terms_code: MaybeText = about("A code of `paymentTerms`.")
    payment_method_code: MaybeText = about("At most 10 characters.")
    prices_include_vat: Maybe[bool | None] = about("Whether prices on documents include VAT.")
    pay_to_vendor_id: Maybe[strawberry.ID | None] = about("Who is paid instead; null for the vendor itself.")


@strawberry.input
class ContactValues(TaxedValues):
    """What can be said of contacts."""

    company_id: Maybe[strawberry.ID | None] = about("The company that a person belongs to; null for none.")
    first_name: MaybeText = about("Persons only, at most 30 characters; makes the name together with the others.")
    middle_name: MaybeText = about("Persons only, at most 30 characters.")
    last_name: MaybeText = about("Persons only, at most 30 characters.")
    job_title: MaybeText = about("Persons only, at most 30 characters.")
    salesperson_code: MaybeText = about("A code of `salespeople`.")


@strawberry.input
class BankAccountValues(CardValues):
    """What can be said of bank accounts."""

    our_contact_code: MaybeText = about("A code of `salespeople`; never synchronised.")
    contact_name: MaybeText = about("Free-text name of the person to talk to, at most 100 characters.")
    bank_account_number: MaybeText = about("At most 30 characters.")
    bank_branch_number: MaybeText = about("At most 20 characters.")
    iban: MaybeText = about("With valid check digits; kept without blanks.")
    bic: MaybeText = about("8 or 11 characters.")
    bank_account_posting_group: MaybeText = about("At most 20 characters.")
