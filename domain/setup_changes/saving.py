"""Save a row of the set-up: lock it, check all that is given, and write it, or refuse with every reason at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, insert, select, update
from uuid_utils import uuid7

from db.unit_of_work import UnitOfWork
from domain.calls import Call, Outcome
from domain.errors import Refusal, Refused, Required
from domain.fields import RecordField
from domain.setup_changes.references import column_value
from domain.warned import Warned


@dataclass(frozen=True, kw_only=True)
class SetupCall(Call):
    """What somebody asks of a row of the set-up: fields by their names in the API, None to clear one."""

    given: Mapping[str, Any]


@dataclass(frozen=True)
class Noun:
    """What rows of a table are: their fields, and the field that they are known by; without it there is one row."""

    table: Table
    fields: Mapping[str, RecordField]
    key: str | None = None


@dataclass
class Draft:
    """A row as it is asked for: how it is stored, None if it is new, the columns that are given, and what is wrong."""

    noun: Noun
    stored: Mapping[str, Any] | None
    columns: dict[str, Any] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def before(self) -> Mapping[str, Any]:
        """Return the row as it is stored, or as a new one begins."""
        return self.stored or {column.name: getattr(column.default, "arg", None) for column in self.noun.table.c}

    @property
    def after(self) -> Mapping[str, Any]:
        """Return the row as it would be."""
        return {**self.before, **self.columns}

    def key(self) -> str | None:
        """Return the row's key; None where it is new, or the table has one row only."""
        return self.stored["id"] if self.stored and self.noun.key else None

    def gives(self, name: str) -> bool:
        """Tell whether the field is given, and right."""
        return self.noun.fields[name].column in self.columns

    def refused(self) -> Outcome:
        """Return the outcome of a draft with refusals."""
        return Outcome(record=self.key(), refusals=tuple(self.refusals))


async def drafted(work: UnitOfWork, noun: Noun, given: Mapping[str, Any]) -> Draft:
    """Lock the row that is meant, and check what is given of it."""
    draft = Draft(noun, await _locked(work, noun, given))
    will_be = {each.name: draft.before[each.column] for each in noun.fields.values()}
    for each in noun.fields.values():
        if each.name not in given:
            if each.required and draft.before[each.column] is None:
                draft.refusals.append(Required(path=("input", *each.path)))
            continue
        try:
            will_be[each.name] = value = each.checked(given[each.name], will_be)
            draft.columns[each.column] = await column_value(work, each, value)
        except Refused as refused:
            will_be[each.name] = None
            draft.refusals += [refusal.at("input", *each.path) for refusal in refused.refusals]
    return draft


async def write(work: UnitOfWork, draft: Draft) -> str | None:
    """Insert or update the row; return its key, None of a table with one row only."""
    table, stored = draft.noun.table, draft.stored
    if stored is None:
        key = str(uuid7())
        await work.connection.execute(insert(table).values(id=key, **draft.columns))
        return key
    changed = {name: value for name, value in draft.columns.items() if stored[name] != value}
    if changed:
        await work.connection.execute(update(table).where(table.c.id == stored["id"]).values(**changed))
    return draft.key()


async def finish(work: UnitOfWork, draft: Draft, *warnings: Warned) -> Outcome:
    """Write the row unless there is a reason against it; the caller commits."""
    if draft.refusals:
        return draft.refused()
    return Outcome(record=await write(work, draft), warnings=warnings)


async def _locked(work: UnitOfWork, noun: Noun, given: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Lock and return the row that is meant; None where there is none, or the key is wrong."""
    query = select(noun.table).with_for_update()
    if noun.key is not None:
        known_by = noun.fields[noun.key]
        try:
            value = known_by.checked(given[noun.key], {})
        except Refused:
            return None
        query = query.where(noun.table.c[known_by.column] == value)
    row = (await work.connection.execute(query)).mappings().first()
    return dict(row) if row else None
