"""Declare what the taking back of an operation takes."""

import strawberry

from schema.declaring import about, input_type


@input_type
class RevertChangeSetInput:
    """An operation to take back, with all that it caused."""

    id: strawberry.ID = about("The change set.")
