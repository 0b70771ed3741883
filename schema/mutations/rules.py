"""Declare how the rules of synchronisation are changed."""

from dataclasses import replace
from typing import Annotated

import strawberry
from strawberry import Info

from domain.change import Kind
from domain.sync.fields import Direction
from resolvers.setup import rules
from schema.declaring import argument, mutation
from schema.mutations.answering import DryRun, IdempotencyKey, PlanToken, core, how, shown
from schema.setup_inputs import UpdateSyncRuleInput
from schema.setup_payloads import SyncRulePayload


@strawberry.type
class RuleMutations:
    """Mutations of the rules of synchronisation."""

    @mutation
    async def update_sync_rule(
        self,
        info: Info,
        input: Annotated[UpdateSyncRuleInput, argument("The rule.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> SyncRulePayload | None:
        """Change how a shared field behaves along one kind of link. The records stay as they are.

        The plan lists what would make equal the pairs that differ under the new rule; `repairDifferences` does it.
        """
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        kind, field, direction = Kind(str(input.kind)), str(input.field), Direction(str(input.direction))
        answer = await rules.update_sync_rule(core(info), kind=kind, field=field, direction=direction, **options)
        return shown(info, replace(answer, told={"differingCount": 0, **answer.told}))  # type: ignore[no-any-return] # a row
