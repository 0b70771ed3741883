"""Declare the marketing set-up."""

from schema.declaring import about, object_type
from schema.links import BusinessRelation
from schema.setup.numbers import NumberSeries


@object_type
class InheritanceSetup:
    """Which fields a person takes over from its company."""

    salesperson: bool = about("The salesperson.")
    territory: bool = about("The territory.")
    country: bool = about("The country.")
    language: bool = about("The language.")
    address_details: bool = about("The other parts of the address.")
    communication_details: bool = about("Phone, mobile phone, fax, e-mail, home page.")


@object_type
class ContactDefaults:
    """What a contact created by hand gets where nothing was given."""

    salesperson_code: str | None = about("A code of `salespeople`.")
    territory_code: str | None = about("The sales territory.")
    country_code: str | None = about("ISO 3166-1 alpha-2.")
    language_code: str | None = about("BCP 47 tag.")


@object_type
class MarketingSetup:
    """The switches of synchronisation."""

    contact_numbers: NumberSeries | None = about("Where contacts get their numbers; without it none is made by itself.")
    customer_relation: BusinessRelation | None = about(
        "Null: contacts are neither created for nor linked with customers."
    )
    vendor_relation: BusinessRelation | None = about("Null: contacts are neither created for nor linked with vendors.")
    bank_account_relation: BusinessRelation | None = about(
        "Null: contacts are neither created for nor linked with bank accounts."
    )
    inherit: InheritanceSetup = about("Which fields a person takes over from its company.")
    defaults: ContactDefaults = about("What a contact created by hand gets where nothing was given.")
