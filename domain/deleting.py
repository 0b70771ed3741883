"""Delete contacts and cards: links go with either, what is at their other ends stays as it is.

Source: product.md §3.6, reference-contacts.md §11.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from db.unit_of_work import UnitOfWork
from domain.calls import Call, Outcome, Walk, begin, finish
from domain.change import Kind, Reason, Record
from domain.conflicts import changed_since
from domain.errors import CompanyHasPersons, NotFound, Refusal, Refused, refuse
from domain.ids import key_of
from domain.stars import Locked, Reach, lock_star
from domain.stored_links import link_of, links_of
from domain.sync.planning import Planning
from domain.sync.star import Star, Surroundings
from domain.sync.writes import Writes
from domain.tables import TYPE_NAMES, id_of
from domain.uses import SHOWN, use_refusals


class Persons(StrEnum):
    """What becomes of a deleted company's persons."""

    DELETE = "DELETE"
    DETACH = "DETACH"


@dataclass(frozen=True, kw_only=True)
class Deletion(Call):
    """A record that shall go; `persons` says what becomes of a company's."""

    kind: Kind
    id: str
    expected_version: int | None = None
    persons: Persons | None = None


async def delete_record(work: UnitOfWork, call: Deletion) -> Outcome:
    """Delete a contact or a card; the caller commits.

    A refusal is an outcome, not an exception. With `dry_run` nothing is written and the outcome holds the plan.
    """
    key = key_of(TYPE_NAMES[call.kind], call.id)
    if key is None:
        return Outcome(refusals=(NotFound(what=TYPE_NAMES[call.kind], path=("input", "id")),))
    delete = _delete_contact if call.kind is Kind.CONTACT else _delete_card
    try:
        reach = Reach(persons=True, named=True, leaving=True) if call.kind is Kind.CONTACT else Reach()
        return await delete(await begin(work, call), call, await lock_star(work, call.kind, key, reach))
    except Refused as refused:
        return Outcome(refusals=refused.refusals)


async def _delete_card(walk: Walk, call: Deletion, locked: Locked) -> Outcome:
    card, hub = locked.edited, locked.star.hub
    refuse(
        *await changed_since(walk.work, card, call.expected_version),
        *await use_refusals(walk.work, card),
    )
    ended = await link_of(walk.work, card, [hub] if hub else [])
    return await _finish(walk, locked, Writes(unlinked=ended, deleted=[card]))


async def _delete_contact(walk: Walk, call: Deletion, locked: Locked) -> Outcome:
    contact, star = locked.edited, locked.star
    persons = [person.hub for person in star.persons if person.hub]
    refuse(
        *await changed_since(walk.work, contact, call.expected_version),
        *_has_persons(contact, persons, call.persons),
    )
    going = [*persons, contact] if call.persons is Persons.DELETE else [contact]
    planning = Planning(Surroundings())
    for person in persons if call.persons is Persons.DETACH else ():
        planning.put(person, "companyId", None, Reason.DERIVED, contact)
    for card in _leave(star, persons, call.persons):
        planning.put(card, "primaryContactId", None, Reason.DERIVED, contact)
        planning.put(card, "contactName", None, Reason.DERIVED, contact)
    ended = await links_of(walk.work, going, star.records())
    return await _finish(walk, locked, Writes(planning.by_record(), unlinked=ended, deleted=going))


def _has_persons(contact: Record, persons: list[Record], wanted: Persons | None) -> Iterator[Refusal]:
    if persons and wanted is None:
        ids = tuple(id_of(person) for person in persons[:SHOWN])
        yield CompanyHasPersons(contact=contact.number, count=len(persons), ids=ids, path=("input", "persons"))


def _leave(star: Star, persons: list[Record], wanted: Persons | None) -> Iterator[Record]:
    """Yield the cards that name somebody who goes, or who leaves the company that the card is linked with."""
    leaving = {id_of(person) for person in (*persons, star.hub) if person}
    stays = {card.id for person in star.persons for card in person.cards} if wanted is Persons.DETACH else set()
    for card in {card.id: card for card in (*star.cards, *star.named)}.values():
        if card.values.get("primaryContactId") in leaving and card.id not in stays:
            yield card


async def _finish(walk: Walk, locked: Locked, writes: Writes) -> Outcome:
    deleted = None if walk.call.dry_run else id_of(locked.edited)
    return await finish(walk, writes, locked.read(), Outcome(told={"deletedId": deleted}))
