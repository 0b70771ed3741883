"""Make new records from the values that are known of them; every other field starts with its initial value."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from uuid_utils import uuid7

from domain.change import Kind, Record, Value
from domain.fields import FIELDS
from domain.sync.creation import INITIAL

NewId: TypeAlias = Callable[[Kind, str], str]
"""Return the key of a new record of this kind with this number."""


def fresh_id(_kind: Kind, _number: str) -> str:
    """Return a UUIDv7, which sorts by the time at which it was made."""
    return str(uuid7())


def new_record(kind: Kind, values: Mapping[str, Value], new_id: NewId = fresh_id) -> Record:
    """Return a record that is not stored yet, at version 0. Values were checked before; `number` is among them."""
    initial = {**dict.fromkeys(FIELDS[kind]), **INITIAL[kind]}
    number = str(values["number"])
    return Record(kind, new_id(kind, number), number, 0, {**initial, **values})
