"""Declare how an operation is taken back."""

from typing import Annotated

import strawberry
from strawberry import Info

from resolvers import changes
from schema.declaring import argument, mutation
from schema.inputs.reverting import RevertChangeSetInput
from schema.mutations.answering import DryRun, IdempotencyKey, PlanToken, core, how, shown
from schema.payloads import ChangeSetPayload


@strawberry.type
class RevertingMutations:
    """Mutations of what was done."""

    @mutation
    async def revert_change_set(
        self,
        info: Info,
        input: Annotated[RevertChangeSetInput, argument("What to take back.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> ChangeSetPayload | None:
        """Take back an operation with all it caused: fields, new and deleted records, links.

        What was changed again since is left, and listed as `skipped`. To do it again, take back what took it back.
        """
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return shown(info, await changes.revert(core(info), id=input.id, **options))  # type: ignore[no-any-return] # a row
