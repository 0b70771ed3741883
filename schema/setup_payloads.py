"""Declare what changes of the set-up answer."""

import strawberry

from schema.declaring import about, object_type
from schema.errors import UserError, Warning  # noqa: A004 - the contract's name
from schema.journal import Plan
from schema.links import BusinessRelation
from schema.setup import (
    CompanyInformation,
    CustomerTemplate,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateSetup,
    Item,
    MarketingSetup,
    NumberSeries,
    NumberSetup,
    PaymentTerms,
    Salesperson,
    SyncRule,
    VendorTemplate,
)

_NOW = "As it is now; also where the change was refused."


@strawberry.type
class SetupPayload:
    """What every answer has."""

    warnings: list[Warning] = about("What to know; it was written all the same.")
    errors: list[UserError] = about("Why nothing was written; empty if all went well. Always ask for it.")


@object_type
class MarketingSetupPayload(SetupPayload):
    """The answer of updateMarketingSetup."""

    marketing_setup: MarketingSetup | None = about(_NOW)


@object_type
class BusinessRelationPayload(SetupPayload):
    """The answer of saveBusinessRelation."""

    business_relation: BusinessRelation | None = about(_NOW)


@object_type
class NumberSeriesPayload(SetupPayload):
    """The answer of saveNumberSeries."""

    number_series: NumberSeries | None = about(_NOW)


@object_type
class NumberSetupPayload(SetupPayload):
    """The answer of updateNumberSetup."""

    number_setup: NumberSetup | None = about(_NOW)


@object_type
class SalespersonPayload(SetupPayload):
    """The answer of saveSalesperson."""

    salesperson: Salesperson | None = about(_NOW)


@object_type
class PaymentTermsPayload(SetupPayload):
    """The answer of savePaymentTerms."""

    payment_terms: PaymentTerms | None = about(_NOW)


@object_type
class CompanyInformationPayload(SetupPayload):
    """The answer of updateCompanyInformation."""

    company_information: CompanyInformation | None = about(_NOW)


@object_type
class ItemPayload(SetupPayload):
    """The answer of saveItem."""

    item: Item | None = about(_NOW)


@object_type
class CustomerTemplatePayload(SetupPayload):
    """The answer of saveCustomerTemplate."""

    customer_template: CustomerTemplate | None = about(_NOW)


@object_type
class VendorTemplatePayload(SetupPayload):
    """The answer of saveVendorTemplate."""

    vendor_template: VendorTemplate | None = about(_NOW)


@object_type
class InteractionGroupPayload(SetupPayload):
    """The answer of saveInteractionGroup."""

    interaction_group: InteractionGroup | None = about(_NOW)


@object_type
class InteractionTemplatePayload(SetupPayload):
    """The answer of saveInteractionTemplate."""

    interaction_template: InteractionTemplate | None = about(_NOW)


@object_type
class InteractionTemplateSetupPayload(SetupPayload):
    """The answer of updateInteractionTemplateSetup."""

    interaction_template_setup: InteractionTemplateSetup | None = about(_NOW)


@object_type
class SyncRulePayload(SetupPayload):
    """The answer of updateSyncRule."""

    sync_rule: SyncRule | None = about("As it is now; null where the kind of card does not share the field.")
    plan: Plan | None = about("With dryRun: what would mend the pairs that the rule makes differ, at most 200 of them.")
    differing_count: int = about("How many linked pairs differ where the new rule says that they should not.")
