"""Drive a real Carnet: the application over HTTP, records made through the domain, every link compared."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx2 as httpx
from sqlalchemy import insert, select

from db.database import Database
from db.tables import BusinessRelation, ContactRelation, Salesperson
from db.unit_of_work import unit_of_work
from domain.change import Kind, Record, Value
from domain.creating import new_record
from domain.ids import public_id
from domain.sync.apply import apply
from domain.sync.fields import SHARED_FIELDS
from domain.sync.writes import Link, Signed, Writes
from domain.sync_rules import rules
from domain.tables import TABLES, id_of, link_column, record_of
from server.app import create_app
from server.settings import Settings

NOW = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
RELATIONS = {Kind.CUSTOMER: "CUST", Kind.VENDOR: "VEND", Kind.BANK_ACCOUNT: "BANK", None: "PRESS"}
PREFIXES = {Kind.CONTACT: "C", Kind.CUSTOMER: "D", Kind.VENDOR: "V", Kind.BANK_ACCOUNT: "B"}


@dataclass
class Carnet:
    """A running application and the database below it."""

    database: Database
    client: httpx.AsyncClient
    numbers: Any
    callers: Any = None

    async def post(self, query: str, variables: Mapping[str, Any] | None = None, **headers: str) -> httpx.Response:
        """Send an operation."""
        body = {"query": query, "variables": dict(variables or {})}
        return await self.client.post("/graphql", json=body, headers=headers)

    async def ask(self, query: str, **variables: Any) -> Any:
        """Send an operation that must succeed, and return its data."""
        answer = (await self.post(query, variables)).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def refused(self, query: str, **variables: Any) -> list[dict[str, Any]]:
        """Send an operation that must give errors, and return them."""
        return (await self.post(query, variables)).json()["errors"]

    async def add(self, kind: Kind, *, linked: Record | None = None, **values: Value) -> Record:
        """Store a record, made as the domain makes them, linked with a contact if one is given.

        Field names have '_' for '.', e.g. address_city. Shared values of a linked contact are taken over.
        """
        named = {name.replace("_", ".", 1): value for name, value in values.items()}
        number = f"{PREFIXES[kind]}{next(self.numbers):04}"
        record = new_record(kind, {"number": number, "name": f"Firm {number}", **_shared(linked, kind), **named})
        async with unit_of_work(self.database) as work:
            links = [Link(linked, record, await self._relation(work, kind), RELATIONS[kind])] if linked else []
            await apply(work, Writes(created=[record], links=links), Signed("tests", "create", NOW))
            await work.commit()
        return Record(kind, record.id, record.number, 1, record.values)

    async def star(self, **values: Value) -> tuple[Record, Record, Record, Record]:
        """Store a company with a linked customer, vendor and bank account."""
        contact = await self.add(Kind.CONTACT, **values)
        cards = [await self.add(kind, linked=contact) for kind in (Kind.CUSTOMER, Kind.VENDOR, Kind.BANK_ACCOUNT)]
        return contact, cards[0], cards[1], cards[2]

    async def person(self, company: Record | None = None, **values: Value) -> Record:
        """Store a person, of a company if one is given."""
        belongs = {"companyId": id_of(company)} if company else {}
        return await self.add(Kind.CONTACT, type="PERSON", **belongs, **values)

    async def set_up(self) -> None:
        """Store a salesperson JR; payment terms 14D are there from the beginning."""
        async with unit_of_work(self.database) as work:
            await work.connection.execute(insert(Salesperson), [{"id": _key(1), "code": "JR", "name": "John Roberts"}])
            await work.commit()

    async def _relation(self, work: Any, kind: Kind | None) -> str:
        code = RELATIONS[kind]
        found = await work.connection.scalar(select(BusinessRelation.id).where(BusinessRelation.code == code))
        if found is None:
            found = _key(100 + list(RELATIONS).index(kind))
            await work.connection.execute(insert(BusinessRelation), [{"id": found, "code": code}])
        return str(found)

    async def stored(self, record: Record) -> Record:
        """Return a record as it is stored now."""
        table = TABLES[record.kind]
        async with unit_of_work(self.database) as work:
            row = (await work.connection.execute(select(table).where(table.c.id == record.id))).mappings().one()
        return record_of(record.kind, row)

    async def differences(self) -> list[tuple[str, str, str, Value, Value]]:
        """Return every shared field that differs between a contact and a linked card: the product's promise is none."""
        found = []
        async with unit_of_work(self.database) as work:
            links, in_force = ContactRelation.__table__, await rules(work)
            rows = (await work.connection.execute(select(links).where(links.c.kind.is_not(None)))).mappings().all()
            for link in rows:
                kind = Kind(link["kind"])
                contact = await _load(work, Kind.CONTACT, link["contact_id"])
                card = await _load(work, kind, link[link_column(kind)])
                for shared in in_force:
                    if shared.travels_to(kind):
                        theirs, ours = contact.values[shared.on[Kind.CONTACT]], card.values[shared.on[kind]]
                        if theirs != ours:
                            found.append((contact.number, card.number, shared.code, theirs, ours))
        return found


async def _load(work: Any, kind: Kind, key: str) -> Record:
    table = TABLES[kind]
    return record_of(kind, (await work.connection.execute(select(table).where(table.c.id == key))).mappings().one())


def _shared(contact: Record | None, kind: Kind) -> dict[str, Value]:
    if contact is None:
        return {}
    return {shared.on[kind]: contact.values[shared.on[Kind.CONTACT]] for shared in SHARED_FIELDS if kind in shared.on}


def _key(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012}"


@asynccontextmanager
async def open_carnet(url: str, **settings: Any) -> AsyncIterator[Carnet]:
    """Start the application over a database."""
    app = create_app(Settings(database_url=url, **settings))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            yield Carnet(app.state.database, client, count(1), app.state.callers)


__all__ = ["Carnet", "Kind", "Record", "id_of", "open_carnet", "public_id"]
