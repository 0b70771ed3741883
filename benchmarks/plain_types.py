"""Declare the plain server's GraphQL types, as far as the benchmark asks. Objects are SQLModel rows."""

import enum
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import strawberry
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from benchmarks.plain_loaders import Request


@dataclass
class Engines:
    """The pool that reads and the one that writes."""

    read: AsyncEngine
    write: AsyncEngine


class Context:
    """What resolvers share: the engines, and the request's session and loaders once somebody reads."""

    def __init__(self, engines: Engines) -> None:
        self.engines = engines

    @cached_property
    def request(self) -> Request:
        """Open the session; it takes a connection when it is first used."""
        return Request(AsyncSession(self.engines.read, expire_on_commit=False))


Info: TypeAlias = strawberry.Info[Context, None]


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
