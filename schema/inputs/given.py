"""Tell which fields an input gives, and which it leaves out."""

from functools import cache
from typing import Any

from strawberry import Some
from strawberry.types import get_object_definition
from strawberry.types.base import StrawberryContainer

NAMING = frozenset({"id", "document_id", "expected_version", "template_code", "contact_id"})
"""Fields of inputs that say which record is meant, or how it is made: they are no values of it."""


def given_fields(input_: Any, prefix: str = "") -> dict[str, Any]:
    """Return the fields that an input gives, by their name in the API: 'phone', 'address.city'; None clears one."""
    given: dict[str, Any] = {}
    input_type: Any = type(input_)
    for python_name, name, type_ in _values(input_type):
        value = getattr(input_, python_name)
        if value is not None:
            plain = value.value if isinstance(value, Some) else value
            given |= _flattened(f"{prefix}{name}", plain, type_)
    return given


@cache
def _values(type_: Any) -> tuple[tuple[str, str, Any], ...]:
    """Return the fields of an input that are values: their names in Python and in the API, and their types."""
    return tuple(
        (field.python_name, _camel(field.python_name), innermost(field.type))
        for field in get_object_definition(type_, strict=True).fields
        if field.python_name not in NAMING
    )


def _flattened(name: str, value: Any, type_: Any) -> dict[str, Any]:
    parts = get_object_definition(type_)
    if parts is None:
        return {name: getattr(value, "value", value)}
    if value is None:
        return {f"{name}.{_camel(part.python_name)}": None for part in parts.fields if _may_be_empty(part.type)}
    return given_fields(value, f"{name}.")


def _may_be_empty(type_: Any) -> bool:
    """Tell whether null for a whole group clears this part: a flag has no empty value and stays."""
    return innermost(type_) is not bool


def innermost(type_: Any) -> Any:
    """Return the type below all lists and nulls."""
    while isinstance(type_, StrawberryContainer):
        type_ = type_.of_type
    return type_


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
