"""Tell which fields an input gives, and which it leaves out."""

from typing import Any

from strawberry import Some
from strawberry.types import get_object_definition
from strawberry.types.base import StrawberryContainer

NAMING = frozenset({"id", "document_id", "expected_version", "template_code", "contact_id"})
"""Fields of inputs that say which record is meant, or how it is made: they are no values of it."""


def given_fields(input_: Any, prefix: str = "") -> dict[str, Any]:
    """Return the fields that an input gives, by their name in the API: 'phone', 'address.city'; None clears one."""
    given: dict[str, Any] = {}
    for field in get_object_definition(input_, strict=True).fields:
        value = getattr(input_, field.python_name)
        if value is not None and field.python_name not in NAMING:
            plain = value.value if isinstance(value, Some) else value
            given |= _flattened(f"{prefix}{_camel(field.python_name)}", plain, innermost(field.type))
    return given


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
