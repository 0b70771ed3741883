"""Collect what every type's fields mean: the root fields of queries, the answers of mutations, and all records."""

from db.reading import tree
from resolvers import (
    bank_accounts,
    batches,
    cards,
    contacts,
    customers,
    differences,
    documents,
    interactions,
    issued,
    journal,
    links,
    papers,
    provenance,
    setup,
    vendors,
)
from resolvers.reading.declarations import AnyNode, Brought, Declaration, Fields, Found, Keyed, Reading, Rows

NODES = {
    **dict(journal.RECORDS.values()),
    "Link": "(SELECT * FROM contact_relation WHERE kind IS NOT NULL)",
    "BusinessRelation": "business_relation",
    "ChangeSet": "change_set",
    "Salesperson": "salesperson",
    "PaymentTerms": "payment_terms",
    "Item": "item",
    "NumberSeries": "number_series",
    "CustomerTemplate": "customer_template",
    "VendorTemplate": "vendor_template",
    "Paper": "paper",
    **documents.DOCUMENT_TABLES,
    "Interaction": "interaction",
    "InteractionTemplate": "interaction_template",
    "InteractionGroup": "interaction_group",
}


def _found(type_name: str, *arguments: str) -> Found:
    table = NODES[type_name]
    return Found({(name,): tree.Source(f"{table} {{t}}", f"{{t}}.{name} = {{0}}") for name in arguments}, type_name)


QUERY: Fields = {
    "node": AnyNode(NODES),
    "nodes": AnyNode(NODES, many=True),
    "contact": _found("Contact", "id", "number"),
    "contacts": contacts.CONTACTS,
    "customer": _found("Customer", "id", "number"),
    "customers": customers.CUSTOMERS,
    "vendor": _found("Vendor", "id", "number"),
    "vendors": vendors.VENDORS,
    "bankAccount": _found("BankAccount", "id", "number"),
    "bankAccounts": bank_accounts.BANK_ACCOUNTS,
    **documents.QUERY,
    **interactions.QUERY,
    **setup.QUERY,
    "item": _found("Item", "number"),
    "changeSet": _found("ChangeSet", "id"),
    "changeSets": journal.CHANGE_SETS,
    **differences.QUERY,
    **provenance.QUERY,
}


def _payload(**records: tuple[str, str]) -> dict[str, Declaration]:
    return {
        **{field: Keyed(name, table) for field, (name, table) in records.items()},
        "changeSet": Keyed("@changeSet", "change_set"),
        "plan": Rows("@plan", {"token": "text"}, "one"),
        "warnings": Brought(),
        "errors": Brought(),
    }


_HUB = ("@contact", "contact")
PAYLOADS: dict[str, Fields] = {
    "ContactPayload": _payload(contact=("@record", "contact")),
    "CustomerPayload": _payload(customer=("@record", "customer"), contact=_HUB),
    "VendorPayload": _payload(vendor=("@record", "vendor"), contact=_HUB),
    "BankAccountPayload": _payload(bankAccount=("@record", "bank_account"), contact=_HUB),
    "DeletePayload": {"deletedId": Brought(), **_payload()},
    "LinkPayload": _payload(link=("@link", "contact_relation"), contact=_HUB),
    "UnlinkPayload": _payload(contact=_HUB),
    "ChangeSetPayload": {"skipped": Rows("@skipped", journal.PLAN_CHANGES), **_payload()},
    "RepairPayload": {"repairedCount": Brought(), **_payload()},
    "CreateContactsPayload": {
        "createdCount": Brought(),
        "skippedCount": Brought(),
        "contacts": batches.CREATED,
        **_payload(),
    },
}

READING = Reading(
    {
        "Query": QUERY,
        **PAYLOADS,
        **documents.PAYLOADS,
        **interactions.PAYLOADS,
        **papers.PAYLOADS,
        **setup.PAYLOADS,
        "Address": cards.ADDRESS,
        **contacts.TYPES,
        **customers.TYPES,
        **vendors.TYPES,
        **bank_accounts.TYPES,
        **links.TYPES,
        **documents.TYPES,
        **interactions.TYPES,
        **issued.TYPES,
        **journal.TYPES,
        **differences.TYPES,
        **provenance.TYPES,
        **setup.TYPES,
    }
)
