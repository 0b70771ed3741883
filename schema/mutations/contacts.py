"""Declare what can be changed about contacts."""

from typing import Annotated

import strawberry
from strawberry import Info

from domain.deleting import Persons
from resolvers import contacts
from schema.declaring import argument, mutation
from schema.inputs import CreateContactInput, UpdateContactInput, given_fields
from schema.inputs.links import DeleteContactInput
from schema.mutations.answering import DryRun, IdempotencyKey, PlanToken, core, how, of_version, shown
from schema.payloads import ContactPayload, DeletePayload


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
        options = of_version(input, dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return shown(info, await contacts.update_contact(core(info), given_fields(input), **options))  # type: ignore[no-any-return] # a row

    @mutation
    async def create_contact(
        self,
        info: Info,
        input: Annotated[CreateContactInput, argument("What the new contact is.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> ContactPayload | None:
        """Create a company or a person. A person takes over what its company gives."""
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        answer = await contacts.create_contact(core(info), given_fields(input), **options)
        return shown(info, answer)  # type: ignore[no-any-return] # a row

    @mutation
    async def delete_contact(
        self,
        info: Info,
        input: Annotated[DeleteContactInput, argument("Which contact.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> DeletePayload | None:
        """Delete a contact. Its cards stay; what becomes of a company's persons must be said."""
        options = of_version(input, dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        persons = Persons(input.persons) if input.persons else None
        return shown(info, await contacts.delete_contact(core(info), persons=persons, **options))  # type: ignore[no-any-return] # a row
