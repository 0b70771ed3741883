"""Declare what can be changed about customers."""

from typing import Annotated

import strawberry
from strawberry import Info

from resolvers import customers
from schema.declaring import argument, mutation
from schema.inputs import CreateCustomerFromContactInput, CreateCustomerInput, UpdateCustomerInput, given_fields
from schema.inputs.links import DeleteCardInput
from schema.mutations.answering import DryRun, IdempotencyKey, PlanToken, core, how, of_version, shown
from schema.payloads import CustomerPayload, DeletePayload


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
        options = of_version(input, dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return shown(info, await customers.update_customer(core(info), given_fields(input), **options))  # type: ignore[no-any-return] # a row

    @mutation
    async def create_customer(
        self,
        info: Info,
        input: Annotated[CreateCustomerInput, argument("What the new customer is.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> CustomerPayload | None:
        """Create a customer, and with it its contact, and the person whose name is given."""
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        answer = await customers.create_customer(
            core(info), given_fields(input), template_code=input.template_code, **options
        )
        return shown(info, answer)  # type: ignore[no-any-return] # a row

    @mutation
    async def create_customer_from_contact(
        self,
        info: Info,
        input: Annotated[
            CreateCustomerFromContactInput, argument("The contact, and what the customer has of its own.")
        ],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> CustomerPayload | None:
        """Create a customer from a contact: linked with it, and equal from the beginning."""
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        answer = await customers.create_customer_from_contact(
            core(info), given_fields(input), contact_id=input.contact_id, template_code=input.template_code, **options
        )
        return shown(info, answer)  # type: ignore[no-any-return] # a row

    @mutation
    async def delete_customer(
        self,
        info: Info,
        input: Annotated[DeleteCardInput, argument("Which customer.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> DeletePayload | None:
        """Delete a customer. Its contact stays; refused while other records need it."""
        options = of_version(input, dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return shown(info, await customers.delete_customer(core(info), **options))  # type: ignore[no-any-return] # a row
