"""Make new records from the values that are known of them; every other field starts with its initial value."""

from collections.abc import Mapping

from uuid_utils import uuid7

from domain.change import Kind, Record, Value
from domain.fields import FIELDS

_INITIAL: Mapping[str, Value] = {
    "privacyBlocked": False,
    "billing.pricesIncludeVat": False,
    "type": "COMPANY",
    "contactType": "COMPANY",
}
_BLOCKED: Mapping[Kind, Value] = {Kind.CUSTOMER: "NONE", Kind.VENDOR: "NONE", Kind.BANK_ACCOUNT: False}


def new_record(kind: Kind, values: Mapping[str, Value]) -> Record:
    """Return a record that is not stored yet, at version 0. Values were checked before; `number` is among them."""
    initial = {name: _INITIAL.get(name) for name in FIELDS[kind]}
    if kind in _BLOCKED:
        initial["blocked"] = _BLOCKED[kind]
    return Record(kind, str(uuid7()), str(values["number"]), 0, {**initial, **values})
