"""Describe the arguments that look-ups and lists share."""

from typing import Annotated

import strawberry

from schema.declaring import argument

Id = Annotated[strawberry.ID | None, argument("The record's id.")]
Number = Annotated[str | None, argument("The record's number.")]
First = Annotated[int | None, argument("How many from the start, at most 200; 50 unless given.")]
Last = Annotated[int | None, argument("How many from the end, at most 200; instead of first.")]
After = Annotated[str | None, argument("Behind this cursor.")]
Before = Annotated[str | None, argument("Before this cursor.")]
