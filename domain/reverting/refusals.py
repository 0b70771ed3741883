"""Say why a reversal may not be done: what an edit, a link or a deletion may not do, it may not either."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select

from db.unit_of_work import UnitOfWork
from domain.calls import Walk
from domain.cards import block_refusals
from domain.change import Kind, Record, Value
from domain.contacts import contact_edit_refusals
from domain.errors import (
    ChangedSince,
    NumberTakenSince,
    Refusal,
)
from domain.linkable import contact_refusals
from domain.references import dangling
from domain.reverting.held import Held
from domain.reverting.planning import Reversal
from domain.reverting.told import Told
from domain.setup import Setup
from domain.stars import Locked
from domain.sync.star import Star
from domain.sync.writes import Link
from domain.tables import TABLES, id_of
from domain.uses import use_refusals


async def reversal_refusals(
    walk: Walk, setup: Setup, told: Sequence[Told], held: Held, made: Reversal, ending: Iterable[Link]
) -> list[Refusal]:
    """Return every reason against taking this back."""
    found = [
        *_touched(told, held, made, ending),
        *[each async for each in _uses(walk.work, made)],
        *[each async for each in _changes(walk, held, made)],
        *_joinings(setup, held, made),
    ]
    return [replace(refusal, path=("input", "id")) for refusal in found]


def _touched(told: Sequence[Told], held: Held, made: Reversal, ending: Iterable[Link]) -> Iterator[Refusal]:
    """Refuse to delete what was changed, linked or given persons since it was made."""
    touched = {record.id: record for record in made.touched}
    gone = {record.id: record for record in made.deleted}
    begun = {(each.id, code) for each in told for code in each.begun}
    begun |= {(each.linked_after, each.id) for each in told if each.linked_after}
    for link in ending:
        contact = link.contact
        if contact.id in gone and (contact.id, link.card.id if link.card else link.relation_code) not in begun:
            touched[contact.id] = contact
    for star in (held.stars[key] for key in gone if key in held.stars):
        persons = [person.hub for person in star.persons if person.hub and person.hub.id not in gone]
        if star.hub and any(made.planning.values(person)["companyId"] == id_of(star.hub) for person in persons):
            touched[star.hub.id] = star.hub
    if touched:
        records = ", ".join(record.number for record in touched.values())
        yield ChangedSince(records=records, ids=tuple(id_of(record) for record in touched.values()))


async def _uses(work: UnitOfWork, made: Reversal) -> AsyncIterator[Refusal]:
    """Refuse to delete cards that others need."""
    for record in made.deleted:
        if record.kind is not Kind.CONTACT:
            for refusal in await use_refusals(work, record):
                yield refusal


async def _changes(walk: Walk, held: Held, made: Reversal) -> AsyncIterator[Refusal]:
    """Refuse values that an edit could not give."""
    for record in (*held.records.values(), *made.restored.values()):
        changed = {name: made.planning.values(record)[name] for name in made.planning.changed(record)}
        if not changed:
            continue
        for refusal in (
            *await _number_taken(walk.work, record, changed),
            *await dangling(walk.work, record.kind, _known(made, changed)),
            *block_refusals(record, held.records.get(held.contact_of.get(record.id, "")), changed),
        ):
            yield refusal
        if record.kind is Kind.CONTACT and record.id in held.stars:
            restored = {key: made.as_planned(blank) for key, blank in made.restored.items()}
            locked = Locked(record, held.stars[record.id], {**held.contacts, **restored})
            for refusal in await contact_edit_refusals(walk, locked, changed):
                yield refusal


async def _number_taken(work: UnitOfWork, record: Record, changed: dict[str, Value]) -> list[Refusal]:
    if "number" not in changed:
        return []
    table = TABLES[record.kind]
    taken = await work.connection.scalar(select(table.c.id).where(table.c.number == changed["number"]))
    return [NumberTakenSince(value=str(changed["number"]))] if taken else []


def _known(made: Reversal, changed: dict[str, Value]) -> dict[str, Value]:
    """Leave out what comes back together with the record that refers to it."""
    back = {id_of(record) for record in made.restored.values()}
    return {name: value for name, value in changed.items() if value not in back}


def _joinings(setup: Setup, held: Held, made: Reversal) -> Iterator[Refusal]:
    """Refuse links that could not be made by hand."""
    parted = {card.id for card in made.parted}
    for hub, card in made.joined:
        as_planned = made.as_planned(hub)
        star = held.stars.get(hub.id, Star(hub))
        cards = tuple(each for each in star.cards if each.id not in parted)
        yield from contact_refusals(setup, card.kind, Locked(as_planned, Star(as_planned, cards), {}), as_planned)
