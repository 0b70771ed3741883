"""Load what the fields of the plain server need: one session per request, one statement per batch."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from strawberry.dataloader import DataLoader

from db.tables import BankAccount, Contact, ContactRelation, Customer, Vendor


@dataclass
class Request:
    """One request: its session, used by one loader at a time, and its loaders."""

    session: AsyncSession
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def all(self, statement: Any) -> Sequence[Any]:
        """Return all rows."""
        async with self.lock:
            return (await self.session.exec(statement)).all()

    @cached_property
    def customers(self) -> DataLoader[str, Customer | None]:
        """Load the linked customer by contact id."""
        return DataLoader(lambda ids: self._linked(Customer, ContactRelation.customer_id, "CUSTOMER", ids))

    @cached_property
    def vendors(self) -> DataLoader[str, Vendor | None]:
        """Load the linked vendor by contact id."""
        return DataLoader(lambda ids: self._linked(Vendor, ContactRelation.vendor_id, "VENDOR", ids))

    @cached_property
    def bank_accounts(self) -> DataLoader[str, BankAccount | None]:
        """Load the first linked bank account by contact id."""
        return DataLoader(lambda ids: self._linked(BankAccount, ContactRelation.bank_account_id, "BANK_ACCOUNT", ids))

    @cached_property
    def persons(self) -> DataLoader[tuple[str, int], list[Contact]]:
        """Load the first persons by company id and how many."""
        return DataLoader(self._persons)

    async def _linked(self, model: Any, reference: Any, kind: str, ids: list[str]) -> list[Any]:
        statement = (
            select(ContactRelation.contact_id, model)
            .join(model, model.id == reference)
            .where(col(ContactRelation.contact_id).in_(ids), ContactRelation.kind == kind)
            .order_by(col(ContactRelation.id).desc())
        )
        card_by_contact = dict(iter(await self.all(statement)))  # the last one wins: the first link's
        return [card_by_contact.get(identity) for identity in ids]

    async def _persons(self, keys: list[tuple[str, int]]) -> list[list[Contact]]:
        first = max(first for _, first in keys)
        place = func.row_number().over(partition_by=Contact.company_id, order_by=Contact.number).label("place")
        companies = [company for company, _ in keys]
        ranked = select(Contact, place).where(col(Contact.company_id).in_(companies)).subquery()
        person = aliased(Contact, ranked)
        rows = await self.all(select(person).where(ranked.c.place <= first).order_by(ranked.c.number))
        persons: dict[str, list[Contact]] = {company: [] for company in companies}
        for row in rows:
            persons[row.company_id].append(row)
        return [persons[company][:size] for company, size in keys]
