"""Hold an argument's value together with the way to read it again, so that a plan serves other variables too."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    ListValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
)
from graphql.execution.values import VariableValues, get_argument_values
from graphql.utilities.coerce_input_value import coerce_input_literal

from db.reading import tree

Bound: TypeAlias = Mapping[str, Any]
"""What a plan's parameters are read from: coerced variables by name, and under ALL graphql-core's own form of them."""
ALL = "@all"
UNMATCHED = "\x01"
"""Stands for text that no column can hold and PostgreSQL cannot take: NUL and lone surrogates."""
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class BadArgument(Exception):  # noqa: N818 - an answer to the client
    """An argument has the right type and a value that makes no sense; `message` says what to do."""

    code = "BAD_USER_INPUT"

    def __init__(self, argument: str, message: str) -> None:
        self.argument = argument
        self.message = message
        super().__init__(message)


class Forbidden(BadArgument):
    """An argument asks for what the caller may not see."""

    code = "FORBIDDEN"

    def __init__(self, argument: str, permission: str) -> None:
        super().__init__(argument, f"Only callers with the permission {permission} may use this field here.")


@dataclass(frozen=True)
class Given:
    """A value as it is for the variables at hand, and how to read it for others of the same shape.

    `variable` is the one that stands for the whole argument, if one does.
    """

    value: Any
    read: Callable[[Bound], Any]
    variable: str | None = None

    def item(self, key: str | int) -> "Given":
        """Return one field of an input object, or one element of a list."""
        return Given(self.value[key], lambda variables: self.read(variables)[key])

    def fields(self) -> Iterator[tuple[str, "Given"]]:
        """Return the fields of an input object that were given and are not null."""
        return ((key, self.item(key)) for key, value in self.value.items() if value is not None)

    def items(self) -> Iterator["Given"]:
        """Return the elements of a list."""
        return (self.item(position) for position in range(len(self.value)))

    def param(self, kind: tree.ParamKind, convert: Callable[[Any], Any]) -> tree.Param:
        """Bind the converted value."""
        read = self.read
        return tree.Param(kind, lambda variables: convert(read(variables)))

    def text(self, convert: Callable[[str], str] | None = None) -> tree.Param:
        """Bind a text to compare stored texts with."""
        return self.param("text", storable if convert is None else lambda value: convert(storable(value)))


def storable(text: str) -> str:
    """Return the text, or one that matches nothing if no database could hold it."""
    return UNMATCHED if _UNSTORABLE.search(text) else text


def arguments(definition: GraphQLField, node: FieldNode, values: VariableValues) -> dict[str, Given]:
    """Return a field's arguments that are given or have a default, null ones left out."""
    literals = {argument.name.value: argument.value for argument in node.arguments or ()}
    coerced = get_argument_values(definition, node, values)
    return {
        name: Given(value, _reader(literals.get(name), definition.args[name], value), _variable(literals.get(name)))
        for name, value in coerced.items()
        if value is not None
    }


def _variable(literal: ValueNode | None) -> str | None:
    return literal.name.value if isinstance(literal, VariableNode) else None


def _reader(literal: ValueNode | None, argument: GraphQLArgument, value: Any) -> Callable[[Bound], Any]:
    if isinstance(literal, VariableNode):
        name, default = literal.name.value, argument.default_value
        return lambda variables: variables.get(name, None if default is Undefined else default)
    if literal is None or not _has_variables(literal):
        return lambda _variables: value
    return lambda variables: coerce_input_literal(literal, argument.type, variables[ALL])


def _has_variables(literal: ValueNode) -> bool:
    if isinstance(literal, ListValueNode):
        return any(_has_variables(inner) for inner in literal.values)
    if isinstance(literal, ObjectValueNode):
        return any(_has_variables(field.value) for field in literal.fields)
    return isinstance(literal, VariableNode)
