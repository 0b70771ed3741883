"""Declare the templates of customers and vendors."""

from schema.cards import ContactType, Node
from schema.customers import CustomerBilling
from schema.declaring import about, object_type
from schema.setup.numbers import NumberSeries
from schema.vendors import VendorBilling

_SERIES = "Where such cards get their numbers, instead of the series of the number set-up."


@object_type
class CustomerTemplate(Node):
    """What a new customer of one type of contact gets where nothing else is known."""

    code: str = about("Unique, at most 20 characters.")
    description: str | None = about("In words.")
    contact_type: ContactType = about("Which type of contact it is for.")
    number_series: NumberSeries | None = about(_SERIES)
    country_code: str | None = about("ISO 3166-1 alpha-2.")
    currency_code: str | None = about("ISO 4217.")
    language_code: str | None = about("BCP 47 tag.")
    territory_code: str | None = about("The sales territory.")
    salesperson_code: str | None = about("A code of `salespeople`.")
    billing: CustomerBilling = about("Invoicing and posting.")


@object_type
class VendorTemplate(Node):
    """What a new vendor gets where nothing else is known."""

    code: str = about("Unique, at most 20 characters.")
    description: str | None = about("In words.")
    contact_type: ContactType = about("Which type of contact it is for; vendors are companies.")
    number_series: NumberSeries | None = about(_SERIES)
    country_code: str | None = about("ISO 3166-1 alpha-2.")
    currency_code: str | None = about("ISO 4217.")
    language_code: str | None = about("BCP 47 tag.")
    territory_code: str | None = about("The sales territory.")
    purchaser_code: str | None = about("A code of `salespeople`.")
    billing: VendorBilling = about("Invoicing and posting.")
