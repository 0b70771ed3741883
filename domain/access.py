"""Say who may see and do what: permissions, the roles that hold them, and how a secret looks without its permission.

Source: product.md §6. Who a caller is, is asked elsewhere; here rights are a set of permissions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from domain.change import Value

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
    Role.SALES: _OFFICE | {Permission.WRITE_CUSTOMERS},
    Role.PURCHASING: _OFFICE | {Permission.WRITE_VENDORS},
    Role.FINANCE: EVERYTHING - {Permission.WRITE_SETUP, Permission.READ_PLANS},
    Role.ADMINISTRATOR: EVERYTHING,
}


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
