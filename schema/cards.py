"""Declare what the four kinds of cards have in common."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import strawberry

from schema.connections import Connection
from schema.declaring import about, argument, enum_type, interface_type, object_type, with_arguments

FieldChangeConnection = Connection[Annotated["FieldChange", strawberry.lazy("schema.journal")]]  # type: ignore[name-defined]  # noqa: F821

First = Annotated[int | None, argument("How many, at most 200.")]
After = Annotated[str | None, argument("Begin behind this cursor.")]


@enum_type(
    CONTACT="A company or a person that we deal with.",
    CUSTOMER="Somebody who buys from us.",
    VENDOR="Somebody we buy from.",
    BANK_ACCOUNT="An account of ours at a bank.",
    SALES_DOCUMENT="A quote, order or blanket order of a customer.",
    PURCHASE_DOCUMENT="A quote, order or blanket order with a vendor.",
    SERVICE_ORDER="Work for a customer.",
    INTERACTION="Something done with a contact; its number is its entry number.",
)
class RecordKind(StrEnum):
    """The kinds of records whose changes are kept."""

    CONTACT = "CONTACT"
    CUSTOMER = "CUSTOMER"
    VENDOR = "VENDOR"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    SALES_DOCUMENT = "SALES_DOCUMENT"
    PURCHASE_DOCUMENT = "PURCHASE_DOCUMENT"
    SERVICE_ORDER = "SERVICE_ORDER"
    INTERACTION = "INTERACTION"


@enum_type(
    CUSTOMER="A customer; at most one per contact.",
    VENDOR="A vendor; at most one per contact.",
    BANK_ACCOUNT="A bank account; a bank may hold several.",
)
class LinkKind(StrEnum):
    """What a contact can be linked with."""

    CUSTOMER = "CUSTOMER"
    VENDOR = "VENDOR"
    BANK_ACCOUNT = "BANK_ACCOUNT"


@enum_type(
    COMPANY="A firm, an authority, a bank …",
    PERSON="A person, on their own or belonging to a company.",
)
class ContactType(StrEnum):
    """Whether a contact, or a customer, is a company or a person."""

    COMPANY = "COMPANY"
    PERSON = "PERSON"


@interface_type
class Node:
    """Something with an id of its own, found again by `node`."""

    id: strawberry.ID = about("Opaque and unique among all records. Do not take it apart.")


@object_type
class Address:
    """A postal address. Its parts are shared fields, each on its own."""

    line1: str | None = about("Street and house number, at most 100 characters.")
    line2: str | None = about("A second line, at most 50 characters.")
    city: str | None = about("City, at most 30 characters.")
    post_code: str | None = about("Post code, at most 20 characters.")
    county: str | None = about("County, state or region, at most 30 characters.")
    country_code: str | None = about("ISO 3166-1 alpha-2, e.g. 'DE'.")


@interface_type
class Card(Node):
    """What a contact, a customer, a vendor and a bank account have in common: the fields kept equal among them."""

    number: str = about("The number that people know; unique among records of the same kind.")
    name: str = about("Never blank, at most 100 characters.")
    name2: str | None = about("A second line of the name, at most 50 characters.")
    address: Address = about("The postal address.")
    phone: str | None = about("As it was typed.")
    mobile_phone: str | None = about("As it was typed.")
    fax: str | None = about("As it was typed.")
    email: str | None = about("One e-mail address, or several separated by semicolons.")
    home_page: str | None = about("Address of the home page.")
    language_code: str | None = about("BCP 47 tag, e.g. 'fr-FR'.")
    currency_code: str | None = about("ISO 4217, e.g. 'EUR'; null means our own currency.")
    territory_code: str | None = about("The sales territory.")
    version: int = about("Grows by one with every change of the record: send it back as `expectedVersion`.")
    created_at: datetime = about("When the record was created.")
    updated_at: datetime = about("When the record was last changed.")

    @with_arguments
    def history(self, first: First = 50, after: After = None) -> FieldChangeConnection:
        """Every field change of this record, newest first."""
