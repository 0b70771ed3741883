"""Declare what can be changed about bank accounts."""

from typing import Annotated

import strawberry
from strawberry import Info

from resolvers import bank_accounts
from schema.declaring import argument, mutation
from schema.inputs import UpdateBankAccountInput, given_fields
from schema.mutations.answering import DryRun, IdempotencyKey, PlanToken, core, options, shown
from schema.payloads import BankAccountPayload


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
        how = options(input, dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return shown(info, await bank_accounts.update_bank_account(core(info), given_fields(input), **how))  # type: ignore[no-any-return] # a row
