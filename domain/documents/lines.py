"""Say what a line of a document is, how it is stored and journalled, and what lines come to."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from pydantic.alias_generators import to_camel

from domain.change import Record, as_text
from domain.documents.fields import TOTALS
from domain.documents.sides import Side
from domain.documents.totals import Discount, Priced, Totals, totals
from domain.sync.writes import Lines

COMMENT = "COMMENT"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line, by the names of its columns. A comment has a description only."""

    type: str
    description: str
    item_number: str | None = None
    quantity: Decimal | None = None
    unit_of_measure: str | None = None
    unit_price: Decimal | None = None
    discount_percent: Decimal | None = None
    vat_percent: Decimal | None = None
    reverse_charge: bool = False
    allow_invoice_discount: bool = True
    blanket_position: int | None = None
    amount: Decimal = Decimal(0)
    amount_including_vat: Decimal = Decimal(0)

    @property
    def costs(self) -> bool:
        """Tell whether the line has amounts."""
        return self.type != COMMENT

    def priced(self) -> Priced:
        """Return what totals are made of."""
        return Priced(
            quantity=self.quantity or Decimal(0),
            unit_price=self.unit_price or Decimal(0),
            discount_percent=self.discount_percent or Decimal(0),
            vat_percent=self.vat_percent or Decimal(0),
            reverse_charge=self.reverse_charge,
            allow_invoice_discount=self.allow_invoice_discount,
        )

    def text(self) -> str:
        """Return how the journal keeps the line: JSON by the names of the API, without what it does not have."""
        told = {to_camel(name): _plain(value) for name, value in self.row().items() if value is not None}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    def row(self) -> dict[str, Any]:
        """Return the line's columns."""
        return {column.name: getattr(self, column.name) for column in fields(self)}


def _plain(value: Any) -> Any:
    return as_text(value) if isinstance(value, Decimal) else value


def line_of(row: Mapping[Any, Any]) -> Line:
    """Return a stored row as a line."""
    return Line(**{column.name: row[column.name] for column in fields(Line)})


@dataclass(frozen=True)
class Costed:
    """Lines with what they come to."""

    lines: tuple[Line, ...]
    totals: Totals

    def header(self) -> dict[str, Decimal]:
        """Return the totals by the header's fields."""
        return {name: getattr(self.totals, column) for name, column in TOTALS.items()}


def costed(lines: Sequence[Line], *, currency: str, prices_include_vat: bool, discount: Discount) -> Costed:
    """Work out what lines come to."""
    costing = [line for line in lines if line.costs]
    found = totals(
        [line.priced() for line in costing], currency=currency, prices_include_vat=prices_include_vat, discount=discount
    )
    amounts = iter(found.lines)
    return Costed(tuple(replace(line, **vars(next(amounts))) if line.costs else line for line in lines), found)


def replacing(side: Side, document: Record, before: Iterable[Line], after: Costed | None) -> Lines:
    """Return what replaces a document's lines; without anything after, they go."""
    lines = after.lines if after else ()
    groups = after.totals.vat if after else ()
    rows = {
        f"{side.table}_line": [{"position": at, **line.row()} for at, line in enumerate(lines, 1)],
        f"{side.table}_vat": [{"position": at, **vars(group)} for at, group in enumerate(groups, 1)],
    }
    return Lines(document, told(before), told(lines), rows)


def told(lines: Iterable[Line]) -> dict[str, str]:
    """Return lines as the journal tells them, by field."""
    return {f"lines.{at}": line.text() for at, line in enumerate(lines, 1)}
