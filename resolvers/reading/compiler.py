"""Turn a GraphQL selection into the tree of `db.reading`, by what the declarations say of each field."""

import json
from collections.abc import Iterator, Mapping
from functools import singledispatchmethod
from typing import Any, TypeAlias, cast

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues

from db.reading import tree
from domain.access import secrets_from
from resolvers.reading import declarations as declared
from resolvers.reading.given import BadArgument, Given, arguments
from resolvers.reading.looking_up import field_of, found_by, located, located_one
from resolvers.reading.operations import Operation
from resolvers.reading.pages import SIZES, chosen_order, page, signature

Group: TypeAlias = list[FieldDetails]
"""The field nodes that one response key merges."""

LARGEST = 4_000
"""How many fields an operation may have after its fragments are spread."""
TYPE_KEY = "__type"
"""Where the ordinary way finds the type of an object that an interface returned."""


def placeholder(key: str) -> str:
    """Return the JSON that stands for what the domain brings under a response key: a text that no column can hold."""
    return rf'"\u0000{key}"'


class TooLarge(Exception):  # noqa: N818 - an answer to the client
    """The operation has more fields than the server is willing to compile."""


class Compiler:
    """Compile one operation for one shape of its variables. `typed` adds what ordinary execution needs to know."""

    def __init__(
        self,
        schema: GraphQLSchema,
        reading: declared.Reading,
        operation: Operation,
        values: VariableValues,
        *,
        typed: bool = False,
    ) -> None:
        self._schema = schema
        self._reading = reading
        self._operation = operation
        self._values = values
        self._typed = typed
        self._fields = 0

    def root(self) -> tree.Object:
        """Return the tree of the whole operation.

        Raises:
            BadArgument, TooLarge.
        """
        root = self._schema.get_root_type(self._operation.node.operation)
        groups = collect_fields(
            self._schema, self._operation.fragments, self._values, cast("GraphQLObjectType", root), self._operation.node
        ).grouped_field_set
        return self.object(cast("GraphQLObjectType", root), groups)

    def object(
        self, type_: GraphQLObjectType, groups: Mapping[str, Group], fields: declared.Fields | None = None
    ) -> tree.Object:
        """Return the tree of an object's selected fields, by the declarations of its type unless others are given."""
        return tree.Object(tuple((key, self.field(type_, group, fields)) for key, group in groups.items()))

    def selection(self, type_: GraphQLObjectType, group: Group) -> Mapping[str, Group]:
        """Return what is selected below a field, if its value is of the given type."""
        return collect_subfields(
            self._schema, self._operation.fragments, self._values, self._operation.node, type_, group
        ).grouped_field_set

    def payload(self, type_: GraphQLObjectType, group: Group) -> tuple[tree.Object, dict[str, str]]:
        """Return the tree of a mutation's answer, and by response key the fields that are no rows."""
        groups = self.selection(type_, group)
        names = {key: inner[0].node.name.value for key, inner in groups.items()}
        fields = self._reading.types[type_.name]
        brought = {key: name for key, name in names.items() if isinstance(fields.get(name), declared.Brought)}
        return self.object(type_, groups), brought

    def field(self, type_: GraphQLObjectType, group: Group, fields: declared.Fields | None = None) -> tree.Value:
        """Return the tree of one field, which all of the group's nodes select."""
        self._fields += 1
        if self._fields > LARGEST:
            raise TooLarge
        name = group[0].node.name.value
        if name == "__typename":
            return tree.Constant(json.dumps(type_.name))
        declaration = (self._reading.types[type_.name] if fields is None else fields)[name]
        return self._value(declaration, type_.fields[name], group)

    def _object_of(self, name: str, group: Group, *, abstract: bool = False) -> tree.Object:
        """Return the tree of a row shown as the named type."""
        type_ = cast("GraphQLObjectType", self._schema.type_map[name])
        shown = self.object(type_, self.selection(type_, group))
        if abstract and self._typed:
            return tree.Object(((TYPE_KEY, tree.Constant(json.dumps(name))), *shown.fields))
        return shown

    def _row(self, definition: GraphQLField, group: Group) -> tree.Object:
        return self._object_of(get_named_type(definition.type).name, group)

    def _arguments(self, definition: GraphQLField, group: Group) -> dict[str, Given]:
        return arguments(definition, group[0].node, self._values)

    @singledispatchmethod
    def _value(self, declaration: Any, definition: GraphQLField, group: Group) -> tree.Value:
        raise TypeError(f"nothing compiles {declaration!r} for {group[0].node.name.value}: {definition.type}")

    @_value.register
    def _(self, declaration: tree.Column, definition: GraphQLField, group: Group) -> tree.Value:  # noqa: ARG002
        return declaration

    @_value.register
    def _(self, declaration: tree.Scalar, definition: GraphQLField, group: Group) -> tree.Value:  # noqa: ARG002
        return declaration

    @_value.register
    def _(self, declaration: declared.Guarded, definition: GraphQLField, group: Group) -> tree.Value:  # noqa: ARG002
        secret = declaration.secret
        is_open = secret.permission in self._operation.rights
        return tree.Column(secret.column) if is_open else tree.Masked(secret.column, secret.mask)

    @_value.register
    def _(self, declaration: declared.Recorded, definition: GraphQLField, group: Group) -> tree.Value:  # noqa: ARG002
        column = tree.Column(declaration.column)
        masks: dict[str, tree.Value] = {
            name: tree.Masked(declaration.column, secret.mask)
            for name, secret in secrets_from(self._operation.rights).items()
        }
        return tree.Choice(declaration.field, masks, column) if masks else column

    @_value.register
    def _(self, declaration: declared.Brought, definition: GraphQLField, group: Group) -> tree.Value:  # noqa: ARG002
        node = group[0].node
        return tree.Constant(placeholder(node.alias.value if node.alias else node.name.value))

    @_value.register
    def _(self, declaration: declared.Part, definition: GraphQLField, group: Group) -> tree.Value:
        type_ = cast("GraphQLObjectType", get_named_type(definition.type))
        return self.object(type_, self.selection(type_, group), declaration.fields)

    @_value.register
    def _(self, declaration: declared.Related, definition: GraphQLField, group: Group) -> tree.Value:
        row = self._row(definition, group)
        return tree.One(declaration.source, row, declaration.order, is_non_null_type(definition.type))

    @_value.register
    def _(self, declaration: declared.Listed, definition: GraphQLField, group: Group) -> tree.Value:
        source = _narrowed(declaration, self._arguments(definition, group))
        return tree.Many(source, self._row(definition, group), declaration.order)

    @_value.register
    def _(self, declaration: declared.Switched, definition: GraphQLField, group: Group) -> tree.Value:
        abstract = is_abstract_type(get_named_type(definition.type))
        is_needed = is_non_null_type(definition.type) and not is_list_type(definition.type.of_type)
        rows = {
            held: tree.One(source, self._object_of(name, group, abstract=abstract))
            for held, (name, source) in declaration.kinds.items()
        }
        return tree.Choice(declaration.column, rows, is_needed=is_needed)

    @_value.register
    def _(self, declaration: declared.Either, definition: GraphQLField, group: Group) -> tree.Value:
        ways = {held: self._value(way, definition, group) for held, way in declaration.ways.items()}
        return tree.Choice(declaration.column, ways)

    @_value.register
    def _(self, declaration: declared.Keyed, definition: GraphQLField, group: Group) -> tree.Value:
        key = tree.Param(declaration.kind, lambda variables: variables.get(declaration.name))
        source = tree.Source(f"{declaration.table} {{t}}", f"{{t}}.{declaration.column} = {{0}}", (key,))
        return tree.One(source, self._row(definition, group))

    @_value.register
    def _(self, declaration: declared.KeyedIn, definition: GraphQLField, group: Group) -> tree.Value:
        key = tree.Param("uuid", lambda variables: variables.get(declaration.name))
        source = tree.Source(f"{declaration.table} {{t}}", "{t}.id = {0}", (key,))
        return tree.One(source, self._value(declaration.row, definition, group))

    @_value.register
    def _(self, declaration: declared.Rows, definition: GraphQLField, group: Group) -> tree.Value:
        rows = tree.Param("json", lambda variables: variables[declaration.name])
        source = tree.Source(tree.JsonRows(rows, declaration.columns))
        row = self._row(definition, group)
        return tree.One(source, row) if declaration.kind == "one" else tree.Many(source, row, (tree.Order("position"),))

    @_value.register
    def _(self, declaration: declared.Found, definition: GraphQLField, group: Group) -> tree.Value:
        given = self._arguments(definition, group)
        names = next((names for names in declaration.by if set(names) == set(given)), None)
        if names is None:
            choices = " and ".join(" with ".join(names) for names in declaration.by)
            raise BadArgument(choices, f"Give exactly one of {choices}.")
        params = tuple(found_by(declaration.type_name, name, given[name]) for name in names)
        source = declaration.by[names]
        return tree.One(tree.Source(source.table, source.where, params), self._row(definition, group))

    @_value.register
    def _(self, declaration: declared.AnyNode, definition: GraphQLField, group: Group) -> tree.Value:
        given = self._arguments(definition, group)
        records = given["ids"].param("json", located) if declaration.many else given["id"].param("json", located_one)
        rows = tree.Source(tree.JsonRows(records, {"kind": "text", "key": "id", "position": "integer"}))
        sources = {
            name: (name, tree.Source(f"{table} {{t}}", "{t}.id = {p}.key"))
            for name, table in declaration.tables.items()
        }
        value = self._value(declared.Switched("kind", sources), definition, group)
        return tree.Many(rows, value, (tree.Order("position"),)) if declaration.many else tree.One(rows, value)

    @_value.register
    def _(self, declaration: declared.FieldOf, definition: GraphQLField, group: Group) -> tree.Value:
        given = self._arguments(definition, group)
        record, name = given["id"].read, given["field"].read
        named = tree.Param("json", lambda variables: field_of(record(variables), name(variables)))
        rows = tree.JsonRows(named, {"kind": "text", "key": "id", "field": "text"})
        source = tree.Source(rows, declaration.where, computed=declaration.computed)
        return tree.One(source, self._row(definition, group))

    @_value.register
    def _(self, declaration: declared.Paged, definition: GraphQLField, group: Group) -> tree.Value:
        given = self._arguments(definition, group)
        self._operation.deciding |= {size.variable for name in SIZES if (size := given.get(name)) and size.variable}
        rights = self._operation.rights
        order = chosen_order(declaration.orders, given, rights)
        connection = cast("GraphQLObjectType", get_named_type(definition.type))
        parts = tuple(
            (key, self._page_part(connection, inner, order)) for key, inner in self.selection(connection, group).items()
        )
        return page(declaration, given, parts, order, rights)

    def _page_part(
        self, connection: GraphQLObjectType, group: Group, order: tuple[tree.Order, ...]
    ) -> tree.Items | tree.PageInfo | tree.Total | tree.Constant:
        self._fields += 1
        name = group[0].node.name.value
        if name == "__typename":
            return tree.Constant(json.dumps(connection.name))
        if name == "totalCount":
            return tree.Total()
        if name == "pageInfo":
            return tree.PageInfo(tuple(self._page_info(connection.fields[name], group)))
        if name == "nodes":
            return tree.Items(self._row(connection.fields[name], group))
        return tree.Items(tree.Object(tuple(self._edge(connection.fields[name], group, order))))

    def _page_info(self, definition: GraphQLField, group: Group) -> Iterator[tuple[str, str | tree.Constant]]:
        type_ = cast("GraphQLObjectType", get_named_type(definition.type))
        for key, inner in self.selection(type_, group).items():
            name = inner[0].node.name.value
            yield key, tree.Constant(json.dumps(type_.name)) if name == "__typename" else name

    def _edge(
        self, definition: GraphQLField, group: Group, order: tuple[tree.Order, ...]
    ) -> Iterator[tuple[str, tree.Value]]:
        type_ = cast("GraphQLObjectType", get_named_type(definition.type))
        for key, inner in self.selection(type_, group).items():
            match inner[0].node.name.value:
                case "cursor":
                    yield key, tree.Cursor(order, signature(order))
                case "node":
                    yield key, self._row(type_.fields["node"], inner)
                case _:
                    yield key, tree.Constant(json.dumps(type_.name))


def _narrowed(listed: declared.Listed, given: Mapping[str, Given]) -> tree.Source:
    """Return the source with a condition for each argument that narrows it; such a source has no parameters."""
    columns = [(column, given[name]) for name, column in listed.narrowed.items() if name in given]
    if not columns:
        return listed.source
    tests = [f"{{t}}.{column} = {{{at}}}" for at, (column, _) in enumerate(columns)]
    params = tuple(value.param("text", str) for _, value in columns)
    where = " AND ".join([listed.source.where, *tests] if listed.source.where else tests)
    return tree.Source(listed.source.table, where, params, listed.source.computed)
