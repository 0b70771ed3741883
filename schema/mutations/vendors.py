"""Declare what can be changed about vendors."""

from typing import Annotated

import strawberry
from strawberry import Info

from resolvers import vendors
from schema.declaring import argument, mutation
from schema.inputs import CreateVendorFromContactInput, CreateVendorInput, UpdateVendorInput, given_fields
from schema.inputs.links import DeleteCardInput
from schema.mutations.answering import DryRun, IdempotencyKey, PlanToken, core, how, of_version, shown
from schema.payloads import DeletePayload, VendorPayload


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
        options = of_version(input, dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return shown(info, await vendors.update_vendor(core(info), given_fields(input), **options))  # type: ignore[no-any-return] # a row

    @mutation
    async def create_vendor(
        self,
        info: Info,
        input: Annotated[CreateVendorInput, argument("What the new vendor is.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> VendorPayload | None:
        """Create a vendor, and with it its contact, and the person whose name is given."""
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        answer = await vendors.create_vendor(
            core(info), given_fields(input), template_code=input.template_code, **options
        )
        return shown(info, answer)  # type: ignore[no-any-return] # a row

    @mutation
    async def create_vendor_from_contact(
        self,
        info: Info,
        input: Annotated[CreateVendorFromContactInput, argument("The contact, and what the vendor has of its own.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> VendorPayload | None:
        """Create a vendor from a contact: linked with it, and equal from the beginning."""
        options = how(dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        answer = await vendors.create_vendor_from_contact(
            core(info), given_fields(input), contact_id=input.contact_id, template_code=input.template_code, **options
        )
        return shown(info, answer)  # type: ignore[no-any-return] # a row

    @mutation
    async def delete_vendor(
        self,
        info: Info,
        input: Annotated[DeleteCardInput, argument("Which vendor.")],
        dry_run: DryRun = False,
        plan_token: PlanToken = None,
        idempotency_key: IdempotencyKey = None,
    ) -> DeletePayload | None:
        """Delete a vendor. Its contact stays; refused while other records need it."""
        options = of_version(input, dry_run=dry_run, plan_token=plan_token, idempotency_key=idempotency_key)
        return shown(info, await vendors.delete_vendor(core(info), **options))  # type: ignore[no-any-return] # a row
