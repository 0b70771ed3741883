"""Declare our own firm."""

from schema.cards import Address
from schema.declaring import about, object_type


@object_type
class CompanyInformation:
    """Our own firm, as it heads printed documents."""

    name: str = about("Never blank, at most 100 characters.")
    address: Address = about("The postal address.")
    phone: str | None = about("As it was typed.")
    email: str | None = about("One e-mail address, or several separated by semicolons.")
    home_page: str | None = about("Address of the home page.")
    vat_number: str | None = about("Our VAT registration number.")
    currency_code: str = about("Our own currency, ISO 4217: what a record without a currency means.")
    language_code: str = about("Our own language, BCP 47.")
