"""Check the lines that are given for a document, and take from the items what is not given.

Source: product.md §4.2, reference-documents.md §3.2, §3.3.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from db.tables import Item
from db.unit_of_work import UnitOfWork
from domain.change import Value
from domain.documents.calls import GivenLine
from domain.documents.lines import COMMENT, Line
from domain.documents.sides import Side
from domain.documents.units import with_vat
from domain.errors import InvalidValue, ItemBlocked, Refusal, Refused, Required, UnknownCode
from domain.fields import RecordField
from domain.setup_changes.fields import amount_field, by_name, code_field, text_field
from domain.values.decimals import amount
from domain.warned import Warned, WarningCode

MOST_LINES = 250
_ITEMS = Item.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_FIELDS = by_name(
    code_field("itemNumber", 20),
    text_field("description", 100),
    RecordField("quantity", "quantity", lambda value, _line: amount(value)),
    code_field("unitOfMeasure", 10),
    amount_field("unitPrice"),
    amount_field("discountPercent", 100),
    amount_field("vatPercent", 100),
)


@dataclass(frozen=True)
class Pricing:
    """What a line's price depends on beside the item: the side, the document's currency and ours, and VAT."""

    side: Side
    currency: str
    own_currency: str
    prices_include_vat: bool

    @classmethod
    def of(cls, side: Side, header: Mapping[str, Value], own_currency: str) -> "Pricing":
        """Return what prices depend on in a document with this header."""
        return cls(side, str(header["currencyCode"]), own_currency, bool(header["pricesIncludeVat"]))


@dataclass
class Checked:
    """The lines as they are kept, without those that are wrong; every reason; and what to know."""

    lines: list[Line] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    converted: set[str] = field(default_factory=set)

    def warnings(self, pricing: Pricing) -> list[Warned]:
        """Warn of items whose prices are in our own currency and were taken as they are."""
        return [_other_currency(sorted(self.converted), pricing)] if self.converted else []


async def checked_lines(work: UnitOfWork, pricing: Pricing, given: Sequence[GivenLine]) -> Checked:
    """Check each line by itself; paths count lines from 0."""
    checked = Checked()
    if len(given) > MOST_LINES:
        checked.refusals.append(_too_many())
        return checked
    kept = [_kept(line) for line in given]
    items = await _items(work, [values.get("itemNumber") for values, _ in kept])
    for at, (line, (values, wrong)) in enumerate(zip(given, kept, strict=True)):
        reasons = [*wrong, *_reasons(line, values, items, wrong)]
        checked.refusals += [reason.at("input", "lines", str(at)) for reason in reasons]
        if not reasons:
            checked.lines.append(_line(line, values, items, pricing, checked))
    return checked


def _kept(line: GivenLine) -> tuple[dict[str, Value], list[Refusal]]:
    kept: dict[str, Value] = {}
    refusals: list[Refusal] = []
    for name, definition in _FIELDS.items():
        try:
            value = definition.checked(line[name], {}) if line.get(name) is not None else None
        except Refused as refused:
            refusals += [refusal.at(name) for refusal in refused.refusals]
        else:
            kept |= {name: value} if value is not None else {}
    return kept, refusals


async def _items(work: UnitOfWork, numbers: Sequence[Value]) -> dict[str, Mapping[str, Any]]:
    wanted = {number for number in numbers if number is not None}
    if not wanted:
        return {}
    rows = (await work.connection.execute(select(_ITEMS).where(_ITEMS.c.number.in_(wanted)))).mappings()
    return {row["number"]: dict(row) for row in rows}


def _reasons(
    line: GivenLine, values: Mapping[str, Value], items: Mapping[str, Any], wrong: Sequence[Refusal]
) -> Iterator[Refusal]:
    """Yield what the line lacks, and what it has too much; what is wrong by itself is not missing."""
    refused = {reason.path[0] for reason in wrong}
    required = [name for name in _required(str(line["type"])) if name not in values and name not in refused]
    yield from (Required(path=(name,)) for name in required)
    if line["type"] == COMMENT:
        yield from (_of_comment(name) for name in _FIELDS if name != "description" and line.get(name) is not None)
    elif line["type"] == "ITEM" and "itemNumber" in values:
        number = str(values["itemNumber"])
        if number not in items:
            yield UnknownCode(what="item", value=number, path=("itemNumber",))
        elif items[number]["blocked"]:
            yield ItemBlocked(item=number, path=("itemNumber",))


def _required(line_type: str) -> tuple[str, ...]:
    """Return what must be given: nothing supplies a resource or an account with a description or a price."""
    if line_type == COMMENT:
        return ("description",)
    return ("itemNumber", "quantity") if line_type == "ITEM" else ("description", "quantity", "unitPrice")


def _line(
    line: GivenLine,
    values: Mapping[str, Any],
    items: Mapping[str, Mapping[str, Any]],
    pricing: Pricing,
    checked: Checked,
) -> Line:
    item = items.get(str(values.get("itemNumber")), {}) if line["type"] == "ITEM" else {}
    description = values.get("description") or item.get("description")
    if line["type"] == COMMENT:
        return Line(type=COMMENT, description=str(description))
    vat = values.get("vatPercent", item.get("vat_percent", Decimal(0)))
    if "unitPrice" not in values and pricing.currency != pricing.own_currency:
        checked.converted.add(str(values["itemNumber"]))
    return Line(
        type=line["type"],
        description=str(description),
        item_number=values.get("itemNumber"),
        quantity=values["quantity"],
        unit_of_measure=values.get("unitOfMeasure") or item.get("unit_of_measure"),
        unit_price=values["unitPrice"] if "unitPrice" in values else _price(line, item, vat, pricing),
        discount_percent=values.get("discountPercent"),
        vat_percent=vat,
        reverse_charge=bool(line.get("reverseCharge")),
        allow_invoice_discount=line.get("allowInvoiceDiscount") is not False,
        blanket_position=line.get("blanketPosition"),
    )


def _price(line: GivenLine, item: Mapping[str, Any], vat: Decimal, pricing: Pricing) -> Decimal:
    """Return an item's price, which is kept without VAT; under reverse charge there is none."""
    price: Decimal = item[pricing.side.price]
    return with_vat(price, vat) if pricing.prices_include_vat and not line.get("reverseCharge") else price


def _of_comment(name: str) -> Refusal:
    return InvalidValue(
        path=(name,),
        reason="A comment has a description only. Leave this out, or choose another type of line.",
        raison="Un commentaire n'a qu'une description. Omettez cette valeur, ou choisissez un autre type de ligne.",
    )


def _too_many() -> Refusal:
    return InvalidValue(
        path=("input", "lines"),
        reason=f"A document has at most {MOST_LINES} lines.",
        raison=f"Un document a au plus {MOST_LINES} lignes.",
    )


def _other_currency(items: list[str], pricing: Pricing) -> Warned:
    shown = ", ".join(items[:5])
    return Warned(
        code=WarningCode.PRICE_IN_OTHER_CURRENCY,
        path=("input", "lines"),
        english=f"Prices of items are kept in {pricing.own_currency} and were taken as {pricing.currency}: {shown}. "
        "Check them, or give unitPrice.",
        french=f"Les prix des articles sont tenus en {pricing.own_currency} et ont été repris en {pricing.currency} : "
        f"{shown}. Vérifiez-les, ou donnez unitPrice.",
    )
