"""Declare how differences between linked records are mended."""

from dataclasses import replace
from typing import Annotated

import strawberry
from strawberry import Info

from domain.change import Kind
from domain.sync.linking import Master
from resolvers import differences
from schema.declaring import argument, mutation
from schema.inputs.repairing import RepairDifferencesInput
from schema.mutations.answering import DryRun, IdempotencyKey, PlanToken, core, how, shown
from schema.payloads import RepairPayload


@strawberry.type
class RepairingMutations:
    """Mutations of what differs."""

    @mutation
    async def repair_differences(
        self,
        info: Info,
        input: Annotated[RepairDifferencesInput, argument("Which, and whose values count.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> RepairPayload | None:
        """Make linked records equal that differ where the rules say that they should not: 200 links at a time.

        What follows from a change follows here too: other cards, and persons that inherit. Of several cards that differ
        from their contact, with CARD the first one counts: customer, vendor, bank accounts.
        """
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        kind = Kind(str(input.kind)) if input.kind else None
        link_ids = None if input.link_ids is None else tuple(map(str, input.link_ids))
        asked = {"kind": kind, "master": Master(input.master), "link_ids": link_ids}
        answer = await differences.repair(core(info), **asked, **options)
        return shown(info, replace(answer, told={"repairedCount": 0, **answer.told}))  # type: ignore[no-any-return] # a row
