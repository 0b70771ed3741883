"""Make the ordinary execution of a schema read from compiled rows: objects are dictionaries by response key."""

from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema, is_interface_type, is_introspection_type

from resolvers.reading.compiler import TYPE_KEY
from resolvers.reading.declarations import Brought, Reading
from resolvers.requests import ResolveInfo

PAGING = ("Connection", "Edge", "PageInfo")


def bind(schema: GraphQLSchema, reading: Reading, resolve_root: Any) -> None:
    """Give every declared field its resolver; those without a declaration keep Strawberry's own."""
    for type_ in schema.type_map.values():
        if is_interface_type(type_):
            type_.resolve_type = _type_of
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


def _from_row(row: dict[str, Any], info: ResolveInfo, **_arguments: Any) -> Any:
    return row[str(info.path.key)]


def _type_of(row: dict[str, Any], *_: Any) -> str:
    return str(row[TYPE_KEY])
