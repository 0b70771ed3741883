"""Declare interaction templates, their groups, and which template records which operation."""

from decimal import Decimal

from schema.cards import Node
from schema.declaring import about, object_type
from schema.interactions import InformationFlow, InitiatedBy, InteractionStatistics


@object_type
class InteractionGroup(Node):
    """What interaction templates are summed up by."""

    code: str = about("Unique, at most 10 characters.")
    description: str | None = about("In words.")
    statistics: InteractionStatistics = about("What the interactions of the group come to.")


@object_type
class InteractionTemplate(Node):
    """What is recorded of an interaction of one sort."""

    code: str = about("Unique, at most 10 characters.")
    group_code: str = about("A code of `interactionGroups`.")
    description: str = about("What an entry says where nothing else is said; before the number of a document.")
    unit_cost: Decimal = about("What one costs, in our own currency.")
    unit_duration_minutes: Decimal = about("How long one takes.")
    information_flow: InformationFlow | None = about("Which way the information goes.")
    initiated_by: InitiatedBy | None = about("Who begins.")
    statistics: InteractionStatistics = about("What the interactions recorded by it come to.")


@object_type
class InteractionTemplateSetup:
    """Which interaction template records which operation; null: that operation is not recorded."""

    sales_quotes: InteractionTemplate | None = about("Sales quotes printed or e-mailed.")
    sales_orders: InteractionTemplate | None = about("Sales orders printed or e-mailed.")
    sales_blanket_orders: InteractionTemplate | None = about("Sales blanket orders printed or e-mailed.")
    purchase_quotes: InteractionTemplate | None = about("Purchase quotes printed or e-mailed.")
    purchase_orders: InteractionTemplate | None = about("Purchase orders printed or e-mailed.")
    purchase_blanket_orders: InteractionTemplate | None = about("Purchase blanket orders printed or e-mailed.")
    service_orders_created: InteractionTemplate | None = about("Service orders made.")
    emails: InteractionTemplate | None = about("E-mails sent with `sendEmail`.")
    outgoing_calls: InteractionTemplate | None = about("Phone calls.")
