"""Declare how lists are filtered and ordered."""

from datetime import datetime
from enum import StrEnum

import strawberry

from schema.cards import ContactType
from schema.declaring import about, enum_type, input_type


@enum_type(
    ASC="From small to large.",
    DESC="From large to small.",
)
class OrderDirection(StrEnum):
    """Up or down."""

    ASC = "ASC"
    DESC = "DESC"


@enum_type(
    NUMBER="By number, character by character.",
    NAME="By name, ignoring case and accents.",
    CITY="By city, ignoring case and accents; without one first.",
    UPDATED_AT="By the time of the last change.",
    CREATED_AT="By the time of creation.",
)
class CardOrderField(StrEnum):
    """What cards can be ordered by."""

    NUMBER = "NUMBER"
    NAME = "NAME"
    CITY = "CITY"
    UPDATED_AT = "UPDATED_AT"
    CREATED_AT = "CREATED_AT"


@input_type
class ContactOrder:
    """How to order contacts."""

    field: CardOrderField = about("By what.")
    direction: OrderDirection = about("Up or down.", default=OrderDirection.ASC)


@input_type
class CustomerOrder(ContactOrder):
    """How to order customers."""


@input_type
class VendorOrder(ContactOrder):
    """How to order vendors."""


@input_type
class BankAccountOrder(ContactOrder):
    """How to order bank accounts."""


@input_type
class StringFilter:
    """Text comparison; all of what is given must hold."""

    eq: str | None = about("Exactly this.", default=None)
    ne: str | None = about("Anything but this, null included.", default=None)
    in_: list[str] | None = about("One of these, at most 100.", name="in", default=None)
    starts_with: str | None = about("Begins with this, ignoring case and accents.", default=None)
    contains: str | None = about("Has this in it, ignoring case and accents.", default=None)
    is_null: bool | None = about("Has no value, or has one.", default=None)


@input_type
class DateTimeFilter:
    """Comparison of moments; all of what is given must hold."""

    eq: datetime | None = about("Exactly then.", default=None)
    lt: datetime | None = about("Before.", default=None)
    lte: datetime | None = about("Then or before.", default=None)
    gt: datetime | None = about("After.", default=None)
    gte: datetime | None = about("Then or after.", default=None)


@strawberry.input
class CardFilter:
    """The conditions that all four lists have."""

    number: StringFilter | None = about("By number.", default=None)
    name: StringFilter | None = about("By name.", default=None)
    city: StringFilter | None = about("By city.", default=None)
    country_code: StringFilter | None = about("By country.", default=None)
    updated_at: DateTimeFilter | None = about("By the time of the last change.", default=None)


@strawberry.input
class TaxedFilter(CardFilter):
    """The conditions that contacts, customers and vendors have."""

    email: StringFilter | None = about("By e-mail address.", default=None)
    phone: StringFilter | None = about("By phone number, as it was typed.", default=None)
    post_code: StringFilter | None = about("By post code.", default=None)
    vat_number: StringFilter | None = about("By VAT registration number.", default=None)


@input_type
class ContactFilter(TaxedFilter):
    """Which contacts; all of what is given must hold."""

    and_: list["ContactFilter"] | None = about("All of these hold.", name="and", default=None)
    or_: list["ContactFilter"] | None = about("At least one of these holds.", name="or", default=None)
    not_: "ContactFilter | None" = about("This does not hold.", name="not", default=None)
    type: ContactType | None = about("Companies or persons only.", default=None)
    salesperson_code: StringFilter | None = about("By salesperson.", default=None)
    company_id: strawberry.ID | None = about("The persons of this company.", default=None)
    has_customer: bool | None = about("Linked with a customer, or not.", default=None)
    has_vendor: bool | None = about("Linked with a vendor, or not.", default=None)
    has_bank_account: bool | None = about("Linked with a bank account, or not.", default=None)


@input_type
class CustomerFilter(TaxedFilter):
    """Which customers; all of what is given must hold."""

    and_: list["CustomerFilter"] | None = about("All of these hold.", name="and", default=None)
    or_: list["CustomerFilter"] | None = about("At least one of these holds.", name="or", default=None)
    not_: "CustomerFilter | None" = about("This does not hold.", name="not", default=None)
    salesperson_code: StringFilter | None = about("By salesperson.", default=None)
    has_contact: bool | None = about("Linked with a contact, or not.", default=None)


@input_type
class VendorFilter(TaxedFilter):
    """Which vendors; all of what is given must hold."""

    and_: list["VendorFilter"] | None = about("All of these hold.", name="and", default=None)
    or_: list["VendorFilter"] | None = about("At least one of these holds.", name="or", default=None)
    not_: "VendorFilter | None" = about("This does not hold.", name="not", default=None)
    purchaser_code: StringFilter | None = about("By purchaser.", default=None)
    has_contact: bool | None = about("Linked with a contact, or not.", default=None)


@input_type
class BankAccountFilter(CardFilter):
    """Which bank accounts; all of what is given must hold."""

    and_: list["BankAccountFilter"] | None = about("All of these hold.", name="and", default=None)
    or_: list["BankAccountFilter"] | None = about("At least one of these holds.", name="or", default=None)
    not_: "BankAccountFilter | None" = about("This does not hold.", name="not", default=None)
    has_contact: bool | None = about("Linked with a contact, or not.", default=None)
