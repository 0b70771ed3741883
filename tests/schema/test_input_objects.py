"""Our conversion of arguments makes the objects that Strawberry's makes, of whatever a mutation may be given."""

from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    is_required_input_field,
)
from hypothesis import given
from hypothesis import strategies as st
from strawberry.types import get_object_definition
from strawberry.types.arguments import convert_arguments
from strawberry.types.base import StrawberryMaybe, StrawberryOptional

from schema.build import build_schema
from schema.input_objects import NAMES, converter
from schema.mutations import Mutation

SCHEMA = build_schema()
MUTATIONS = {NAMES.from_field(field): field for field in get_object_definition(Mutation, strict=True).fields}
DEEPEST = 3


def values(type_: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Draw coerced values of an input type."""
    if isinstance(type_, GraphQLNonNull):
        return _not_null(type_.of_type, depth)
    return st.none() | _not_null(type_, depth)


def _not_null(type_: Any, depth: int) -> st.SearchStrategy[Any]:
    if isinstance(type_, GraphQLList):
        return st.lists(values(type_.of_type, depth), max_size=2)
    if isinstance(type_, GraphQLEnumType):
        return st.sampled_from([value.value for value in type_.values.values()])
    if isinstance(type_, GraphQLInputObjectType):
        fields = {
            name: values(field.type, depth + 1)
            for name, field in type_.fields.items()
            if is_required_input_field(field) or depth < DEEPEST
        }
        needed = {name for name in fields if is_required_input_field(type_.fields[name])}
        return st.fixed_dictionaries(
            {name: fields[name] for name in needed},
            optional={name: drawn for name, drawn in fields.items() if name not in needed},
        )
    return st.sampled_from(["", "text", 1, True])


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_arguments_become_what_strawberry_makes_of_them(name: str) -> None:
    declared, defined = MUTATIONS[name], SCHEMA.core.mutation_type.fields[name]  # type: ignore[union-attr] # it has one
    drawn = st.fixed_dictionaries({key: values(argument.type) for key, argument in defined.args.items()})

    @given(arguments=drawn)
    def agree(arguments: dict[str, Any]) -> None:
        expected = convert_arguments(
            arguments, declared.arguments, SCHEMA.schema_converter.scalar_registry, SCHEMA.config
        )
        found = {
            each.python_name: converter(each.type)(arguments[NAMES.from_argument(each)]) for each in declared.arguments
        }
        assert found == expected

    agree()


def test_every_field_that_may_be_left_out_may_be_null_too() -> None:
    """Strawberry refuses null for the others, which our conversion does not look for."""
    inputs = [
        type_.extensions["strawberry-definition"]
        for type_ in SCHEMA.core.type_map.values()
        if isinstance(type_, GraphQLInputObjectType)
    ]
    maybe = [field.type for input_ in inputs for field in input_.fields if isinstance(field.type, StrawberryMaybe)]
    assert len(maybe) > 50
    assert all(isinstance(type_.of_type, StrawberryOptional) for type_ in maybe)
