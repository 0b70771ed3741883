"""Declare contacts."""

from enum import StrEnum
from typing import Annotated

import strawberry

from schema.bank_accounts import BankAccount
from schema.cards import After, Card, ContactType, First
from schema.connections import Connection
from schema.customers import Customer
from schema.declaring import about, argument, enum_type, object_type, with_arguments
from schema.documents.lists import OfPurchases, OfSales
from schema.documents.purchases import PurchaseDocument
from schema.documents.sales import SalesDocument
from schema.documents.services import ServiceOrder
from schema.interactions import InteractionConnection, InteractionStatistics
from schema.links import ContactBusinessRelation, Link
from schema.lists import ContactOrder
from schema.vendors import Vendor

_Contact = Annotated["Contact", strawberry.lazy("schema.contacts")]


@enum_type(
    NONE="Nothing in particular.",
    CUSTOMER="Our customer.",
    VENDOR="Our vendor.",
    BANK_ACCOUNT="Our bank.",
    OTHER="Something else: a business relation without a link.",
    MULTIPLE="Several things at once.",
)
class RelationKind(StrEnum):
    """What a contact, or the company that a person belongs to, is to us."""

    NONE = "NONE"
    CUSTOMER = "CUSTOMER"
    VENDOR = "VENDOR"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    OTHER = "OTHER"
    MULTIPLE = "MULTIPLE"


@object_type
class Contact(Card):
    """A company or a person that we deal with: the hub through which linked cards keep their shared fields equal."""

    type: ContactType = about("Company or person.")
    salesperson_code: str | None = about("Who of us looks after the contact; shared with the customer.")
    vat_number: str | None = about("VAT registration number; shared with customer and vendor.")
    registration_number: str | None = about("Number in the trade register; shared with customer and vendor.")
    privacy_blocked: bool = about("A blocked contact takes part in nothing new. Set here, it travels to the cards.")
    first_name: str | None = about("Persons only.")
    middle_name: str | None = about("Persons only.")
    last_name: str | None = about("Persons only.")
    job_title: str | None = about("Persons only.")
    vcard: str = about("The contact as a vCard 4.0 (text/vcard), to be saved as a file that ends in .vcf.")
    company: _Contact | None = about(
        "The company a person belongs to; null for companies and for persons on their own."
    )

    @with_arguments
    def persons(
        self,
        first: First = 50,
        after: After = None,
        order_by: Annotated[list[ContactOrder] | None, argument("In which order; by number unless given.")] = None,
    ) -> Connection[_Contact]:
        """The persons of a company, by number unless ordered otherwise."""

    linked_customer: Customer | None = about("The customer whose shared fields equal this contact's.")
    linked_vendor: Vendor | None = about("The vendor whose shared fields equal this contact's.")
    linked_bank_account: BankAccount | None = about("The first linked bank account; a bank can hold several.")
    linked_bank_accounts: list[BankAccount] = about("All linked bank accounts, in the order they were linked.")
    links: list[Link] = about("The links with customer, vendor and bank accounts.")
    business_relations: list[ContactBusinessRelation] = about("What the contact is to us, with or without a link.")
    relation_kind: RelationKind = about("What the contact, or the company that it belongs to, is to us, in one word.")

    @with_arguments
    def sales_documents(
        self, type: OfSales = None, first: First = 50, after: After = None
    ) -> Connection[SalesDocument]:
        """The sales documents made for this contact, by number; those of a company's persons are theirs."""

    @with_arguments
    def purchase_documents(
        self, type: OfPurchases = None, first: First = 50, after: After = None
    ) -> Connection[PurchaseDocument]:
        """The purchase documents made for this contact, by number; those of a company's persons are theirs."""

    @with_arguments
    def service_orders(self, first: First = 50, after: After = None) -> Connection[ServiceOrder]:
        """The service orders made for this contact, by number."""

    @with_arguments
    def interactions(
        self,
        include_persons: Annotated[bool | None, argument("Of a company: those with its persons as well.")] = True,
        first: First = 50,
        after: After = None,
    ) -> InteractionConnection:
        """What was done with this contact, newest first; of a company also with whoever belonged to it then."""

    interaction_statistics: InteractionStatistics = about(
        "What the interactions with this contact come to; of a company, those with its persons too."
    )
