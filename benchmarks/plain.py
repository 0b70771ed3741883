"""Serve the plain way: Strawberry types over SQLModel rows, an AsyncSession per request, DataLoaders, keyset pages.

As a careful developer writes it today: documents parsed and validated once, no N+1 statements, orjson, uvloop, no
transaction around reads. Resolvers return SQLModel rows, which Strawberry reads attributes from without copying.
"""

import asyncio
import base64
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import orjson
import strawberry
from sqlalchemy import literal, tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.applications import Starlette
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache

from benchmarks.plain_engines import read_engine, write_engine
from benchmarks.plain_types import (
    CardOrderField,
    ChangeSet,
    Contact,
    ContactConnection,
    ContactFilter,
    ContactOrder,
    ContactPayload,
    Context,
    Engines,
    FieldChange,
    Info,
    PageInfo,
    RecordKind,
    UpdateContactInput,
)
from benchmarks.serving import database_url, serve
from db import tables

RARE_COLLECTION = "BENCH_RARE_COLLECTION"
"""Set: collect garbage rarely, the one tuning of the interpreter that pays here (contender `tuned`)."""

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
            values = zip(orjson.loads(base64.b64decode(after)), (key, identity), strict=True)
            behind = tuple_(*(literal(value, column.type) for value, column in values))
            statement = statement.where(tuple_(key, identity) > behind)
        rows = await info.context.request.all(statement)
        more, rows = len(rows) > first, rows[:first]
        end = [getattr(rows[-1], key.key), rows[-1].id] if rows else None
        cursor = base64.b64encode(orjson.dumps(end)).decode() if end else None
        return ContactConnection(nodes=rows, page_info=PageInfo(has_next_page=more, end_cursor=cursor))


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
    url = database_url()
    engines = Engines(read_engine(url), write_engine(url))
    schema = strawberry.Schema(Query, Mutation, extensions=[ParserCache, ValidationCache])

    @asynccontextmanager
    async def lifespan(_application: Starlette) -> AsyncIterator[None]:
        yield
        await asyncio.gather(engines.read.dispose(), engines.write.dispose())

    server = Starlette(lifespan=lifespan)
    server.add_route("/graphql", View(schema, engines), methods=["POST"])
    return server


if __name__ == "__main__":
    if os.environ.get(RARE_COLLECTION):
        gc.freeze()
        gc.set_threshold(50_000, 20, 100)
    serve(application())
