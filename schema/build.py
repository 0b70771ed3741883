"""Build the schema, with every field bound to its declaration."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLSchema
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from resolvers.queries import read_field
from resolvers.root import READING
from schema.bank_accounts import BankAccount
from schema.binding import bind
from schema.contacts import Contact
from schema.customers import Customer
from schema.documents.purchases import PurchaseDocument
from schema.documents.sales import SalesDocument
from schema.documents.services import ServiceOrder
from schema.mutations import Mutation
from schema.query import Query
from schema.scalars import SCALARS
from schema.vendors import Vendor


class Prepared(SchemaExtension):
    """Hand over the document that was parsed and validated before, instead of doing both again."""

    def on_parse(self) -> Iterator[None]:
        """Take the parsed document."""
        self.execution_context.graphql_document = self.execution_context.context.operation.document
        yield

    def on_validate(self) -> Iterator[None]:
        """Take the result of the validation, which found nothing."""
        self.execution_context.pre_execution_errors = []
        yield


class CarnetSchema(strawberry.Schema):
    """A Strawberry schema that logs no texts of operations: literals in them may be account numbers."""

    @property
    def core(self) -> GraphQLSchema:
        """Return the schema as graphql-core knows it."""
        return self._schema

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Leave the logging to `schema.failures`."""


@cache
def build_schema() -> CarnetSchema:
    """Return the schema; it is built once in a process, and nothing changes it afterwards."""
    config = StrawberryConfig(scalar_map=SCALARS, sort_schema=True)
    schema = CarnetSchema(
        Query,
        Mutation,
        types=[Contact, Customer, Vendor, BankAccount, SalesDocument, PurchaseDocument, ServiceOrder],
        config=config,
        extensions=[Prepared],
    )
    bind(schema.core, READING, read_field)
    return schema


def sdl(schema: Any = None) -> str:
    """Return the schema in the schema definition language, as it is kept in schema.graphql."""
    return f"{(schema or build_schema()).as_str()}\n"
