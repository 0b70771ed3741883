"""Make the ordinary execution of a schema read from compiled rows: objects are dictionaries by response key."""

from collections.abc import Awaitable, Callable
from typing import Any

from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, is_interface_type, is_introspection_type
from strawberry import Info
from strawberry.schema.schema_converter import GraphQLCoreConverter

from resolvers.reading.compiler import TYPE_KEY
from resolvers.reading.declarations import Brought, Reading
from resolvers.requests import ResolveInfo
from schema.input_objects import NAMES, converter

PAGING = ("Connection", "Edge", "PageInfo")


def bind(schema: GraphQLSchema, reading: Reading, resolve_root: Any) -> None:
    """Give every declared field its resolver, and every mutation; the others keep Strawberry's own."""
    for type_ in schema.type_map.values():
        if is_interface_type(type_):
            type_.resolve_type = _type_of
        elif type_ is schema.mutation_type:
            for field in schema.mutation_type.fields.values():
                field.resolve = _mutation(field)
        elif isinstance(type_, GraphQLObjectType) and not is_introspection_type(type_):
            type_.is_type_of = None
            _bind_fields(type_, reading, resolve_root if type_ is schema.query_type else _from_row)


def undeclared(schema: GraphQLSchema, reading: Reading) -> list[str]:
    """Name every field of a row type that no declaration says how to read."""
    return [
        f"{name}.{field}"
        for name, fields in reading.types.items()
        for field in getattr(schema.type_map.get(name), "fields", {})
        if field not in fields
    ]


def _bind_fields(type_: GraphQLObjectType, reading: Reading, resolve: Any) -> None:
    declared = reading.types.get(type_.name, {})
    for name, field in type_.fields.items():
        if name in declared or type_.name.endswith(PAGING):
            field.resolve = _from_row if isinstance(declared.get(name), Brought) else resolve


def _mutation(field: GraphQLField) -> Callable[..., Awaitable[Any]]:
    """Return the resolver of a mutation: it calls the method that declares it, as Strawberry would."""
    declared = field.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
    method = declared.base_resolver.wrapped_func
    arguments = {NAMES.from_argument(each): (each.python_name, converter(each.type)) for each in declared.arguments}

    async def resolve(root: Any, info: ResolveInfo, **given: Any) -> Any:
        named = {arguments[name][0]: arguments[name][1](value) for name, value in given.items()}
        return await method(root, Info(_raw_info=info, _field=declared), **named)

    return resolve


def _from_row(row: dict[str, Any], info: ResolveInfo, **_arguments: Any) -> Any:
    return row[str(info.path.key)]


def _type_of(row: dict[str, Any], *_: Any) -> str:
    return str(row[TYPE_KEY])
