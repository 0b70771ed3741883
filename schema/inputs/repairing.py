"""Declare what the mending of differences takes."""

import strawberry

from domain.sync.linking import Master
from schema.cards import LinkKind
from schema.declaring import about, input_type


@input_type
class RepairDifferencesInput:
    """Linked records to make equal again."""

    kind: LinkKind | None = about("Only along links of this kind.", default=None)
    master: Master = about("Whose values count. A privacy block counts on whichever side it is.")
    link_ids: list[strawberry.ID] | None = about("Only these links.", default=None)
