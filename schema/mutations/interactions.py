"""Declare what can be done with interactions, and with what records them."""

from typing import Annotated, Any

import strawberry
from strawberry import Info

from resolvers import interactions
from resolvers.setup import interactions as setup
from schema.declaring import argument, mutation
from schema.inputs import given_fields
from schema.inputs.interactions import (
    CancelInteractionInput,
    EvaluateInteractionInput,
    LogInteractionInput,
    LogPhoneCallInput,
    SaveInteractionGroupInput,
    SaveInteractionTemplateInput,
    UpdateInteractionTemplateSetupInput,
)
from schema.mutations.answering import IdempotencyKey, core, shown
from schema.payloads import InteractionPayload
from schema.setup_payloads import (
    InteractionGroupPayload,
    InteractionTemplatePayload,
    InteractionTemplateSetupPayload,
)


@strawberry.type
class InteractionMutations:
    """Mutations of interactions, interaction templates and their groups."""

    @mutation
    async def log_interaction(
        self,
        info: Info,
        input: Annotated[LogInteractionInput, argument("With whom, by which template, and what was special.")],
        idempotency_key: IdempotencyKey = None,
    ) -> InteractionPayload | None:
        """Record an interaction with a contact by hand."""
        answer = await interactions.log_interaction(
            core(info),
            contact_id=input.contact_id,
            template_code=input.template_code,
            given=given_fields(input),
            idempotency_key=idempotency_key,
        )
        return shown(info, answer)  # type: ignore[no-any-return] # a row

    @mutation
    async def log_phone_call(
        self,
        info: Info,
        input: Annotated[LogPhoneCallInput, argument("Who was called, and what came of it.")],
        idempotency_key: IdempotencyKey = None,
    ) -> InteractionPayload | None:
        """Record a phone call that was made, by the template that the set-up names for outgoing calls."""
        answer = await interactions.log_phone_call(
            core(info), contact_id=input.contact_id, given=given_fields(input), idempotency_key=idempotency_key
        )
        return shown(info, answer)  # type: ignore[no-any-return] # a row

    @mutation
    async def cancel_interaction(
        self,
        info: Info,
        input: Annotated[CancelInteractionInput, argument("Which interaction.")],
        idempotency_key: IdempotencyKey = None,
    ) -> InteractionPayload | None:
        """Make an interaction count no more, or again. It stays visible."""
        given = {"canceled": input.canceled}
        return shown(info, await _changed(info, "cancelInteraction", input, given, idempotency_key))  # type: ignore[no-any-return] # a row

    @mutation
    async def evaluate_interaction(
        self,
        info: Info,
        input: Annotated[EvaluateInteractionInput, argument("Which interaction, and how it went.")],
        idempotency_key: IdempotencyKey = None,
    ) -> InteractionPayload | None:
        """Say how an interaction went, and whether the contact was reached."""
        given = given_fields(input)
        if "attemptFailed" in given:
            given["attemptFailed"] = bool(given["attemptFailed"])
        return shown(info, await _changed(info, "evaluateInteraction", input, given, idempotency_key))  # type: ignore[no-any-return] # a row

    @mutation
    async def save_interaction_group(
        self,
        info: Info,
        input: Annotated[SaveInteractionGroupInput, argument("The group.")],
        idempotency_key: IdempotencyKey = None,
    ) -> InteractionGroupPayload | None:
        """Create or change a group of interaction templates."""
        return shown(info, await setup.save_interaction_group(core(info), given_fields(input), idempotency_key))  # type: ignore[no-any-return] # a row

    @mutation
    async def save_interaction_template(
        self,
        info: Info,
        input: Annotated[SaveInteractionTemplateInput, argument("The template.")],
        idempotency_key: IdempotencyKey = None,
    ) -> InteractionTemplatePayload | None:
        """Create or change an interaction template. What was recorded by it stays as it is."""
        return shown(info, await setup.save_interaction_template(core(info), given_fields(input), idempotency_key))  # type: ignore[no-any-return] # a row

    @mutation
    async def update_interaction_template_setup(
        self,
        info: Info,
        input: Annotated[UpdateInteractionTemplateSetupInput, argument("What to change.")],
        idempotency_key: IdempotencyKey = None,
    ) -> InteractionTemplateSetupPayload | None:
        """Change which template records which operation."""
        given = given_fields(input)
        return shown(info, await setup.update_interaction_template_setup(core(info), given, idempotency_key))  # type: ignore[no-any-return] # a row


async def _changed(info: Info, operation: str, input_: Any, given: dict[str, Any], key: str | None) -> Any:
    named = {"id": input_.id, "expected_version": input_.expected_version}
    return await interactions.change(core(info), operation, **named, given=given, idempotency_key=key)
