"""Change what may be changed of an interaction: cancel it, evaluate it. Source: reference-documents.md §17, §19."""

from sqlalchemy import select

from db.unit_of_work import UnitOfWork
from domain.calls import Outcome, begin, finish
from domain.change import Change, Kind, Reason, Record
from domain.conflicts import changed_since
from domain.errors import NotFound, Refused, refuse
from domain.ids import key_of
from domain.interactions.calls import EntryEdit
from domain.sync.writes import Writes
from domain.tables import TABLES, record_of

_ENTRIES = TABLES[Kind.INTERACTION]


async def change_entry(work: UnitOfWork, call: EntryEdit) -> Outcome:
    """Change fields of an entry, whose values the schema has checked; the caller commits.

    A refusal is an outcome, not an exception. An entry of a privacy-blocked contact can be changed as well.
    """
    try:
        entry = await _locked(work, call.id)
        refuse(*await changed_since(work, entry, call.expected_version, lambda name: name in call.given))
    except Refused as refused:
        return Outcome(refusals=refused.refusals)
    changes = [
        Change(entry, name, entry.values[name], value, Reason.ENTERED)
        for name, value in call.given.items()
        if value != entry.values[name]
    ]
    return await finish(await begin(work, call), Writes(changes), [entry], Outcome(interaction=entry.id))


async def _locked(work: UnitOfWork, entry_id: str) -> Record:
    """Lock an entry and return it.

    Raises:
        Refused: NotFound.
    """
    key = key_of("Interaction", entry_id)
    query = select(_ENTRIES).where(_ENTRIES.c.id == key).with_for_update()
    row = (await work.connection.execute(query)).mappings().first() if key else None
    if row is None:
        raise Refused([NotFound(what="Interaction", path=("input", "id"))])
    return record_of(Kind.INTERACTION, row)
