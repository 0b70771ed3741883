"""Declare what can be asked."""

from typing import Annotated

import strawberry

from schema.arguments import After, Before, First, Id, Last, Number
from schema.bank_accounts import BankAccount
from schema.cards import ContactType, LinkKind, Node
from schema.connections import Connection
from schema.contacts import Contact
from schema.customers import Customer
from schema.declaring import about, argument, object_type, with_arguments
from schema.differences import Consistency, Difference
from schema.documents.query import DocumentQueries
from schema.interaction_lists import InteractionFilter
from schema.interactions import Interaction, InteractionConnection
from schema.journal import ChangeSet, Provenance
from schema.links import BusinessRelation
from schema.lists import (
    BankAccountFilter,
    BankAccountOrder,
    ContactFilter,
    ContactOrder,
    CustomerFilter,
    CustomerOrder,
    VendorFilter,
    VendorOrder,
)
from schema.setup import (
    CompanyInformation,
    CustomerTemplate,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateSetup,
    Item,
    MarketingSetup,
    NumberSeries,
    NumberSetup,
    PaymentTerms,
    Salesperson,
    SyncRule,
    VendorTemplate,
)
from schema.vendors import Vendor

OfType = Annotated[ContactType | None, argument("Only those for this type of contact.")]


@object_type
class Query(DocumentQueries):
    """What can be asked. Every operation is one consistent snapshot."""

    @with_arguments
    def node(self, id: Annotated[strawberry.ID, argument("Any record's id.")]) -> Node | None:
        """Find any record by its id."""

    @with_arguments
    def nodes(self, ids: Annotated[list[strawberry.ID], argument("At most 200 ids.")]) -> list[Node | None]:
        """Find several records by id, in the order of the ids, null for an id that nothing has."""

    @with_arguments
    def contact(self, id: Id = None, number: Number = None) -> Contact | None:
        """Find a contact by exactly one of id and number."""

    @with_arguments
    def contacts(
        self,
        where: Annotated[ContactFilter | None, argument("Which ones.")] = None,
        order_by: Annotated[list[ContactOrder] | None, argument("In which order; by number unless given.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Contact]:
        """List contacts."""

    @with_arguments
    def customer(self, id: Id = None, number: Number = None) -> Customer | None:
        """Find a customer by exactly one of id and number."""

    @with_arguments
    def customers(
        self,
        where: Annotated[CustomerFilter | None, argument("Which ones.")] = None,
        order_by: Annotated[list[CustomerOrder] | None, argument("In which order; by number unless given.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Customer]:
        """List customers."""

    @with_arguments
    def vendor(self, id: Id = None, number: Number = None) -> Vendor | None:
        """Find a vendor by exactly one of id and number."""

    @with_arguments
    def vendors(
        self,
        where: Annotated[VendorFilter | None, argument("Which ones.")] = None,
        order_by: Annotated[list[VendorOrder] | None, argument("In which order; by number unless given.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Vendor]:
        """List vendors."""

    @with_arguments
    def bank_account(self, id: Id = None, number: Number = None) -> BankAccount | None:
        """Find a bank account by exactly one of id and number."""

    @with_arguments
    def bank_accounts(
        self,
        where: Annotated[BankAccountFilter | None, argument("Which ones.")] = None,
        order_by: Annotated[list[BankAccountOrder] | None, argument("In which order; by number unless given.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[BankAccount]:
        """List bank accounts."""

    marketing_setup: MarketingSetup = about("The switches of synchronisation.")
    business_relations: list[BusinessRelation] = about("All business relations, by code.")
    number_series: list[NumberSeries] = about("All number series, by code.")
    number_setup: NumberSetup = about("Which number series numbers what.")

    @with_arguments
    def sync_rules(
        self, kind: Annotated[LinkKind | None, argument("Only those of this kind of link.")] = None
    ) -> list[SyncRule]:
        """List the rules of synchronisation in force: for each kind of link, the fields that it shares."""

    salespeople: list[Salesperson] = about("All salespeople and purchasers, by code.")
    payment_terms: list[PaymentTerms] = about("All payment terms, by code.")
    company_information: CompanyInformation = about("Our own firm.")

    @with_arguments
    def item(self, number: Annotated[str, argument("The item's number.")]) -> Item | None:
        """Find an item by its number."""

    @with_arguments
    def items(self, first: First = None, after: After = None) -> Connection[Item]:
        """List items by number."""

    @with_arguments
    def customer_templates(self, contact_type: OfType = None) -> list[CustomerTemplate]:
        """List the templates of customers, by code."""

    @with_arguments
    def vendor_templates(self, contact_type: OfType = None) -> list[VendorTemplate]:
        """List the templates of vendors, by code."""

    interaction_groups: list[InteractionGroup] = about("All groups of interaction templates, by code.")
    interaction_templates: list[InteractionTemplate] = about("All interaction templates, by code.")
    interaction_template_setup: InteractionTemplateSetup = about("Which template records which operation.")

    @with_arguments
    def interaction(self, id: Annotated[strawberry.ID, argument("The interaction's id.")]) -> Interaction | None:
        """Find an interaction by its id."""

    @with_arguments
    def interactions(
        self,
        where: Annotated[InteractionFilter | None, argument("Which ones.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> InteractionConnection:
        """List interactions, newest first."""

    @with_arguments
    def change_set(self, id: Annotated[strawberry.ID, argument("The change set's id.")]) -> ChangeSet | None:
        """Find a change set by its id."""

    @with_arguments
    def change_sets(self, first: First = None, after: After = None) -> Connection[ChangeSet]:
        """List change sets, newest first."""

    @with_arguments
    def differences(
        self,
        kind: Annotated[LinkKind | None, argument("Only along links of this kind.")] = None,
        first: First = 50,
        after: After = None,
    ) -> Connection[Difference]:
        """List the linked pairs that differ where the rules say that they should not.

        Customers, vendors, bank accounts, each by the contact's number. All links are compared each time.
        """

    consistency: Consistency = about("How many shared values are equal as they should be. All links are compared.")

    @with_arguments
    def provenance(
        self,
        id: Annotated[strawberry.ID, argument("A record's id; also of one that is gone.")],
        field: Annotated[str, argument("A field as the journal names it, such as 'phone' or 'address.city'.")],
    ) -> Provenance | None:
        """Tell why this field of this record holds its value. Null where there is no such record or no such field."""
