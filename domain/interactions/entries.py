"""Make a new entry. Entry numbers have no gap and follow the order in which entries are committed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from db.tables import Interaction, InteractionTemplateSetup
from db.unit_of_work import UnitOfWork
from domain.calls import Walk
from domain.change import Change, Kind, Reason, Record, Value
from domain.interactions.fields import INTERACTION_FIELDS

_ENTRIES = Interaction.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_SETUP = InteractionTemplateSetup.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time


@dataclass(frozen=True)
class Entry:
    """A new entry, and the changes that make it: add them to what the operation writes."""

    record: Record
    changes: Sequence[Change]

    @property
    def key(self) -> str:
        """Return the key of its row."""
        return self.record.id


async def new_entry(walk: Walk, values: Mapping[str, Value], reason: Reason) -> Entry:
    """Number an entry and plan it; nobody else draws a number until the transaction ends, so this comes last."""
    number = await _next_number(walk.work)
    after = {"attemptFailed": False, "canceled": False, **values, "entryNumber": number, "actor": walk.call.actor}
    record = Record(Kind.INTERACTION, walk.new_id(), str(number), 0, dict.fromkeys(INTERACTION_FIELDS))
    changes = [
        Change(record, name, None, after[name], reason) for name in INTERACTION_FIELDS if after.get(name) is not None
    ]
    return Entry(record, changes)


async def _next_number(work: UnitOfWork) -> int:
    await work.connection.execute(select(_SETUP.c.id).with_for_update())
    return (await work.connection.scalar(select(func.max(_ENTRIES.c.entry_number))) or 0) + 1
