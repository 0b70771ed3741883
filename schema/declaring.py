"""Declare types whose values come from compiled rows: the docstring is the description that API users read."""

from collections.abc import Callable, Mapping
from enum import EnumMeta
from inspect import cleandoc
from typing import Any, TypeVar, cast, dataclass_transform

import strawberry
from pydantic.alias_generators import to_camel
from strawberry.types.enum import StrawberryEnumDefinition

from domain.access import NEEDED, Permission

Declared = TypeVar("Declared", bound=type)
Method = TypeVar("Method", bound=Callable[..., Any])
DeclaredEnum = TypeVar("DeclaredEnum", bound=EnumMeta)


@dataclass_transform(kw_only_default=True)
def object_type(class_: Declared) -> Declared:
    """Make a class an object type, described by its docstring."""
    return strawberry.type(class_, description=cleandoc(class_.__doc__ or ""))


def interface_type(class_: Declared) -> Declared:
    """Make a class an interface, described by its docstring."""
    return strawberry.interface(class_, description=cleandoc(class_.__doc__ or ""))


def input_type(class_: Declared) -> Declared:
    """Make a class an input object, described by its docstring."""
    return strawberry.input(class_, description=cleandoc(class_.__doc__ or ""))


def enum_type(**meanings: str) -> Callable[[DeclaredEnum], DeclaredEnum]:
    """Make a class an enum, described by its docstring, each value by what it means."""

    def declare(class_: DeclaredEnum) -> DeclaredEnum:
        return describe_values(strawberry.enum(class_, description=cleandoc(class_.__doc__ or "")), meanings)

    return declare


def describe_values(enum: DeclaredEnum, meanings: Mapping[str, str]) -> DeclaredEnum:
    """Say of each value of a Strawberry enum what it means."""
    definition: StrawberryEnumDefinition = enum.__strawberry_definition__  # type: ignore[attr-defined] # its mark
    for value in definition.values:
        value.description = meanings[value.name]
    return enum


def about(description: str, **options: Any) -> Any:
    """Describe a field without arguments."""
    return strawberry.field(description=description, **options)


def with_arguments(signature: Callable[..., Any]) -> Any:
    """Declare a field whose arguments are those of `signature`; its docstring is the description.

    The function is never called: `schema.binding` makes every field read its value from the compiled row.
    """
    return strawberry.field(signature, description=cleandoc(signature.__doc__ or ""))


def mutation(method: Method) -> Method:
    """Make a method a mutation, described by its docstring and by the permissions that it takes."""
    described = f"{cleandoc(method.__doc__ or '')}\n\n{_needs(to_camel(method.__name__))}"
    return cast("Method", strawberry.mutation(method, description=described))


def _needs(name: str) -> str:
    needed = sorted(NEEDED[name])
    if needed in ([Permission.WRITE_SETUP], [Permission.READ]):
        return f"Needs the permission {needed[0]}."
    return f"Needs {' and '.join([*needed, 'the permissions to write what it changes'])}."


def argument(description: str) -> Any:
    """Describe an argument."""
    return strawberry.argument(description=description)
