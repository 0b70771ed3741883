"""Declare how lists of interactions are filtered."""

import strawberry

from schema.declaring import about, input_type
from schema.documents.kinds import DocumentKind
from schema.interactions import Evaluation
from schema.lists import DateTimeFilter, StringFilter


@input_type
class InteractionFilter:
    """Which interactions; all of what is given must hold."""

    and_: list["InteractionFilter"] | None = about("All of these hold.", name="and", default=None)
    or_: list["InteractionFilter"] | None = about("At least one of these holds.", name="or", default=None)
    not_: "InteractionFilter | None" = about("This does not hold.", name="not", default=None)
    contact_id: strawberry.ID | None = about("Those with exactly this contact.", default=None)
    company_id: strawberry.ID | None = about("Those with this company, or with a person of it.", default=None)
    at: DateTimeFilter | None = about("By when it was.", default=None)
    template_code: StringFilter | None = about("By interaction template.", default=None)
    group_code: StringFilter | None = about("By group.", default=None)
    salesperson_code: StringFilter | None = about("By salesperson.", default=None)
    document_kind: DocumentKind | None = about("Those about documents of this kind.", default=None)
    evaluation: Evaluation | None = about("By how they went.", default=None)
    attempt_failed: bool | None = about("Failed attempts only, or none of them.", default=None)
    canceled: bool | None = about("Canceled ones only, or none of them.", default=None)
