"""Declare the fields of the set-up as `domain.fields` declares those of records: column, check, what a code names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from pydantic.alias_generators import to_snake

from domain.change import Kind
from domain.fields import FIELDS, RecordField
from domain.values.decimals import amount
from domain.values.refusing import refused
from domain.values.texts import code, text


@dataclass(frozen=True)
class CodeField(RecordField):
    """A field that names a row of the set-up by its code, where the column holds the row's key.

    `draws`: it names a number series, and numbers must be drawn from that one.
    """

    draws: bool = False


def text_field(name: str, limit: int, *, required: bool = False) -> RecordField:
    """Declare a text."""
    return RecordField(name, to_snake(name), lambda value, _row: text(value, limit), required)


def code_field(name: str, limit: int, *, required: bool = False) -> RecordField:
    """Declare a code or number."""
    return RecordField(name, to_snake(name), lambda value, _row: code(value, limit), required)


def flag_field(name: str, column: str = "") -> RecordField:
    """Declare a truth value."""
    return RecordField(name, column or to_snake(name), lambda value, _row: bool(value), required=True)


def integer_field(name: str, lowest: int, highest: int) -> RecordField:
    """Declare a whole number."""
    return RecordField(name, to_snake(name), lambda value, _row: within(value, lowest, highest), required=True)


def amount_field(name: str, highest: int | None = None) -> RecordField:
    """Declare an exact number that is not negative."""
    check = partial(_not_negative, highest=highest)
    return RecordField(name, to_snake(name), lambda value, _row: check(value), required=True)


def listed_field(name: str, table: str, limit: int, column: str, *, draws: bool = False) -> CodeField:
    """Declare a field that names a row of a table by its code, in a column that holds the row's key."""
    return CodeField(name, column, lambda value, _row: code(value, limit), listed_in=table, draws=draws)


def like(kind: Kind, name: str, called: str = "", **changes: Any) -> RecordField:
    """Declare a field that is like one of a record."""
    return replace(FIELDS[kind][name], name=called or name, **changes)


def by_name(*fields: RecordField) -> Mapping[str, RecordField]:
    """Return the fields by their names in the API."""
    return {field.name: field for field in fields}


def within(value: Any, lowest: int, highest: int) -> Any:
    """Return the number.

    Raises:
        Refused: it is outside of the bounds.
    """
    if not lowest <= value <= highest:
        raise refused(
            f"Enter a number from {lowest} to {highest}.",
            f"Saisissez un nombre de {lowest} à {highest}.",
        )
    return value


def _not_negative(value: Decimal, highest: int | None) -> Decimal:
    kept = amount(value)
    if kept < 0:
        raise refused(
            "This may not be negative. Enter 0 or more.", "La valeur ne peut pas être négative. Saisissez 0 ou plus."
        )
    if highest is not None:
        within(kept, 0, highest)
    return kept
