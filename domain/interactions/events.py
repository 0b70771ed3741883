"""Say what happened that may have to be recorded: what was done, with which document, or with which contact."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.change import Record, Value
from domain.documents.sides import SIDES, Side
from domain.interactions.operations import SETUP_ROWS, Act
from domain.tables import id_of

_DOCUMENT_IDS = {"SALES_DOCUMENT": "salesDocumentId", "PURCHASE_DOCUMENT": "purchaseDocumentId"}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that was done with a document or with a contact: give one of the two.

    `given` are values of the entry by their name in the API, checked before; what is absent comes from the template.
    """

    act: Act
    document: Record | None = None
    contact: Record | None = None
    given: Mapping[str, Value] = field(default_factory=dict)

    @property
    def row(self) -> str | None:
        """Return the row of the set-up that decides about it; None where it is never recorded."""
        return SETUP_ROWS.get((self.act, document_kind(self.document) if self.document else None))

    def of_document(self) -> Mapping[str, Value]:
        """Return what the entry keeps of the document."""
        document = self.document
        if document is None:
            return {}
        name = _DOCUMENT_IDS.get(str(document.kind), "serviceOrderId")
        return {
            "documentKind": document_kind(document),
            "documentNumber": document.number,
            name: id_of(document),
        }

    def description(self, template: str) -> str:
        """Return what the entry says: the template's words, and the number of the document."""
        return template if self.document is None else f"{template} {self.document.number}"

    def person(self) -> Value:
        """Return the salesperson or purchaser of the document."""
        return self.document.values[side_of(self.document).person] if self.document else None


def side_of(document: Record) -> Side:
    """Return the side of a document."""
    return SIDES[document.kind]


def document_kind(document: Record) -> str:
    """Return the kind of a document as the API names it."""
    kind = str(document.kind)
    return kind.replace("DOCUMENT", str(document.values["type"])) if "type" in document.values else kind
