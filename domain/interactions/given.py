"""Check what is given of an interaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from db.tables import metadata
from db.unit_of_work import UnitOfWork
from domain.change import Value
from domain.errors import Refusal, Refused, UnknownCode
from domain.fields import RecordField
from domain.interactions.fields import INTERACTION_FIELDS


async def checked_entry(work: UnitOfWork, given: Mapping[str, Any]) -> tuple[dict[str, Value], list[Refusal]]:
    """Return the given values as they are kept, blanks left out, and a reason for each wrong one."""
    kept: dict[str, Value] = {}
    refusals: list[Refusal] = []
    for name, value in given.items():
        field = INTERACTION_FIELDS[name]
        try:
            checked = None if value is None else field.checked(value, {})
        except Refused as refused:
            refusals += [refusal.at("input", name) for refusal in refused.refusals]
            continue
        refusals += await _unknown(work, field, checked)
        kept |= {} if checked is None else {name: checked}
    return kept, refusals


async def _unknown(work: UnitOfWork, field: RecordField, value: Value) -> Sequence[Refusal]:
    """Refuse a code that nothing has."""
    if field.listed_in is None or value is None:
        return ()
    table = metadata.tables[field.listed_in]
    found = await work.connection.scalar(select(table.c.code).where(table.c.code == value))
    return () if found else [UnknownCode(what=table.name, value=str(value), path=("input", field.name))]
