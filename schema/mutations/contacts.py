"""Declare what can be changed about contacts."""

from typing import Annotated

import strawberry
from strawberry import Info

from resolvers import contacts
from schema.declaring import argument, mutation
from schema.inputs import UpdateContactInput, given_fields
from schema.mutations.answering import DryRun, IdempotencyKey, PlanToken, core, options, shown
from schema.payloads import ContactPayload


@strawberry.type
class ContactMutations:
    """Mutations of contacts."""

    @mutation
    async def update_contact(
        self,
        info: Info,
        input: Annotated[UpdateContactInput, argument("What to change.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> ContactPayload | None:
        """Change a contact. Its cards follow, and its persons where they still have its old values."""
        how = options(input, dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return shown(info, await contacts.update_contact(core(info), given_fields(input), **how))  # type: ignore[no-any-return] # a row
