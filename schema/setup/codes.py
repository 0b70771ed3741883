"""Declare the set-up that records refer to by code: salespeople, payment terms, items."""

from decimal import Decimal

from schema.cards import Node
from schema.declaring import about, object_type


@object_type
class Salesperson(Node):
    """Somebody of our firm who sells or purchases."""

    code: str = about("Unique, at most 20 characters.")
    name: str = about("The person's name.")
    email: str | None = about("E-mail address.")
    phone: str | None = about("Phone number.")


@object_type
class PaymentTerms(Node):
    """When invoices fall due: document date, plus the days, or the end of the month that many days on."""

    code: str = about("Unique, at most 10 characters.")
    description: str | None = about("In words.")
    due_days: int = about("Days after the document date.")
    end_of_month: bool = about("Whether to go on to the end of the month.")


@object_type
class Item(Node):
    """Something that we sell or buy."""

    number: str = about("Unique, at most 20 characters.")
    description: str = about("What it is.")
    unit_price: Decimal = about("Sales price per unit, in our own currency.")
    unit_cost: Decimal = about("Cost per unit, in our own currency.")
    unit_of_measure: str | None = about("What a unit is.")
    vat_percent: Decimal = about("VAT rate in percent.")
    blocked: bool = about("Whether it may no longer be sold or bought.")
