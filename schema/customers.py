"""Declare customers."""

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.cards import After, Card, ContactType, First
from schema.connections import Connection
from schema.declaring import about, enum_type, object_type, with_arguments
from schema.documents.lists import OfSales
from schema.documents.sales import SalesDocument
from schema.documents.services import ServiceOrder

if TYPE_CHECKING:
    from schema.contacts import Contact

_Contact = Annotated["Contact", strawberry.lazy("schema.contacts")]


@enum_type(
    NONE="Nothing.",
    SHIP="Deliveries.",
    INVOICE="Deliveries and invoices.",
    ALL="Everything.",
)
class CustomerBlocked(StrEnum):
    """What a customer is blocked for."""

    NONE = "NONE"
    SHIP = "SHIP"
    INVOICE = "INVOICE"
    ALL = "ALL"


@object_type
class CustomerBilling:
    """Invoicing and posting: the customer's own, never synchronised."""

    customer_posting_group: str | None = about("Which accounts receivables are posted to.")
    general_business_posting_group: str | None = about("Which accounts revenue is posted to.")
    vat_business_posting_group: str | None = about("How VAT is worked out.")
    payment_terms_code: str | None = about("When invoices fall due: a code of `paymentTerms`.")
    payment_method_code: str | None = about("How invoices are paid.")
    credit_limit: Decimal | None = about("In our own currency; null means no limit.")
    prices_include_vat: bool = about("Whether prices on documents include VAT.")
    bill_to_customer: Annotated["Customer", strawberry.lazy("schema.customers")] | None = about(
        "Who is invoiced instead of this customer."
    )


@object_type
class Customer(Card):
    """Somebody who buys from us. Shared fields are kept equal with the linked contact's."""

    contact_type: ContactType = about("Company or person; follows the linked contact.")
    salesperson_code: str | None = about("Who of us looks after the customer; shared with the contact.")
    vat_number: str | None = about("VAT registration number; shared with contact and vendor.")
    registration_number: str | None = about("Number in the trade register; shared with contact and vendor.")
    privacy_blocked: bool = about("Set on the contact.")
    linked_contact: _Contact | None = about("The contact whose shared fields equal this customer's.")
    primary_contact: _Contact | None = about("The person to talk to; belongs to the linked contact.")
    contact_name: str | None = about("Free-text name of the person to talk to.")
    blocked: CustomerBlocked = about("What the customer is blocked for.")
    billing: CustomerBilling = about("Invoicing and posting: not on the contact, never synchronised.")

    @with_arguments
    def sales_documents(
        self, type: OfSales = None, first: First = 50, after: After = None
    ) -> Connection[SalesDocument]:
        """The customer's documents, by number."""

    @with_arguments
    def service_orders(self, first: First = 50, after: After = None) -> Connection[ServiceOrder]:
        """The customer's service orders, by number."""
