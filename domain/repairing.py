"""Make linked records equal again that differ, as one change set. Source: product.md §2.12."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from db.tables import ContactRelation
from db.unit_of_work import UnitOfWork
from domain.calls import Call, Outcome, Walk, begin, finish
from domain.change import CARD_KINDS, Change, Kind, Reason, Record
from domain.consistency import differing_links
from domain.errors import NotFound, Refused, refuse
from domain.ids import key_of
from domain.setup import read_setup
from domain.stars import Locked, Reach, lock_contacts, lock_star
from domain.sync import linking
from domain.sync.linking import Master
from domain.sync.planning import Planning
from domain.sync.star import Surroundings
from domain.sync.writes import Writes
from domain.tables import link_column

MOST = 200
"""Links that are mended at once."""
_LINKS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_REACH = Reach(persons=True, named=True)


@dataclass(frozen=True, kw_only=True)
class Repair(Call):
    """The links whose differences shall go: of one kind, or these, or all; `master` says whose values count."""

    master: Master
    kind: Kind | None = None
    link_ids: tuple[str, ...] | None = None


async def repair_differences(work: UnitOfWork, call: Repair) -> Outcome:
    """Make the two sides of the first links equal that differ; the caller commits.

    A refusal is an outcome, not an exception. With `dry_run` nothing is written and the outcome holds the plan.
    """
    try:
        only = await _keys(work, call.link_ids)
        walk = await begin(work, call)
        wanted = await _wanted(walk, call, only)
        return await _repair(walk, call.master, wanted, await _lock(work, wanted.values()))
    except Refused as refused:
        return Outcome(refusals=refused.refusals, told={"repairedCount": 0})


async def _keys(work: UnitOfWork, link_ids: Sequence[str] | None) -> set[str] | None:
    """Return the keys of links.

    Raises:
        Refused: NotFound, once for each id that no link has.
    """
    if link_ids is None:
        return None
    keys = [key_of("Link", each) for each in link_ids]
    is_link = (_LINKS.c.id.in_([key for key in keys if key]), _LINKS.c.kind.is_not(None))
    found = set(await work.connection.scalars(select(_LINKS.c.id).where(*is_link)))
    refuse(
        *(
            NotFound(what="Link", path=("input", "linkIds", str(place)))
            for place, key in enumerate(keys)
            if key not in found
        )
    )
    return found


async def _wanted(walk: Walk, call: Repair, only: set[str] | None) -> dict[str, str]:
    """Return the first links that differ, with their contacts."""
    found: dict[str, str] = {}
    await walk.work.go_through_tables()
    for kind in CARD_KINDS if call.kind is None else (call.kind,):
        query = differing_links(kind, walk.rules)
        if query is not None:
            narrowed = query if only is None else query.where(_LINKS.c.id.in_(only))
            rows = await walk.work.connection.execute(narrowed.limit(MOST - len(found)))
            found |= {str(link): str(contact) for link, contact in rows}
    return found


async def _lock(work: UnitOfWork, contacts: Iterable[str]) -> list[Locked]:
    """Lock the stars of contacts, as far as these are still there."""
    held = await lock_contacts(work, set(contacts))
    return [await lock_star(work, Kind.CONTACT, key, _REACH) for key in sorted(held)]


async def _repair(walk: Walk, master: Master, wanted: Mapping[str, str], stars: Sequence[Locked]) -> Outcome:
    setup = await read_setup(walk.work)
    planning = Planning(Surroundings(inheritance=setup.inheritance, rules=walk.rules))
    cards = await _cards(walk.work, wanted)
    pairs = [(locked, card) for locked in stars for card in locked.star.cards if card.id in cards]
    repaired = sum(len(linking.differing(planning, locked.hub, card)) for locked, card in pairs)
    for locked, card in pairs:
        fields = linking.differing(planning, locked.hub, card)
        linking.settle(planning, locked.star, card, [(shared, master) for shared in fields])
    read: list[Record] = [record for locked in stars for record in locked.read()]
    changes = tuple(map(_as_repaired, planning.by_record()))
    return await finish(walk, Writes(changes), read, Outcome(told={"repairedCount": repaired}))


async def _cards(work: UnitOfWork, links: Iterable[str]) -> set[Any]:
    """Return the keys of the cards at the ends of links."""
    columns = [_LINKS.c[link_column(kind)] for kind in CARD_KINDS]
    rows = await work.connection.execute(select(*columns).where(_LINKS.c.id.in_(list(links))))
    return {key for row in rows for key in row if key}


def _as_repaired(change: Change) -> Change:
    return replace(change, reason=Reason.REPAIRED) if change.reason is Reason.SYNCHRONISED else change
