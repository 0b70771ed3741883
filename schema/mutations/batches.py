"""Declare how contacts are created from cards that have none."""

from dataclasses import replace
from typing import Annotated, Any

import strawberry
from strawberry import Info

from domain.change import Kind
from resolvers import batches
from schema.declaring import argument, mutation
from schema.inputs.batches import (
    CreateContactsFromBankAccountsInput,
    CreateContactsFromCustomersInput,
    CreateContactsFromVendorsInput,
)
from schema.mutations.answering import DryRun, IdempotencyKey, PlanToken, core, how, shown
from schema.payloads import CreateContactsPayload

_NOTHING = {"createdCount": 0, "skippedCount": 0}


@strawberry.type
class BatchMutations:
    """Mutations of many records at once."""

    @mutation
    async def create_contacts_from_customers(
        self,
        info: Info,
        input: Annotated[CreateContactsFromCustomersInput, argument("Which customers.")],  # noqa: ARG002 - read as the lists read theirs
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> CreateContactsPayload | None:
        """Create the contact of every customer that has none, all or nothing; those that have one are counted.

        A name typed on the customer becomes a person of the new contact. Tens of thousands fit into one request; split
        more with `where`.
        """
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return await _create(info, Kind.CUSTOMER, "createContactsFromCustomers", **options)  # type: ignore[no-any-return] # a row

    @mutation
    async def create_contacts_from_vendors(
        self,
        info: Info,
        input: Annotated[CreateContactsFromVendorsInput, argument("Which vendors.")],  # noqa: ARG002 - read as the lists read theirs
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> CreateContactsPayload | None:
        """Create the contact of every vendor that has none, all or nothing; as createContactsFromCustomers."""
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return await _create(info, Kind.VENDOR, "createContactsFromVendors", **options)  # type: ignore[no-any-return] # a row

    @mutation
    async def create_contacts_from_bank_accounts(
        self,
        info: Info,
        input: Annotated[CreateContactsFromBankAccountsInput, argument("Which bank accounts.")],  # noqa: ARG002 - read as the lists read theirs
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> CreateContactsPayload | None:
        """Create the contact of every bank account that has none, all or nothing: the bank."""
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return await _create(info, Kind.BANK_ACCOUNT, "createContactsFromBankAccounts", **options)  # type: ignore[no-any-return] # a row


async def _create(info: Info, kind: Kind, operation: str, **options: Any) -> Any:
    answer = await batches.create_contacts_from(core(info), kind, operation, **options)
    return shown(info, replace(answer, told={**_NOTHING, **answer.told}))
