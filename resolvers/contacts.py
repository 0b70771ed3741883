"""Say how contacts are read, and carry out what a client asks of one."""

from collections.abc import Mapping
from typing import Any

from db.contacts import Contact
from db.reading import tree
from db.vcards import vcard
from domain import contacts
from domain.change import Kind
from resolvers import changes
from resolvers.cards import ORDERS, TAXED, TAXED_FILTERS, card_fields, key_source, rows
from resolvers.documents import documents_of
from resolvers.interactions import OF_CONTACT, STATISTICS
from resolvers.links import LINK_ORDER
from resolvers.reading.declarations import Declaration, Fields, Listed, Paged, Related, columns
from resolvers.reading.filters import Filters, Has, Same, Text
from resolvers.requests import Answer, ResolveInfo
from resolvers.updates import carry_out, edit_of


def _linked(table: str, *, order: bool = False) -> tuple[tree.Source, tuple[tree.Order, ...]]:
    """Return the cards of a table that the contact above is linked with; several are in order of their links."""
    source = tree.Source(
        f"contact_relation l{{t}} JOIN {table} {{t}} ON {{t}}.id = l{{t}}.{table}_id",
        f"l{{t}}.contact_id = {{p}}.id AND l{{t}}.kind = '{table.upper()}'",
        computed={"link_created_at": "l{t}.created_at", "link_id": "l{t}.id"},
    )
    return source, (tree.Order("link_created_at"), tree.Order("link_id")) if order else ()


def _has_link(kind: str) -> Has:
    return Has(
        tree.Raw(f"EXISTS (SELECT 1 FROM contact_relation l WHERE l.contact_id = {{t}}.id AND l.kind = '{kind}')")
    )


FILTERS: Filters = TAXED_FILTERS | {
    "type": Same("type"),
    "salespersonCode": Text("salesperson_code", "salesperson_code_key"),
    "companyId": Same("company_id", "Contact"),
    "hasCustomer": _has_link("CUSTOMER"),
    "hasVendor": _has_link("VENDOR"),
    "hasBankAccount": _has_link("BANK_ACCOUNT"),
}
CONTACTS = Paged(rows("contact"), ORDERS, FILTERS)

_RELATIONS = "contact_relation {t}"
# Its own relations, and of a person its company's: one says what the contact is, of several none does.
_RELATION_KIND = tree.Scalar(
    "(SELECT CASE count(*) WHEN 0 THEN 'NONE' WHEN 1 THEN coalesce(min(r.kind), 'OTHER') ELSE 'MULTIPLE' END"
    " FROM contact_relation r WHERE r.contact_id IN ({p}.id, {p}.company_id))"
)
_LINKS: dict[str, Declaration] = {
    "linkedCustomer": Related(*_linked("customer")),
    "linkedVendor": Related(*_linked("vendor")),
    "linkedBankAccount": Related(*_linked("bank_account", order=True)),
    "linkedBankAccounts": Listed(*_linked("bank_account", order=True)),
    "links": Listed(tree.Source(_RELATIONS, "{t}.contact_id = {p}.id AND {t}.kind IS NOT NULL"), LINK_ORDER),
    "businessRelations": Listed(tree.Source(_RELATIONS, "{t}.contact_id = {p}.id"), LINK_ORDER),
}

TYPES: dict[str, Fields] = {
    "Contact": {
        **card_fields("Contact", Contact),
        **columns(Contact, "type", "salespersonCode", "firstName", "middleName", "lastName", "jobTitle", *TAXED),
        "company": Related(key_source("contact", "company_id")),
        "persons": Paged(tree.Source("contact {t}", "{t}.company_id = {p}.id"), ORDERS),
        "relationKind": _RELATION_KIND,
        "vcard": tree.Scalar(vcard("{p}")),
        "salesDocuments": documents_of("sales_document", "contact_id"),
        "purchaseDocuments": documents_of("purchase_document", "contact_id"),
        "serviceOrders": documents_of("service_order", "contact_id"),
        "interactions": OF_CONTACT,
        "interactionStatistics": STATISTICS,
        **_LINKS,
    },
}


async def update_contact(info: ResolveInfo, given: Mapping[str, Any], **options: Any) -> Answer:
    """Change a contact, with all that follows from it."""
    edit = edit_of(info.context, Kind.CONTACT, "updateContact", given, **options)
    return await carry_out(info, contacts.update_contact, edit)


async def create_contact(info: ResolveInfo, given: Mapping[str, Any], **options: Any) -> Answer:
    """Create a contact."""
    return await changes.create(info, Kind.CONTACT, "createContact", given, **options)


async def delete_contact(info: ResolveInfo, **options: Any) -> Answer:
    """Delete a contact."""
    return await changes.delete(info, Kind.CONTACT, "deleteContact", **options)
