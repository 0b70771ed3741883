"""Say of every field of an interaction where it is stored, and how what callers give of it is checked.

Source: reference-documents.md §17.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic.alias_generators import to_snake

from domain.change import Value
from domain.fields import RecordField
from domain.setup_changes.fields import amount_field, by_name, flag_field, text_field
from domain.values.refusing import refused
from domain.values.texts import code

_FIRST = datetime(1753, 1, 1, tzinfo=UTC)


def _kept(name: str, refers_to: str | None = None) -> RecordField:
    return RecordField(name, to_snake(name), lambda value, _entry: value, refers_to=refers_to)


def _moment(value: Any, _entry: Mapping[str, Value]) -> Value:
    """Return a moment in UTC.

    Raises:
        Refused: it is before 1753, as no system of accounts goes back further.
    """
    if value < _FIRST:
        raise refused("Enter a time from the year 1753 on.", "Saisissez une date à partir de l'année 1753.")
    return value.astimezone(UTC)  # type: ignore[no-any-return] # a datetime


INTERACTION_FIELDS: Mapping[str, RecordField] = by_name(
    _kept("entryNumber"),
    RecordField("at", "at", _moment),
    _kept("contactId", "Contact"),
    _kept("companyContactId", "Contact"),
    _kept("contactNumber"),
    _kept("contactName"),
    text_field("description", 100),
    _kept("subject"),
    _kept("templateCode"),
    _kept("groupCode"),
    _kept("informationFlow"),
    _kept("initiatedBy"),
    _kept("correspondenceType"),
    _kept("evaluation"),
    amount_field("cost"),
    amount_field("durationMinutes"),
    RecordField("salespersonCode", "salesperson_code", lambda value, _entry: code(value, 20), listed_in="salesperson"),
    _kept("actor"),
    _kept("contactVia"),
    _kept("documentKind"),
    _kept("documentNumber"),
    _kept("salesDocumentId", "SalesDocument"),
    _kept("purchaseDocumentId", "PurchaseDocument"),
    _kept("serviceOrderId", "ServiceOrder"),
    _kept("pdfHash"),
    flag_field("attemptFailed"),
    flag_field("canceled"),
)
