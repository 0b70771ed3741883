"""Say how customers are read, and carry out what a client asks of one."""

from collections.abc import Mapping
from typing import Any

from db.customers import Customer
from domain import customers
from domain.change import Kind
from resolvers import changes
from resolvers.cards import ORDERS, TAXED, TAXED_FILTERS, card_fields, contact_of, is_linked, key_source, rows
from resolvers.documents import documents_of
from resolvers.reading.declarations import Fields, Paged, Part, Related, columns
from resolvers.reading.filters import Filters, Text
from resolvers.requests import Answer, ResolveInfo
from resolvers.updates import carry_out, edit_of

FILTERS: Filters = TAXED_FILTERS | {
    "salespersonCode": Text("salesperson_code", "salesperson_code_key"),
    "hasContact": is_linked("customer"),
}
CUSTOMERS = Paged(rows("customer"), ORDERS, FILTERS)

BILLING: Fields = {
    **columns(Customer, "customerPostingGroup", "generalBusinessPostingGroup", "vatBusinessPostingGroup"),
    **columns(Customer, "paymentTermsCode", "paymentMethodCode", "creditLimit", "pricesIncludeVat"),
    "billToCustomer": Related(key_source("customer", "bill_to_customer_id")),
}

TYPES: dict[str, Fields] = {
    "Customer": {
        **card_fields("Customer", Customer),
        **columns(Customer, "contactType", "salespersonCode", "contactName", "blocked", *TAXED),
        "linkedContact": contact_of("customer"),
        "primaryContact": Related(key_source("contact", "primary_contact_id")),
        "billing": Part(BILLING),
        "salesDocuments": documents_of("sales_document", "customer_id"),
        "serviceOrders": documents_of("service_order", "customer_id"),
    },
    "CustomerBilling": BILLING,
}


async def update_customer(info: ResolveInfo, given: Mapping[str, Any], **options: Any) -> Answer:
    """Change a customer, with all that follows from it."""
    edit = edit_of(info.context, Kind.CUSTOMER, "updateCustomer", given, **options)
    return await carry_out(info, customers.update_customer, edit)


async def create_customer(info: ResolveInfo, given: Mapping[str, Any], **options: Any) -> Answer:
    """Create a customer."""
    return await changes.create(info, Kind.CUSTOMER, "createCustomer", given, **options)


async def create_customer_from_contact(info: ResolveInfo, given: Mapping[str, Any], **options: Any) -> Answer:
    """Create a customer from a contact, linked with it."""
    return await changes.create_from_contact(info, Kind.CUSTOMER, "createCustomerFromContact", given, **options)


async def delete_customer(info: ResolveInfo, **options: Any) -> Answer:
    """Delete a customer."""
    return await changes.delete(info, Kind.CUSTOMER, "deleteCustomer", **options)
