"""Declare what can be changed about the set-up: where records and documents get their numbers, and who we are."""

from copy import copy
from typing import Annotated

import strawberry
from strawberry import Info

from resolvers.setup import company, marketing, numbers, templates
from schema.declaring import argument, mutation
from schema.inputs import given_fields
from schema.mutations.answering import IdempotencyKey, core, shown
from schema.setup_inputs import (
    SaveCustomerTemplateInput,
    SaveNumberSeriesInput,
    SaveVendorTemplateInput,
    UpdateCompanyInformationInput,
    UpdateMarketingSetupInput,
    UpdateNumberSetupInput,
)
from schema.setup_payloads import (
    CompanyInformationPayload,
    CustomerTemplatePayload,
    MarketingSetupPayload,
    NumberSeriesPayload,
    NumberSetupPayload,
    VendorTemplatePayload,
)


@strawberry.type
class SetupMutations:
    """Mutations of the set-up."""

    @mutation
    async def update_marketing_setup(
        self,
        info: Info,
        input: Annotated[UpdateMarketingSetupInput, argument("What to change.")],
        idempotency_key: IdempotencyKey = None,
    ) -> MarketingSetupPayload | None:
        """Change the switches of synchronisation."""
        return shown(info, await marketing.update_marketing_setup(core(info), given_fields(input), idempotency_key))  # type: ignore[no-any-return] # a row

    @mutation
    async def save_number_series(
        self,
        info: Info,
        input: Annotated[SaveNumberSeriesInput, argument("The series.")],
        idempotency_key: IdempotencyKey = None,
    ) -> NumberSeriesPayload | None:
        """Create or change a number series. Refused where something would be left without numbers."""
        head = copy(input)
        head.lines = None
        given = {**given_fields(head), "lines": _lines(input)}
        return shown(info, await numbers.save_number_series(core(info), given, idempotency_key))  # type: ignore[no-any-return] # a row

    @mutation
    async def update_number_setup(
        self,
        info: Info,
        input: Annotated[UpdateNumberSetupInput, argument("What to change.")],
        idempotency_key: IdempotencyKey = None,
    ) -> NumberSetupPayload | None:
        """Change which number series numbers what."""
        return shown(info, await numbers.update_number_setup(core(info), given_fields(input), idempotency_key))  # type: ignore[no-any-return] # a row

    @mutation
    async def update_company_information(
        self,
        info: Info,
        input: Annotated[UpdateCompanyInformationInput, argument("What to change.")],
        idempotency_key: IdempotencyKey = None,
    ) -> CompanyInformationPayload | None:
        """Change what is known of our own firm."""
        return shown(info, await company.update_company_information(core(info), given_fields(input), idempotency_key))  # type: ignore[no-any-return] # a row

    @mutation
    async def save_customer_template(
        self,
        info: Info,
        input: Annotated[SaveCustomerTemplateInput, argument("The template.")],
        idempotency_key: IdempotencyKey = None,
    ) -> CustomerTemplatePayload | None:
        """Create or change what new customers get where nothing else is known."""
        return shown(info, await templates.save_customer_template(core(info), given_fields(input), idempotency_key))  # type: ignore[no-any-return] # a row

    @mutation
    async def save_vendor_template(
        self,
        info: Info,
        input: Annotated[SaveVendorTemplateInput, argument("The template.")],
        idempotency_key: IdempotencyKey = None,
    ) -> VendorTemplatePayload | None:
        """Create or change what new vendors get where nothing else is known."""
        return shown(info, await templates.save_vendor_template(core(info), given_fields(input), idempotency_key))  # type: ignore[no-any-return] # a row


def _lines(series: SaveNumberSeriesInput) -> list[dict[str, object]] | None:
    """Return the lines by the API's names."""
    if series.lines is None:
        return None
    return [{_camel(name): value for name, value in vars(line).items()} for line in series.lines]


def _camel(name: str) -> str:
    first, second = name.split("_")
    return first + second.capitalize()
