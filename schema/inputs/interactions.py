"""Declare what interactions are recorded and changed from."""

from datetime import datetime
from decimal import Decimal

import strawberry
from strawberry import Maybe

from schema.declaring import about, input_type
from schema.inputs.values import MaybeText
from schema.interactions import Evaluation, InformationFlow, InitiatedBy

_TEMPLATE = "A code of `interactionTemplates`; null: this is not recorded."
_ENTRY = "The interaction."
_VERSION = "The version that was read; refused as CONFLICT if what is changed here changed meanwhile."


@input_type
class LogInteractionInput:
    """An interaction. What is left out comes from the template."""

    contact_id: strawberry.ID = about("With whom: a company or a person.")
    template_code: str = about("A code of `interactionTemplates`.")
    at: datetime | None = about("When it was; now unless given.", default=None)
    description: str | None = about("What it was about, at most 100 characters.", default=None)
    salesperson_code: str | None = about("A code of `salespeople`; the contact's unless given.", default=None)
    evaluation: Evaluation | None = about("How it went.", default=None)
    information_flow: InformationFlow | None = about("Which way the information went.", default=None)
    initiated_by: InitiatedBy | None = about("Who began.", default=None)
    cost: Decimal | None = about("What it cost, not negative.", default=None)
    duration_minutes: Decimal | None = about("How long it took, not negative.", default=None)
    attempt_failed: bool | None = about("Whether the contact was not reached; no unless given.", default=None)


@input_type
class LogPhoneCallInput:
    """A phone call. Its template is the one that `interactionTemplateSetup` names for outgoing calls."""

    contact_id: strawberry.ID = about("Who was called.")
    phone: str | None = about(
        "The number that was called; unless given the contact's phone or mobile phone, then its company's.",
        default=None,
    )
    description: str = about("What it was about, at most 100 characters, never empty.")
    evaluation: Evaluation | None = about("How it went.", default=None)
    attempt_failed: bool | None = about("Whether nobody was reached; no unless given.", default=None)
    duration_minutes: Decimal | None = about("How long it took; as in the template unless given.", default=None)


@input_type
class CancelInteractionInput:
    """An interaction that is not to count, or is to count again."""

    id: strawberry.ID = about(_ENTRY)
    canceled: bool = about("False takes the cancellation back.", default=True)
    expected_version: int | None = about(_VERSION, default=None)


@input_type
class EvaluateInteractionInput:
    """How an interaction went. A field left out stays."""

    id: strawberry.ID = about(_ENTRY)
    evaluation: Maybe[Evaluation | None] = about("How it went; null takes the evaluation away.")
    attempt_failed: Maybe[bool | None] = about("Whether the contact was not reached; null is no.")
    expected_version: int | None = about(_VERSION, default=None)


@input_type
class SaveInteractionGroupInput:
    """A group of interaction templates."""

    code: str = about("Creates the group, or changes the one with this code; at most 10 characters.")
    description: MaybeText = about("In words, at most 100 characters.")


@input_type
class SaveInteractionTemplateInput:
    """An interaction template. A field left out stays, and of a new one is empty or 0."""

    code: str = about("Creates the template, or changes the one with this code; at most 10 characters.")
    group_code: str = about("A code of `interactionGroups`; a group that does not exist is created.")
    description: str = about("What an entry says where nothing else is said; at most 100 characters, never empty.")
    unit_cost: Maybe[Decimal | None] = about("What one costs, in our own currency, not negative.")
    unit_duration_minutes: Maybe[Decimal | None] = about("How long one takes, not negative.")
    information_flow: Maybe[InformationFlow | None] = about("Which way the information goes.")
    initiated_by: Maybe[InitiatedBy | None] = about("Who begins.")


@input_type
class UpdateInteractionTemplateSetupInput:
    """Which template shall record which operation. A field left out stays."""

    sales_quotes_code: MaybeText = about(_TEMPLATE)
    sales_orders_code: MaybeText = about(_TEMPLATE)
    sales_blanket_orders_code: MaybeText = about(_TEMPLATE)
    purchase_quotes_code: MaybeText = about(_TEMPLATE)
    purchase_orders_code: MaybeText = about(_TEMPLATE)
    purchase_blanket_orders_code: MaybeText = about(_TEMPLATE)
    service_orders_created_code: MaybeText = about(_TEMPLATE)
    emails_code: MaybeText = about(_TEMPLATE)
    outgoing_calls_code: MaybeText = about(_TEMPLATE)
