"""Declare what can be changed about bank accounts."""

from typing import Annotated

import strawberry
from strawberry import Info

from resolvers import bank_accounts
from schema.declaring import argument, mutation
from schema.inputs import (
    CreateBankAccountFromContactInput,
    CreateBankAccountInput,
    UpdateBankAccountInput,
    given_fields,
)
from schema.inputs.links import DeleteCardInput
from schema.mutations.answering import DryRun, IdempotencyKey, PlanToken, core, how, of_version, shown
from schema.payloads import BankAccountPayload, DeletePayload


@strawberry.type
class BankAccountMutations:
    """Mutations of bank accounts."""

    @mutation
    async def update_bank_account(
        self,
        info: Info,
        input: Annotated[UpdateBankAccountInput, argument("What to change.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> BankAccountPayload | None:
        """Change a bank account. Its contact follows, and that contact's other cards and persons."""
        options = of_version(input, dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return shown(info, await bank_accounts.update_bank_account(core(info), given_fields(input), **options))  # type: ignore[no-any-return] # a row

    @mutation
    async def create_bank_account(
        self,
        info: Info,
        input: Annotated[CreateBankAccountInput, argument("What the new bank account is.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> BankAccountPayload | None:
        """Create a bank account of ours, and with it the bank as a contact."""
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        answer = await bank_accounts.create_bank_account(core(info), given_fields(input), **options)
        return shown(info, answer)  # type: ignore[no-any-return] # a row

    @mutation
    async def create_bank_account_from_contact(
        self,
        info: Info,
        input: Annotated[
            CreateBankAccountFromContactInput, argument("The contact, and what the bank account has of its own.")
        ],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> BankAccountPayload | None:
        """Create a bank account from a contact: linked with it, and equal from the beginning."""
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        answer = await bank_accounts.create_bank_account_from_contact(
            core(info), given_fields(input), contact_id=input.contact_id, **options
        )
        return shown(info, answer)  # type: ignore[no-any-return] # a row

    @mutation
    async def delete_bank_account(
        self,
        info: Info,
        input: Annotated[DeleteCardInput, argument("Which bank account.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> DeletePayload | None:
        """Delete a bank account. Its contact stays; refused while other records need it."""
        options = of_version(input, dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return shown(info, await bank_accounts.delete_bank_account(core(info), **options))  # type: ignore[no-any-return] # a row
