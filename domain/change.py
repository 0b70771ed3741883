"""Name the things that planning talks about: records with their values, and single field changes with their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = str | bool | int | Decimal | date | None
"""What a field holds. A reference to another record is that record's public id."""


class Kind(StrEnum):
    """The kinds of records that are changed by a plan and journalled, in the order in which their rows are locked."""

    CONTACT = "CONTACT"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    CUSTOMER = "CUSTOMER"
    VENDOR = "VENDOR"
    SALES_DOCUMENT = "SALES_DOCUMENT"
    PURCHASE_DOCUMENT = "PURCHASE_DOCUMENT"
    SERVICE_ORDER = "SERVICE_ORDER"
    INTERACTION = "INTERACTION"


CARD_KINDS = (Kind.CUSTOMER, Kind.VENDOR, Kind.BANK_ACCOUNT)
STAR_KINDS = (Kind.CONTACT, Kind.BANK_ACCOUNT, Kind.CUSTOMER, Kind.VENDOR)
"""The kinds of records that share fields."""
DOCUMENT_KINDS = (Kind.SALES_DOCUMENT, Kind.PURCHASE_DOCUMENT, Kind.SERVICE_ORDER)


class Reason(StrEnum):
    """Why a field changes."""

    ENTERED = "ENTERED"
    SYNCHRONISED = "SYNCHRONISED"
    INHERITED = "INHERITED"
    DEFAULTED = "DEFAULTED"
    DERIVED = "DERIVED"
    IMPORTED = "IMPORTED"
    REVERTED = "REVERTED"
    REPAIRED = "REPAIRED"


@dataclass(frozen=True)
class Record:
    """A record as it is stored; values by the field's name in the API, e.g. 'address.city'."""

    kind: Kind
    id: str
    number: str
    version: int
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Change:
    """One field of one record that gets another value; `source` is the record that it is copied from."""

    record: Record
    field: str
    before: Value
    after: Value
    reason: Reason
    source: Record | None = None


def as_text(value: Value) -> str | None:
    """Write a value as the journal keeps it: equal values read the same, so 100.00000 is written 100."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else value
