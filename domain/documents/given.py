"""Check what is given for the header of a document. Source: product.md §1.5, §4, reference-documents.md §2.1."""

from collections.abc import Mapping
from typing import Any

from pydantic.alias_generators import to_snake

from domain.change import Value
from domain.documents.sides import Side
from domain.documents.totals import Discount
from domain.errors import InvalidValue, Refusal, Refused
from domain.fields import RecordField
from domain.setup_changes.fields import amount_field, by_name, flag_field, text_field
from domain.values.currencies import currency_code

PERCENT, AMOUNT = "invoiceDiscountPercent", "invoiceDiscountAmount"


def _day(name: str) -> RecordField:
    return RecordField(name, to_snake(name), lambda value, _document: value)


_FIELDS = by_name(
    RecordField("currencyCode", "currency_code", lambda value, _document: currency_code(value)),
    flag_field("pricesIncludeVat"),
    text_field("yourReference", 35),
    text_field("externalReference", 35),
    text_field("vendorReference", 35),
    text_field("description", 100),
    _day("requestedDeliveryDate"),
    _day("expectedReceiptDate"),
    _day("validUntil"),
    amount_field(PERCENT, 100),
    amount_field(AMOUNT),
)


def checked_header(side: Side, given: Mapping[str, Any], *, quote: bool) -> tuple[dict[str, Value], list[Refusal]]:
    """Return the given values as they are kept, blanks left out, and a reason for each wrong one."""
    kept: dict[str, Value] = {}
    refusals: list[Refusal] = []
    for name in side.given:
        try:
            value = _FIELDS[name].checked(given[name], {}) if given.get(name) is not None else None
        except Refused as refused:
            refusals += [refusal.at("input", name) for refusal in refused.refusals]
        else:
            kept |= {name: value} if value is not None else {}
    unlimited = [_of_quotes()] if "validUntil" in kept and not quote else []
    return kept, [*refusals, *unlimited, *_two_discounts(kept)]


def checked_discount(given: Mapping[str, Any]) -> tuple[dict[str, Value], list[Refusal]]:
    """Return both fields of the invoice discount as they shall be, nothing if nothing is given of them."""
    kept: dict[str, Value] = {}
    refusals: list[Refusal] = []
    for name in (PERCENT, AMOUNT):
        try:
            kept[name] = _FIELDS[name].checked(given[name], {}) if given.get(name) is not None else None
        except Refused as refused:
            refusals += [refusal.at("input", name) for refusal in refused.refusals]
    return (kept if given else {}), [*refusals, *_two_discounts(kept)]


def discount_of(values: Mapping[str, Value]) -> Discount:
    """Return the invoice discount that a header names."""
    percent, amount = values[PERCENT], values[AMOUNT]
    return Discount(percent=percent, amount=amount)  # type: ignore[arg-type] # both are checked amounts


def _of_quotes() -> Refusal:
    return InvalidValue(
        path=("input", "validUntil"),
        reason="Only a quote is valid until a day. Leave this out.",
        raison="Seul un devis est valable jusqu'à une date. Omettez cette valeur.",
    )


def _two_discounts(kept: Mapping[str, Value]) -> list[Refusal]:
    if kept.get(PERCENT) is None or kept.get(AMOUNT) is None:
        return []
    return [
        InvalidValue(
            path=("input", AMOUNT),
            reason="An invoice discount is a percentage or an amount. Leave one of them out.",
            raison="Une remise de facture est un pourcentage ou un montant. Omettez l'un des deux.",
        )
    ]
