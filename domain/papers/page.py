"""Say what the pages of a document say: words, names and written numbers, in the order in which they are read.

Nothing here is layout, and nothing of it is ever read as instructions: the template takes all of it as text.
Source: product.md §4.5, reference-documents.md §13.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

from domain.documents.lines import Line
from domain.documents.sides import DocumentType, Side
from domain.documents.totals import VatGroup
from domain.papers.addresses import address_lines
from domain.papers.formats import Habits, clean, habits, paper_size
from domain.papers.words import Words, title, words

Page: TypeAlias = dict[str, Any]
"""What the template takes: texts, and lists of texts, by name."""
_DAYS = ("orderDate", "validUntil", "requestedDeliveryDate", "expectedReceiptDate", "dueDate")
_TEXTS = ("yourReference", "externalReference", "vendorReference", "description")
_NUMBER = {
    "sales_document": "customer_number",
    "purchase_document": "vendor_number",
    "service_order": "customer_number",
}
_LABELS = {
    "orderDate": "order_date",
    "validUntil": "valid_until",
    "requestedDeliveryDate": "requested_delivery_date",
    "expectedReceiptDate": "expected_receipt_date",
    "dueDate": "due_date",
    "yourReference": "your_reference",
    "externalReference": "external_reference",
    "vendorReference": "vendor_reference",
    "description": "description",
}


@dataclass(frozen=True, kw_only=True)
class Contents:
    """A document as it is stored, with what is printed beside it: our own firm, terms, who answers for it."""

    side: Side
    type: DocumentType
    number: str
    values: Mapping[str, Any]
    lines: Sequence[Line]
    vat: Sequence[VatGroup]
    firm: Mapping[str, Any]
    terms: str | None = None
    person: str | None = None

    @property
    def language_code(self) -> str:
        """Return the party's language."""
        return str(self.values["languageCode"])

    @property
    def country(self) -> str | None:
        """Return the party's country; ours where it has none."""
        country: str | None = self.values[f"{self.side.party}.address.countryCode"] or self.firm["address.countryCode"]
        return country

    @cached_property
    def habits(self) -> Habits:
        """Return how the party expects things to be written."""
        return habits(self.language_code, self.country)

    @property
    def name(self) -> str:
        """Return what the document is called: 'Quote SQ00001'."""
        return f"{title(self.side.table, self.type, self.habits.language)} {self.number}"


def page_of(contents: Contents) -> Page:
    """Return all that a document's pages say."""
    said = words(contents.habits.language)
    page = {
        "title": contents.name,
        "language": contents.habits.language,
        "region": _region(contents.habits.locale.territory),
        "made": contents.values["documentDate"].isoformat(),
        "paper": paper_size(contents.country),
        "firm": _firm(contents, said),
        "party": _party(contents, contents.side.party),
        "others": list(_others(contents, said)),
        "facts": list(_facts(contents, said)),
        "columns": _columns(contents, said),
        "lines": [_line(contents, line) for line in contents.lines],
        "no_lines": said["no_lines"],
        "vat": _vat(contents, said),
        "totals": _totals(contents, said),
        "notes": list(_notes(contents, said)),
        "page_word": said["page"],
        "of_word": said["of"],
    }
    return {name: _cleaned(value) for name, value in page.items()}


def _region(territory: str | None) -> str:
    """Return a country's two letters; none for a part of the world such as 150, Europe."""
    return territory if territory and territory.isalpha() else ""


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _cleaned(inner) for name, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list) else clean(value)


def _firm(contents: Contents, said: Words) -> dict[str, Any]:
    firm, colon = contents.firm, said["colon"]
    ways = (
        f"{said['phone']}{colon}{firm['phone']}" if firm["phone"] else "",
        firm["email"] or "",
        firm["homePage"] or "",
        f"{said['vat_number']}{colon}{firm['vatNumber']}" if firm["vatNumber"] else "",
    )
    home = str(contents.country)
    return {
        "name": firm["name"],
        "address": address_lines(firm, "", contents.habits, home),
        "ways": [way for way in ways if way],
    }


def _party(contents: Contents, party: str) -> list[str]:
    values = contents.values
    named = [values[f"{party}.{name}"] for name in ("name", "name2", "contactName")]
    lines = [name for at, name in enumerate(named) if name and name not in named[:at]]
    home = contents.firm["address.countryCode"]
    return [*lines, *address_lines(values, f"{party}.", contents.habits, home)]


def _others(contents: Contents, said: Words) -> Iterator[list[Any]]:
    """Yield who is billed and where the goods go, as far as it is not the party."""
    party = _party(contents, contents.side.party)
    billing = "pay_to" if contents.side.ships_to_us else "bill_to"
    for heading, other in ((billing, contents.side.billing), ("ship_to", "shipTo")):
        lines = _party(contents, other)
        if lines and lines != party:
            yield [said[heading], lines]


def _facts(contents: Contents, said: Words) -> Iterator[list[str]]:
    values, side = contents.values, contents.side
    yield [said["number"], contents.number]
    yield [said["date"], contents.habits.day(values["documentDate"])]
    for name in _DAYS:
        if isinstance(values.get(name), date) and (name != "orderDate" or values[name] != values["documentDate"]):
            yield [said[_LABELS[name]], contents.habits.day(values[name])]
    for name in _TEXTS:
        if values.get(name):
            yield [said[_LABELS[name]], str(values[name])]
    for label, text in (
        (_NUMBER[side.table], values[f"{side.party}.number"]),
        ("your_vat_number", values[f"{side.party}.vatNumber"]),
        ("salesperson", contents.person),
        ("payment_terms", contents.terms),
        ("currency", values["currencyCode"]),
    ):
        if text:
            yield [said[label], str(text)]


def _columns(contents: Contents, said: Words) -> list[str]:
    with_vat = "_with_vat" if contents.values["pricesIncludeVat"] else ""
    names = (
        "item",
        "text",
        "quantity",
        "unit",
        f"unit_price{with_vat}",
        "discount",
        "vat_percent",
        f"amount{with_vat}",
    )
    return [said[name] for name in names]


def _line(contents: Contents, line: Line) -> list[str]:
    """Return the cells of a line; a comment has only one."""
    if not line.costs:
        return [line.description]
    written, currency = contents.habits, str(contents.values["currencyCode"])
    amount = line.amount_including_vat if contents.values["pricesIncludeVat"] else line.amount
    return [
        line.item_number or "",
        line.description,
        written.number(line.quantity or Decimal(0)),
        line.unit_of_measure or "",
        written.price(line.unit_price or Decimal(0), currency),
        written.number(line.discount_percent) if line.discount_percent else "",
        written.number(line.vat_percent or Decimal(0)),
        written.money(amount, currency),
    ]


def _vat(contents: Contents, said: Words) -> dict[str, Any]:
    written, currency = contents.habits, str(contents.values["currencyCode"])

    def row(group: VatGroup) -> list[str]:
        rate = written.number(group.vat_percent)
        return [
            f"{rate} ({said['reverse_charge']})" if group.reverse_charge else rate,
            written.money(group.base, currency),
            written.money(group.vat_amount, currency),
            written.money(group.base + group.vat_amount, currency),
        ]

    heads = ("vat_percent", "base", "vat_amount", "amount_with_vat")
    return {"columns": [said[head] for head in heads], "rows": [row(group) for group in contents.vat]}


def _totals(contents: Contents, said: Words) -> list[list[str]]:
    values, currency = contents.values, str(contents.values["currencyCode"])
    rows = (("total_without_vat", "amount"), ("vat", "vatAmount"), ("total", "amountIncludingVat"))
    last = len(rows) - 1
    return [
        [
            f"{said[label]} ({currency})" if at == last else said[label],
            contents.habits.money(values[f"totals.{name}"], currency),
        ]
        for at, (label, name) in enumerate(rows)
    ]


def _notes(contents: Contents, said: Words) -> Iterator[str]:
    discount, currency = contents.values["totals.invoiceDiscountAmount"], str(contents.values["currencyCode"])
    if discount:
        yield said["invoice_discount_note"].format(f"{contents.habits.money(discount, currency)} {currency}")
    if any(group.reverse_charge for group in contents.vat):
        yield said["reverse_charge_note"]
