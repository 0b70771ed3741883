"""Declare what changes of the set-up take. A field left out stays; null or an empty text clears it."""

from datetime import date
from decimal import Decimal

from strawberry import Maybe

from schema.cards import ContactType, LinkKind
from schema.declaring import about, input_type
from schema.inputs import AddressInput, CustomerBillingInput, MaybeText, VendorBillingInput
from schema.setup.rules import Direction
from schema.shared_fields import SharedField

_DESCRIPTION = "In words, at most 100 characters."
_SERIES = "A code of `numberSeries`."
_RELATION = "A code of `businessRelations`, another one for each kind of card."
_TEMPLATE_CODE = "Creates the template, or changes the one with this code; at most 20 characters."
_DRAWN = "A code of `numberSeries` that numbers are drawn from."


@input_type
class InheritanceSetupInput:
    """Which fields a person takes over from its company."""

    salesperson: Maybe[bool | None] = about("The salesperson.")
    territory: Maybe[bool | None] = about("The territory.")
    country: Maybe[bool | None] = about("The country.")
    language: Maybe[bool | None] = about("The language.")
    address_details: Maybe[bool | None] = about("The other parts of the address.")
    communication_details: Maybe[bool | None] = about("Phone, mobile phone, fax, e-mail, home page.")


@input_type
class ContactDefaultsInput:
    """What a contact created by hand gets where nothing was given."""

    salesperson_code: MaybeText = about("A code of `salespeople`.")
    territory_code: MaybeText = about("At most 10 characters.")
    country_code: MaybeText = about("ISO 3166-1 alpha-2, e.g. 'DE'.")
    language_code: MaybeText = about("BCP 47, e.g. 'fr-FR'.")


@input_type
class UpdateMarketingSetupInput:
    """Changes of the marketing set-up."""

    contact_numbers_code: MaybeText = about(_DRAWN)
    customer_relation_code: MaybeText = about(_RELATION)
    vendor_relation_code: MaybeText = about(_RELATION)
    bank_account_relation_code: MaybeText = about(_RELATION)
    inherit: Maybe[InheritanceSetupInput | None] = about("Switches to change.")
    defaults: Maybe[ContactDefaultsInput | None] = about("Defaults to change; null clears all of them.")


@input_type
class SaveBusinessRelationInput:
    """A business relation."""

    code: str = about("Creates the relation, or changes the one with this code; at most 10 characters.")
    description: MaybeText = about(_DESCRIPTION)


@input_type
class NumberSeriesLineInput:
    """A stretch of a number series."""

    starting_date: date | None = about(
        "The first day that numbers are drawn from it; one line may have none.", default=None
    )
    starting_number: str = about("The first number, with digits, at most 20 characters.")
    ending_number: str | None = about("The last number; null means as far as 20 characters reach.", default=None)
    warning_number: str | None = about("From this number on, drawing one gives a warning.", default=None)
    increment_by: int = about("How far the next number is from the last one, 1 to 1,000,000.", default=1)


@input_type
class SaveNumberSeriesInput:
    """A number series. A new one is automatic and not manual unless said otherwise."""

    code: str = about("Creates the series, or changes the one with this code; at most 20 characters.")
    description: MaybeText = about(_DESCRIPTION)
    automatic: Maybe[bool | None] = about("Whether numbers may be drawn from the series.")
    manual: Maybe[bool | None] = about("Whether numbers may be typed by hand.")
    lines: list[NumberSeriesLineInput] | None = about(
        "The stretches, 1 to 100, instead of those there are; a line that begins as before counts on where it was. "
        "Left out they stay.",
        default=None,
    )


@input_type
class UpdateNumberSetupInput:
    """Which number series numbers what."""

    customers_code: MaybeText = about(_SERIES)
    vendors_code: MaybeText = about(_SERIES)
    bank_accounts_code: MaybeText = about(_SERIES)
    sales_quotes_code: MaybeText = about(_SERIES)
    sales_orders_code: MaybeText = about(_SERIES)
    sales_blanket_orders_code: MaybeText = about(_SERIES)
    purchase_quotes_code: MaybeText = about(_SERIES)
    purchase_orders_code: MaybeText = about(_SERIES)
    purchase_blanket_orders_code: MaybeText = about(_SERIES)
    service_orders_code: MaybeText = about(_SERIES)


@input_type
class SaveSalespersonInput:
    """A salesperson or purchaser."""

    code: str = about("Creates the salesperson, or changes the one with this code; at most 20 characters.")
    name: MaybeText = about("At most 100 characters, never empty; needed for a new one.")
    email: MaybeText = about("One address, or several separated by semicolons.")
    phone: MaybeText = about("Digits and separators; kept as typed.")


@input_type
class SavePaymentTermsInput:
    """Payment terms."""

    code: str = about("Creates the terms, or changes those with this code; at most 10 characters.")
    description: MaybeText = about(_DESCRIPTION)
    due_days: Maybe[int | None] = about("Days after the document date, 0 to 3650; 0 for new terms.")
    end_of_month: Maybe[bool | None] = about("Whether to go on to the end of the month.")


@input_type
class UpdateCompanyInformationInput:
    """Changes of our own firm."""

    name: MaybeText = about("At most 100 characters, never empty.")
    address: Maybe[AddressInput | None] = about("Parts of the address; null clears all of them.")
    phone: MaybeText = about("Digits and separators; kept as typed.")
    email: MaybeText = about("One address, or several separated by semicolons.")
    home_page: MaybeText = about("An http or https address.")
    vat_number: MaybeText = about("Checked by the rules of the country; upper-cased.")
    currency_code: MaybeText = about("ISO 4217, never empty.")
    language_code: MaybeText = about("BCP 47, never empty.")


@input_type
class SaveItemInput:
    """An item."""

    number: str = about("Creates the item, or changes the one with this number; at most 20 characters.")
    description: MaybeText = about("At most 100 characters, never empty; needed for a new one.")
    unit_price: Maybe[Decimal | None] = about("Sales price per unit, not negative; 0 for a new item.")
    unit_cost: Maybe[Decimal | None] = about("Cost per unit, not negative; 0 for a new item.")
    unit_of_measure: MaybeText = about("At most 10 characters.")
    vat_percent: Maybe[Decimal | None] = about("VAT rate, 0 to 100; 0 for a new item.")
    blocked: Maybe[bool | None] = about("Whether it may no longer be sold or bought.")


@input_type
class SaveCustomerTemplateInput:
    """A template of customers."""

    code: str = about(_TEMPLATE_CODE)
    description: MaybeText = about(_DESCRIPTION)
    contact_type: Maybe[ContactType | None] = about("Which type of contact it is for; COMPANY for a new one.")
    number_series_code: MaybeText = about(_DRAWN)
    country_code: MaybeText = about("ISO 3166-1 alpha-2, e.g. 'DE'.")
    currency_code: MaybeText = about("ISO 4217, e.g. 'EUR'.")
    language_code: MaybeText = about("BCP 47, e.g. 'fr-FR'.")
    territory_code: MaybeText = about("At most 10 characters.")
    salesperson_code: MaybeText = about("A code of `salespeople`.")
    billing: Maybe[CustomerBillingInput | None] = about("Changes of the billing; null clears what may be empty of it.")


@input_type
class SaveVendorTemplateInput:
    """A template of vendors."""

    code: str = about(_TEMPLATE_CODE)
    description: MaybeText = about(_DESCRIPTION)
    contact_type: Maybe[ContactType | None] = about("COMPANY: vendors are companies.")
    number_series_code: MaybeText = about(_DRAWN)
    country_code: MaybeText = about("ISO 3166-1 alpha-2, e.g. 'DE'.")
    currency_code: MaybeText = about("ISO 4217, e.g. 'EUR'.")
    language_code: MaybeText = about("BCP 47, e.g. 'fr-FR'.")
    territory_code: MaybeText = about("At most 10 characters.")
    purchaser_code: MaybeText = about("A code of `salespeople`.")
    billing: Maybe[VendorBillingInput | None] = about("Changes of the billing; null clears what may be empty of it.")


@input_type
class UpdateSyncRuleInput:
    """A rule of synchronisation."""

    kind: LinkKind = about("The kind of link.")
    field: SharedField = about("A field that this kind of card shares with contacts.")
    direction: Direction = about("In which direction it shall travel.")
