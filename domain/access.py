"""Say who may see and do what: permissions, the roles that hold them, and how a secret looks without its permission.

Source: product.md §6. Who a caller is, is asked elsewhere; here rights are a set of permissions.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from domain.change import Change, Kind, Value

Mask: TypeAlias = Literal["account number", "iban"]
HIDDEN = "••••"
SHORTEST_SHOWN = 8
"""Shorter values are hidden altogether: their last four characters would be half of them."""


class Permission(StrEnum):
    """What a caller may do."""

    READ = "record:read"
    WRITE_CONTACTS = "contact:write"
    WRITE_CUSTOMERS = "customer:write"
    WRITE_VENDORS = "vendor:write"
    READ_ACCOUNTS = "bank:read"
    WRITE_ACCOUNTS = "bank:write"
    WRITE_SALES = "sales:write"
    WRITE_PURCHASES = "purchase:write"
    WRITE_SETUP = "setup:write"
    READ_PLANS = "plan:read"


class Role(StrEnum):
    """What a caller is in the firm."""

    READER = "reader"
    SALES = "sales"
    PURCHASING = "purchasing"
    FINANCE = "finance"
    ADMINISTRATOR = "administrator"


Rights: TypeAlias = frozenset[Permission]
EVERYTHING: Rights = frozenset(Permission)
_OFFICE: Rights = frozenset({Permission.READ, Permission.WRITE_CONTACTS})

ROLES: Mapping[Role, Rights] = {
    Role.READER: frozenset({Permission.READ}),
    Role.SALES: _OFFICE | {Permission.WRITE_CUSTOMERS, Permission.WRITE_SALES},
    Role.PURCHASING: _OFFICE | {Permission.WRITE_VENDORS, Permission.WRITE_PURCHASES},
    Role.FINANCE: EVERYTHING - {Permission.WRITE_SETUP, Permission.READ_PLANS},
    Role.ADMINISTRATOR: EVERYTHING,
}


_WRITING: Mapping[Kind, Permission] = {
    Kind.CONTACT: Permission.WRITE_CONTACTS,
    Kind.CUSTOMER: Permission.WRITE_CUSTOMERS,
    Kind.VENDOR: Permission.WRITE_VENDORS,
    Kind.BANK_ACCOUNT: Permission.WRITE_ACCOUNTS,
    Kind.SALES_DOCUMENT: Permission.WRITE_SALES,
    Kind.PURCHASE_DOCUMENT: Permission.WRITE_PURCHASES,
    Kind.SERVICE_ORDER: Permission.WRITE_SALES,
    Kind.INTERACTION: Permission.WRITE_CONTACTS,
}
"""What it takes to change records of a kind, whichever way the change comes to them."""
_CONTACTS: Rights = frozenset({Permission.WRITE_CONTACTS})
_CUSTOMERS: Rights = frozenset({Permission.WRITE_CUSTOMERS})
_VENDORS: Rights = frozenset({Permission.WRITE_VENDORS})
_ACCOUNTS: Rights = frozenset({Permission.WRITE_ACCOUNTS})
_SETUP: Rights = frozenset({Permission.WRITE_SETUP})

NEEDED: Mapping[str, Rights] = {
    **dict.fromkeys(("createContact", "updateContact", "deleteContact", "linkContact", "unlinkContact"), _CONTACTS),
    **dict.fromkeys(("createCustomer", "updateCustomer", "deleteCustomer", "createCustomerFromContact"), _CUSTOMERS),
    **dict.fromkeys(("createVendor", "updateVendor", "deleteVendor", "createVendorFromContact"), _VENDORS),
    **dict.fromkeys(
        ("createBankAccount", "updateBankAccount", "deleteBankAccount", "createBankAccountFromContact"), _ACCOUNTS
    ),
    "createContactsFromCustomers": _CONTACTS | _CUSTOMERS,
    "createContactsFromVendors": _CONTACTS | _VENDORS,
    "createContactsFromBankAccounts": _CONTACTS | _ACCOUNTS,
    "createSalesDocument": frozenset({Permission.WRITE_SALES}),
    "createPurchaseDocument": frozenset({Permission.WRITE_PURCHASES}),
    "createServiceOrder": frozenset({Permission.WRITE_SALES}),
    **dict.fromkeys(
        ("setDocumentLines", "setDocumentContact", "releaseDocument", "reopenDocument", "deleteDocument", "makeOrder"),
        _CONTACTS,
    ),
    **dict.fromkeys(("printDocument", "emailDocument", "sendEmail"), _CONTACTS),
    **dict.fromkeys(("revertChangeSet", "repairDifferences"), _CONTACTS),
    "createPaperLink": frozenset({Permission.READ}),
    **dict.fromkeys(("logInteraction", "logPhoneCall", "cancelInteraction", "evaluateInteraction"), _CONTACTS),
    **dict.fromkeys(
        (
            "saveBusinessRelation",
            "saveCustomerTemplate",
            "saveInteractionGroup",
            "saveInteractionTemplate",
            "saveItem",
            "saveNumberSeries",
            "savePaymentTerms",
            "saveSalesperson",
            "saveVendorTemplate",
            "updateCompanyInformation",
            "updateInteractionTemplateSetup",
            "updateMarketingSetup",
            "updateNumberSetup",
            "updateSyncRule",
        ),
        _SETUP,
    ),
}
"""What it takes to call each mutation at all; what it then changes takes the permissions of `_WRITING` besides."""


def lacking(operation: str, rights: Rights) -> Iterator[Permission]:
    """Yield the permissions that a caller lacks to call a mutation, in the order of their declaration."""
    missing = NEEDED[operation] - rights
    return (permission for permission in Permission if permission in missing)


def unwritable(changes: Iterable[Change], rights: Rights) -> dict[Permission, list[Change]]:
    """Return the changes that a caller may not make, by the permission that each lacks."""
    found: dict[Permission, list[Change]] = {}
    for change in changes:
        needed = _WRITING[change.record.kind]
        if needed not in rights:
            found.setdefault(needed, []).append(change)
    return found


@dataclass(frozen=True)
class Secret:
    """A field that only callers with a permission see as it is; `column` is where every table keeps it."""

    column: str
    permission: Permission
    mask: Mask


SECRETS: Mapping[str, Secret] = {
    "bankAccountNumber": Secret("bank_account_number", Permission.READ_ACCOUNTS, "account number"),
    "iban": Secret("iban", Permission.READ_ACCOUNTS, "iban"),
}
"""By the field's name in the API, which the journal uses too."""


def secrets_from(rights: Rights) -> dict[str, Secret]:
    """Return the fields that a caller with these rights sees masked only."""
    return {name: secret for name, secret in SECRETS.items() if secret.permission not in rights}


def needed_for(column: str, rights: Rights) -> Permission | None:
    """Return the permission that a caller lacks to compare or sort by a column, or by the folded form of one."""
    secrets = secrets_from(rights).values()
    return next((secret.permission for secret in secrets if column in {secret.column, f"{secret.column}_key"}), None)


def visible(field: str, value: Value, rights: Rights) -> Value:
    """Return the value of a field as a caller with these rights sees it."""
    secret = secrets_from(rights).get(field)
    return masked(value, secret.mask) if secret and isinstance(value, str) else value


def masked(text: str, mask: Mask) -> str:
    """Return how a secret looks; `db.reading.masks` writes the same in SQL."""
    if len(text) < SHORTEST_SHOWN:
        return HIDDEN
    return f"{text[:2]}•• {HIDDEN} …{text[-4:]}" if mask == "iban" else f"{HIDDEN} {text[-4:]}"
