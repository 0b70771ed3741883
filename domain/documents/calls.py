"""Say what is asked of documents: to make one, to change one, to make an order of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from domain.calls import Call
from domain.change import Kind

GivenLine: TypeAlias = Mapping[str, Any]
"""A line by the names of the API; what is absent or None is taken from the item."""


@dataclass(frozen=True, kw_only=True)
class NewDocument(Call):
    """A document for a contact: fields by their name in the API, what is absent or None follows from whom it is for."""

    kind: Kind
    contact_id: str
    type: str = "ORDER"
    given: Mapping[str, Any] = field(default_factory=dict)
    template_code: str | None = None
    lines: Sequence[GivenLine] = ()


@dataclass(frozen=True, kw_only=True)
class DocumentCall(Call):
    """A document that shall be released, reopened or deleted."""

    id: str
    expected_version: int | None = None


@dataclass(frozen=True, kw_only=True)
class LineEdit(DocumentCall):
    """All lines that a document shall have; `discount` holds what is given of the invoice discount, None to end it."""

    lines: Sequence[GivenLine]
    discount: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ContactEdit(DocumentCall):
    """A document that shall be for another contact."""

    contact_id: str


@dataclass(frozen=True, kw_only=True)
class Ordering(DocumentCall):
    """A quote or blanket order of which an order shall be made.

    `templates` make the customer or vendor where there is none yet; `lines` are positions of a blanket order with
    quantities, None for all that is left.
    """

    templates: Mapping[Kind, str | None] = field(default_factory=dict)
    lines: Sequence[tuple[int, Decimal]] | None = None
