"""Declare how contacts and cards are linked and parted."""

from typing import Annotated

import strawberry
from strawberry import Info

from domain.sync.linking import Master
from resolvers import links
from schema.declaring import argument, mutation
from schema.inputs.links import LinkContactInput, UnlinkContactInput
from schema.mutations.answering import DryRun, IdempotencyKey, PlanToken, core, how, shown
from schema.payloads import LinkPayload, UnlinkPayload


@strawberry.type
class LinkMutations:
    """Mutations of links."""

    @mutation
    async def link_contact(
        self,
        info: Info,
        input: Annotated[LinkContactInput, argument("What to link, and whose values count.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> LinkPayload | None:
        """Link a contact with a customer, a vendor or a bank account: from now on their shared fields are equal."""
        answer = await links.link_contact(
            core(info),
            contact_id=input.contact_id,
            card_id=input.card_id,
            master=Master(input.master),
            field_masters=tuple((str(each.field), Master(each.master)) for each in input.field_masters or ()),
            **how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key),
        )
        return shown(info, answer)  # type: ignore[no-any-return] # a row

    @mutation
    async def unlink_contact(
        self,
        info: Info,
        input: Annotated[UnlinkContactInput, argument("Which link to end.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> UnlinkPayload | None:
        """End a link. Both sides keep their values; the card loses its primary contact, who belongs to the contact."""
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return shown(info, await links.unlink_contact(core(info), link_id=input.link_id, **options))  # type: ignore[no-any-return] # a row
