"""Serve the plain way: Strawberry types over SQLModel rows, an AsyncSession per request, DataLoaders, keyset pages.

As a careful developer writes it today: documents parsed and validated once, no N+1 statements, orjson, uvloop, no
transaction around reads. Resolvers return SQLModel rows, which Strawberry reads attributes from without copying.
"""

import asyncio
import base64
import enum
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeAlias

import orjson
import strawberry
from sqlalchemy import tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.applications import Starlette
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache

from benchmarks.plain_engines import read_engine, write_engine
from benchmarks.plain_loaders import Request
from benchmarks.serving import database_url, serve
from db import tables

Info: TypeAlias = strawberry.Info["Context", None]


class Context:
    """What resolvers share: the engines, and the request's session and loaders once somebody reads."""

    def __init__(self, engines: "Engines") -> None:
        self.engines = engines

    @cached_property
    def request(self) -> Request:
        """Open the session; it takes a connection when it is first used."""
        return Request(AsyncSession(self.engines.read, expire_on_commit=False))


class Engines:
    """The pool that reads and the one that writes."""

    def __init__(self) -> None:
        url = database_url()
        self.read, self.write = read_engine(url), write_engine(url)


@strawberry.enum
class ContactType(enum.Enum):
    """A contact is one of two."""

    COMPANY = "COMPANY"
    PERSON = "PERSON"


@strawberry.enum
class CardOrderField(enum.Enum):
    """What a list can be sorted by, as far as the benchmark asks."""

    NUMBER = "NUMBER"
    NAME = "NAME"


@strawberry.enum
class RecordKind(enum.Enum):
    """The kinds of cards."""

    CONTACT = "CONTACT"
    CUSTOMER = "CUSTOMER"
    VENDOR = "VENDOR"
    BANK_ACCOUNT = "BANK_ACCOUNT"


@strawberry.type
class Address:
    """Where somebody is."""

    line1: str | None
    city: str | None
    post_code: str | None
    country_code: str | None


@strawberry.type
class Customer:
    """Read from the row's attributes."""

    number: str
    name: str
    phone: str | None
    blocked: str


@strawberry.type
class Vendor:
    """Read from the row's attributes."""

    number: str
    name: str
    phone: str | None


@strawberry.type
class BankAccount:
    """Read from the row's attributes."""

    number: str
    name: str
    iban: str | None


@strawberry.type
class PageInfo:
    """How to go on."""

    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class PersonConnection:
    """The first persons of a company."""

    nodes: list["Contact"]


@strawberry.type
class Contact:
    """Read from the row's attributes; `self` is the row."""

    id: strawberry.ID
    number: str
    name: str
    phone: str | None
    email: str | None
    version: int

    @strawberry.field
    def address(self) -> Address:
        """Gather the columns."""
        row: Any = self
        return Address(line1=row.address_line1, city=row.city, post_code=row.post_code, country_code=row.country_code)

    @strawberry.field
    async def linked_customer(self, info: Info) -> Customer | None:
        """Load with those of the other contacts."""
        return await info.context.request.customers.load(self.id)

    @strawberry.field
    async def linked_vendor(self, info: Info) -> Vendor | None:
        """Load with those of the other contacts."""
        return await info.context.request.vendors.load(self.id)

    @strawberry.field
    async def linked_bank_account(self, info: Info) -> BankAccount | None:
        """Load with those of the other contacts."""
        return await info.context.request.bank_accounts.load(self.id)

    @strawberry.field
    async def persons(self, info: Info, first: int = 50) -> PersonConnection:
        """Load with those of the other companies."""
        return PersonConnection(nodes=await info.context.request.persons.load((self.id, first)))


@strawberry.type
class ContactConnection:
    """A page."""

    nodes: list[Contact]
    page_info: PageInfo


@strawberry.input
class ContactFilter:
    """Which contacts, as far as the benchmark asks."""

    type: ContactType | None = None


@strawberry.input
class ContactOrder:
    """In which order."""

    field: CardOrderField


ORDERS = {
    CardOrderField.NUMBER: (tables.Contact.number, tables.Contact.id),
    CardOrderField.NAME: (tables.Contact.name_key, tables.Contact.id),
}


@strawberry.type
class Query:
    """What the benchmark reads."""

    @strawberry.field
    async def contact(self, info: Info, number: str) -> Contact | None:
        """Find a contact by its number."""
        rows = await info.context.request.all(select(tables.Contact).where(tables.Contact.number == number))
        return rows[0] if rows else None

    @strawberry.field
    async def contacts(
        self,
        info: Info,
        order_by: list[ContactOrder],
        first: int = 50,
        after: str | None = None,
        where: ContactFilter | None = None,
    ) -> ContactConnection:
        """Return a page by keyset."""
        key, identity = ORDERS[order_by[0].field]
        statement = select(tables.Contact).order_by(key, identity).limit(first + 1)
        if where and where.type:
            statement = statement.where(tables.Contact.type == where.type.value)
        if after:
            statement = statement.where(tuple_(key, identity) > tuple_(*orjson.loads(base64.b64decode(after))))
        rows = await info.context.request.all(statement)
        more, rows = len(rows) > first, rows[:first]
        end = [getattr(rows[-1], key.key), rows[-1].id] if rows else None
        cursor = base64.b64encode(orjson.dumps(end)).decode() if end else None
        return ContactConnection(nodes=rows, page_info=PageInfo(has_next_page=more, end_cursor=cursor))


@strawberry.input
class UpdateContactInput:
    """What the benchmark edits."""

    id: strawberry.ID
    phone: str | None = None


@strawberry.type
class UserError:
    """Never made here; the benchmark only asks for them."""

    code: str
    message: str


@strawberry.type
class FieldChange:
    """One field of one record."""

    record_kind: RecordKind
    record_number: str
    field: str
    after: str | None


@strawberry.type
class ChangeSet:
    """What an edit changed; not stored."""

    changes: list[FieldChange]


@strawberry.type
class ContactPayload:
    """The answer to an edit."""

    contact: Contact | None
    errors: list[UserError]
    change_set: ChangeSet


CARDS = (
    (RecordKind.CUSTOMER, tables.Customer, tables.ContactRelation.customer_id),
    (RecordKind.VENDOR, tables.Vendor, tables.ContactRelation.vendor_id),
    (RecordKind.BANK_ACCOUNT, tables.BankAccount, tables.ContactRelation.bank_account_id),
)


@strawberry.type
class Mutation:
    """What the benchmark writes."""

    @strawberry.mutation
    async def update_contact(self, info: Info, input: UpdateContactInput) -> ContactPayload:  # noqa: A002
        """Write the phone number on the contact and on its cards, in one transaction."""
        async with AsyncSession(info.context.engines.write, expire_on_commit=False) as session:
            contact = await session.get_one(tables.Contact, input.id)
            rows = [(RecordKind.CONTACT, contact)]
            for kind, model, reference in CARDS:
                cards: Any = select(model).join(tables.ContactRelation, reference == model.id)
                cards = cards.where(col(tables.ContactRelation.contact_id) == input.id)
                rows += [(kind, card) for card in (await session.exec(cards)).all()]
            for _, row in rows:
                row.phone, row.version, row.updated_at = input.phone, row.version + 1, datetime.now(UTC)
            await session.commit()
        changes = [
            FieldChange(record_kind=kind, record_number=row.number, field="phone", after=row.phone)
            for kind, row in rows
        ]
        return ContactPayload(contact=contact, errors=[], change_set=ChangeSet(changes=changes))


class View(GraphQL[Context, None]):
    """Strawberry's ASGI view, with a context per request and a quick encoder."""

    def __init__(self, schema: strawberry.Schema, engines: Engines) -> None:
        super().__init__(schema, graphql_ide=None)
        self._engines = engines

    async def get_context(self, request: Any, response: Any) -> Context:  # noqa: ARG002
        """Begin a request."""
        return Context(self._engines)

    async def execute_operation(self, *, context: Context, **options: Any) -> Any:
        """Give the connection back when the answer is known."""
        try:
            return await super().execute_operation(context=context, **options)
        finally:
            if "request" in vars(context):
                await context.request.session.close()

    def encode_json(self, data: object) -> bytes:
        """Write JSON with orjson."""
        return orjson.dumps(data)


def application() -> Starlette:
    """Return the application."""
    engines = Engines()
    schema = strawberry.Schema(Query, Mutation, extensions=[ParserCache, ValidationCache])

    @asynccontextmanager
    async def lifespan(_application: Starlette) -> AsyncIterator[None]:
        yield
        await asyncio.gather(engines.read.dispose(), engines.write.dispose())

    server = Starlette(lifespan=lifespan)
    server.add_route("/graphql", View(schema, engines), methods=["POST"])
    return server


if __name__ == "__main__":
    serve(application())
