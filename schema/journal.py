"""Declare the journal: change sets, field changes, plans."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.cards import Card, Node, RecordKind
from schema.declaring import about, enum_type, object_type
from schema.documents.document import Document

if TYPE_CHECKING:
    from schema.interactions import Interaction

_ChangeSet = Annotated["ChangeSet", strawberry.lazy("schema.journal")]


@enum_type(
    ENTERED="Somebody entered it.",
    SYNCHRONISED="It was copied along a link.",
    INHERITED="A person took it over from its company.",
    DEFAULTED="Nothing was given, so a default was taken.",
    DERIVED="It follows from another field of the record.",
    IMPORTED="It was read from a file.",
    MERGED="Two records became one.",
    REVERTED="An earlier change was taken back.",
    REPAIRED="A difference was mended.",
)
class ChangeReason(StrEnum):
    """Why a field was changed."""

    ENTERED = "ENTERED"
    SYNCHRONISED = "SYNCHRONISED"
    INHERITED = "INHERITED"
    DEFAULTED = "DEFAULTED"
    DERIVED = "DERIVED"
    IMPORTED = "IMPORTED"
    MERGED = "MERGED"
    REVERTED = "REVERTED"
    REPAIRED = "REPAIRED"


@object_type
class FieldChange:
    """One field of one record, before and after."""

    change_set: _ChangeSet | None = about("The operation that caused it; null in a plan.")
    at: datetime = about("When.")
    actor: str = about("By whom.")
    record_kind: RecordKind = about("The kind of record.")
    record_number: str = about("The record's number at the time.")
    record: Card | None = about("The card as it is now; null once it is gone.")
    interaction: Annotated["Interaction", strawberry.lazy("schema.interactions")] | None = about(
        "Of a change of an interaction: the interaction as it is now."
    )
    document: Document | None = about("Of a change of a document: the document as it is now; null once it is gone.")
    field: str = about("The field as this API names it, e.g. 'phone' or 'address.city'.")
    before: str | None = about("The value before, as text.")
    after: str | None = about("The value after, as text.")
    reason: ChangeReason = about("Why.")
    source_kind: RecordKind | None = about("For synchronised and inherited changes: the kind of record it came from.")
    source_number: str | None = about("For synchronised and inherited changes: the number of the record it came from.")


@object_type
class ChangeSet(Node):
    """One business operation and every field change it caused, in whatever record."""

    at: datetime = about("When.")
    actor: str = about("By whom.")
    operation: str = about("The operation, named like its mutation.")
    changes: list[FieldChange] = about("Every field change, in the order they followed from each other.")
    reverts: _ChangeSet | None = about("The change set that this one takes back.")
    reverted_by: _ChangeSet | None = about("The change set that took this one back.")


@object_type
class Plan:
    """What a mutation would do, before it does it."""

    token: str = about("Send it as `planToken` with the same input: exactly this is done, or it is refused.")
    changes: list[FieldChange] = about("Every field change that would follow.")


@object_type
class Provenance:
    """Why a field holds its value."""

    field: str = about("The field as this API names it.")
    value: str | None = about("What the journal told last, as text.")
    chain: list[FieldChange] = about(
        "The change that gave the value, then the one of the record where it came from, back to the first entry; 50 at "
        "most."
    )
