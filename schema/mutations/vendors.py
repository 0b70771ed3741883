"""Declare what can be changed about vendors."""

from typing import Annotated

import strawberry
from strawberry import Info

from resolvers import vendors
from schema.declaring import argument, mutation
from schema.inputs import UpdateVendorInput, given_fields
from schema.mutations.answering import DryRun, IdempotencyKey, PlanToken, core, options, shown
from schema.payloads import VendorPayload


@strawberry.type
class VendorMutations:
    """Mutations of vendors."""

    @mutation
    async def update_vendor(
        self,
        info: Info,
        input: Annotated[UpdateVendorInput, argument("What to change.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> VendorPayload | None:
        """Change a vendor. Its contact follows, and that contact's other cards and persons."""
        how = options(input, dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return shown(info, await vendors.update_vendor(core(info), given_fields(input), **how))  # type: ignore[no-any-return] # a row
