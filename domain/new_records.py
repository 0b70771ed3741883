"""Say what a new record is made from, and make it: still blank, with its key and its number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain import numbering
from domain.calls import Call, Walk
from domain.change import Kind, Record, Value
from domain.errors import Path, Refusal, Refused, Required
from domain.fields import FIELDS
from domain.setup import Setup
from domain.warned import Warned, WarningCode


@dataclass(frozen=True, kw_only=True)
class Creation(Call):
    """A new record that somebody asks for: fields by their name in the API, None to leave one empty.

    With `contact_id` a card is made from that contact.
    """

    kind: Kind
    given: Mapping[str, Any]
    template_code: str | None = None
    contact_id: str | None = None


def blank_values(kind: Kind) -> dict[str, Value]:
    """Return a record's fields, all of them empty."""
    return dict.fromkeys(FIELDS[kind])


def name_refusals(values: Mapping[str, Value], wrong: list[Refusal]) -> list[Refusal]:
    """Refuse a record without a name, unless the name that was given is wrong anyway."""
    refused = {refusal.path for refusal in wrong}
    if values.get("name") is not None or ("input", "name") in refused:
        return []
    return [Required(path=("input", "name"))]


async def number_of(walk: Walk, kind: Kind, series: str | None, given: Mapping[str, Value]) -> str:
    """Return the number that was given, or draw one. Refusals were looked for before."""
    typed = given.get("number")
    return str(typed) if typed is not None else await drawn_number(walk, kind, str(series))


async def drawn_number(walk: Walk, kind: Kind, series: str, path: Path = ("input", "number")) -> str:
    """Draw a number; the path says what in the input it is for."""
    number, warnings = await numbering.draw(walk.work, kind, series, datetime.now(UTC).date(), path)
    walk.warnings += warnings
    return number


def country_refusals(kind: Kind, values: Mapping[str, Value], given: Mapping[str, Value]) -> list[Refusal]:
    """Refuse a given VAT number that breaks the rules of a country that was filled in afterwards."""
    number, field = given.get("vatNumber"), FIELDS[kind].get("vatNumber")
    if number is None or field is None or values["address.countryCode"] == given.get("address.countryCode"):
        return []
    try:
        field.checked(number, values)
    except Refused as refused:
        return [refusal.at("input", *field.path) for refusal in refused.refusals]
    return []


def blank(walk: Walk, kind: Kind, number: str) -> Record:
    """Return a new record without any value, at version 0."""
    return Record(kind, walk.new_id(), number, 0, blank_values(kind))


async def new_contact_number(walk: Walk, setup: Setup) -> str | None:
    """Draw the number of a contact that comes into being by itself; None, with a warning, where none can be drawn."""
    series = setup.series[Kind.CONTACT]
    if series is not None and await numbering.draws(walk.work, series):
        return await drawn_number(walk, Kind.CONTACT, series, ())
    walk.warnings.append(_NO_SERIES)
    return None


_NO_SERIES = Warned(
    code=WarningCode.CONTACT_SERIES_NOT_CONFIGURED,
    english="No contact was made: the marketing set-up has no number series that contacts are drawn from. "
    "Set contactNumbersCode with updateMarketingSetup.",
    french="Aucun contact n'a été créé : les paramètres marketing n'ont pas de souche dont tirer leurs numéros. "
    "Définissez contactNumbersCode avec updateMarketingSetup.",
)
