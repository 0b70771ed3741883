"""Coerce an operation's variables; plain ones, which are kept as they are, without graphql-core's help."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from graphql import GraphQLError, GraphQLSchema, NamedTypeNode, NonNullTypeNode, OperationDefinitionNode
from graphql.execution.values import VariableValues, get_variable_values

Plain: TypeAlias = tuple[tuple[str, Callable[[Any], bool]], ...]
"""Each variable of an operation, with the test whether a value is already what coercion would make of it."""

MOST_ERRORS = 5


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_truth(value: Any) -> bool:
    return type(value) is bool


def _is_int(value: Any) -> bool:
    return type(value) is int and -(2**31) <= value < 2**31


_TESTS = {"String": _is_text, "ID": _is_text, "Boolean": _is_truth, "Int": _is_int}


def plain_variables(node: OperationDefinitionNode) -> Plain | None:
    """Return the tests of an operation whose variables are all of built-in scalar types, None for any other."""
    tests = []
    for definition in node.variable_definitions or ():
        inner = definition.type.type if isinstance(definition.type, NonNullTypeNode) else definition.type
        if not isinstance(inner, NamedTypeNode) or inner.name.value not in _TESTS:
            return None
        tests.append((definition.variable.name.value, _TESTS[inner.name.value]))
    return tuple(tests)


def are_plain(plain: Plain, variables: Mapping[str, Any]) -> bool:
    """Tell whether the variables are already what coercion would make of them."""
    for name, test in plain:  # noqa: SIM110 - a generator takes three times as long
        if not test(variables.get(name)):
            return False
    return True


def coerced(
    schema: GraphQLSchema, node: OperationDefinitionNode, plain: Plain | None, variables: Mapping[str, Any]
) -> VariableValues | list[GraphQLError]:
    """Return the coerced variables, or what is wrong with them."""
    if plain is not None and are_plain(plain, variables):
        return VariableValues({}, {name: variables[name] for name, _ in plain})
    return get_variable_values(schema, node.variable_definitions or (), dict(variables), max_errors=MOST_ERRORS)
