"""Declare what can be changed about customers."""

from typing import Annotated

import strawberry
from strawberry import Info

from resolvers import customers
from schema.declaring import argument, mutation
from schema.inputs import UpdateCustomerInput, given_fields
from schema.mutations.answering import DryRun, IdempotencyKey, PlanToken, core, options, shown
from schema.payloads import CustomerPayload


@strawberry.type
class CustomerMutations:
    """Mutations of customers."""

    @mutation
    async def update_customer(
        self,
        info: Info,
        input: Annotated[UpdateCustomerInput, argument("What to change.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> CustomerPayload | None:
        """Change a customer. Its contact follows, and that contact's other cards and persons."""
        how = options(input, dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return shown(info, await customers.update_customer(core(info), given_fields(input), **how))  # type: ignore[no-any-return] # a row
