"""Plan the fields of a document: what every new one starts with, its number last."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from domain.change import Change, Reason, Record, Value
from domain.documents.fields import DOCUMENT_FIELDS, PARTY
from domain.documents.lines import Costed, replacing
from domain.documents.sides import DocumentType, Side
from domain.sync.planning import Planning
from domain.sync.writes import Writes

Values: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True)
class Terms:
    """When a document falls due."""

    due_days: int = 0
    end_of_month: bool = False

    def due(self, document_date: date) -> date:
        """Return the day: so many days on, or the end of that month."""
        day = document_date + timedelta(days=self.due_days)
        return day.replace(day=monthrange(day.year, day.month)[1]) if self.end_of_month else day


@dataclass(frozen=True)
class Draft:
    """A document while it is planned."""

    side: Side
    document: Record
    planning: Planning

    def put(self, name: str, value: Value, reason: Reason = Reason.DERIVED, source: Record | None = None) -> None:
        """Plan a field."""
        self.planning.put(self.document, name, value, reason, source)

    def values(self) -> Values:
        """Return the document's values as planned so far."""
        return self.planning.values(self.document)

    def copy(self, party: str, values: Values, source: Record | None) -> None:
        """Plan all that the document keeps of a party."""
        for field in PARTY:
            self.put(f"{party}.{field}", values.get(field), source=source)

    def begin(self, document_type: DocumentType, today: date, terms: Terms) -> None:
        """Plan what every new document starts with."""
        if "type" in self.document.values:
            self.put("type", str(document_type), Reason.ENTERED)
        self.put("status", "OPEN", Reason.DEFAULTED)
        self.put("orderDate", today, Reason.DEFAULTED)
        self.put("documentDate", today, Reason.DEFAULTED)
        self.put("dueDate", terms.due(today))

    def take_totals(self, costed: Costed) -> None:
        """Plan what the lines come to."""
        for name, value in costed.header().items():
            self.put(name, value)

    def numbered(self, number: str, costed: Costed) -> Writes:
        """Return what makes a new document, which is numbered last of all."""
        self.put("number", number)
        document = replace(self.document, number=number)
        changes = [replace(change, record=document) for change in self.changes()]
        return Writes(changes, lines=[replacing(self.side, document, (), costed)])

    def changes(self) -> list[Change]:
        """Return the changes of the document."""
        return [change for change in self.planning.by_record() if change.record.id == self.document.id]


def blank_document(side: Side, key: str) -> Record:
    """Return a document without any value, which is not numbered yet."""
    return Record(side.kind, key, "", 0, dict.fromkeys(DOCUMENT_FIELDS[side.kind]))
