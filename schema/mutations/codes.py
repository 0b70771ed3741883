"""Declare what can be changed about the set-up that records refer to by code."""

from typing import Annotated

import strawberry
from strawberry import Info

from resolvers.setup import codes
from schema.declaring import argument, mutation
from schema.inputs import given_fields
from schema.mutations.answering import IdempotencyKey, core, shown
from schema.setup_inputs import SaveBusinessRelationInput, SaveItemInput, SavePaymentTermsInput, SaveSalespersonInput
from schema.setup_payloads import BusinessRelationPayload, ItemPayload, PaymentTermsPayload, SalespersonPayload


@strawberry.type
class CodeMutations:
    """Mutations of business relations, salespeople, payment terms and items."""

    @mutation
    async def save_business_relation(
        self,
        info: Info,
        input: Annotated[SaveBusinessRelationInput, argument("The business relation.")],
        idempotency_key: IdempotencyKey = None,
    ) -> BusinessRelationPayload | None:
        """Create or change a business relation."""
        return shown(info, await codes.save_business_relation(core(info), given_fields(input), idempotency_key))  # type: ignore[no-any-return] # a row

    @mutation
    async def save_salesperson(
        self,
        info: Info,
        input: Annotated[SaveSalespersonInput, argument("The salesperson.")],
        idempotency_key: IdempotencyKey = None,
    ) -> SalespersonPayload | None:
        """Create or change a salesperson or purchaser."""
        return shown(info, await codes.save_salesperson(core(info), given_fields(input), idempotency_key))  # type: ignore[no-any-return] # a row

    @mutation
    async def save_payment_terms(
        self,
        info: Info,
        input: Annotated[SavePaymentTermsInput, argument("The payment terms.")],
        idempotency_key: IdempotencyKey = None,
    ) -> PaymentTermsPayload | None:
        """Create or change payment terms."""
        return shown(info, await codes.save_payment_terms(core(info), given_fields(input), idempotency_key))  # type: ignore[no-any-return] # a row

    @mutation
    async def save_item(
        self,
        info: Info,
        input: Annotated[SaveItemInput, argument("The item.")],
        idempotency_key: IdempotencyKey = None,
    ) -> ItemPayload | None:
        """Create or change an item."""
        return shown(info, await codes.save_item(core(info), given_fields(input), idempotency_key))  # type: ignore[no-any-return] # a row
