"""Walk a reversal: read the journal, lock, plan, refuse or carry out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, select

from db.tables import BusinessRelation, ChangeSet, RecordChange
from db.unit_of_work import UnitOfWork
from domain.calls import Call, Outcome, Walk, begin, finish
from domain.change import Kind, Reason
from domain.errors import ChangedSince, Refused, refuse
from domain.reverting.held import Held, lock_touched
from domain.reverting.planning import Reversal, plan_reversal
from domain.reverting.refusals import reversal_refusals
from domain.reverting.told import Told, told_by
from domain.setup import Setup, read_setup
from domain.stored_links import link_of, links_of
from domain.sync.star import Surroundings
from domain.sync.writes import Link, Writes

_SETS, _CHANGES = ChangeSet.__table__, RecordChange.__table__  # type: ignore[attr-defined] # SQLModel makes them
_CODES = BusinessRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time


@dataclass(frozen=True, kw_only=True)
class Reversion(Call):
    """A change set that shall be taken back."""

    id: str


async def revert_change_set(work: UnitOfWork, call: Reversion) -> Outcome:
    """Take back a change set, as far as nobody changed the same since; the caller commits.

    A refusal is an outcome, not an exception. With `dry_run` nothing is written and the outcome holds the plan.
    """
    try:
        key, told = await told_by(work, call.id)
        held = await lock_touched(work, told)
        return await _revert(await begin(work, call), key, told, held)
    except Refused as refused:
        return Outcome(refusals=refused.refusals)


async def _revert(walk: Walk, key: str, told: Sequence[Told], held: Held) -> Outcome:
    setup = await read_setup(walk.work)
    made = plan_reversal(told, held, Surroundings(inheritance=setup.inheritance, rules=walk.rules))
    ending = await _ending(walk.work, told, held, made)
    refuse(*await reversal_refusals(walk, setup, told, held, made, ending))
    writes = Writes(
        made.planning.by_record(),
        links=await _beginning(walk, setup, told, held, made),
        unlinked=ending,
        deleted=made.deleted,
        restored=await _created(walk.work, made.restored),
        reason=Reason.REVERTED,
        reverts=key,
    )
    skipped = tuple(sorted(made.skipped, key=lambda change: int(change["position"])))
    if next(writes.journalled(), None) is None:
        records = ", ".join(dict.fromkeys(change["record_number"] for change in skipped))
        raise Refused([ChangedSince(records=records)])
    read = {record.id: record for record in (*held.contacts.values(), *held.records.values())}
    return replace(await finish(walk, writes, read.values(), Outcome()), skipped=skipped)


async def _ending(work: UnitOfWork, told: Sequence[Told], held: Held, made: Reversal) -> list[Link]:
    """Return the links that end: those that began, and all of contacts that go."""
    records = held.records.values()
    contacts = [record for record in made.deleted if record.kind is Kind.CONTACT]
    found = await links_of(work, contacts, records) if contacts else []
    for card in made.parted:
        found += await link_of(work, card, records)
    for each in told:
        record = held.records.get(each.id)
        if each.begun and record is not None:
            relations = (link for link in await links_of(work, [record], records) if link.card is None)
            found += [link for link in relations if link.relation_code in each.begun]
    return list({link.id: link for link in found}.values())


async def _beginning(walk: Walk, setup: Setup, told: Sequence[Told], held: Held, made: Reversal) -> list[Link]:
    """Return the links, and the relations without a card, that begin again."""
    links = []
    for hub, card in made.joined:
        relation = setup.relations[card.kind]
        links.append(Link(hub, card, relation.key, relation.code, walk.new_id()))
    for each in told:
        contact = made.restored.get(each.id) or held.records.get(each.id)
        for code in each.ended if contact else ():
            key = await walk.work.connection.scalar(select(_CODES.c.id).where(_CODES.c.code == code))
            if contact and key:
                links.append(Link(contact, None, key, code, walk.new_id()))
    return links


async def _created(work: UnitOfWork, restored: Iterable[str]) -> Mapping[str, datetime]:
    """Return when records came into being that are gone."""
    keys = list(restored)
    if not keys:
        return {}
    query = (
        select(_CHANGES.c.record_id, func.min(_SETS.c.at))
        .join(_SETS, _SETS.c.id == _CHANGES.c.change_set_id)
        .where(_CHANGES.c.record_id.in_(keys))
        .group_by(_CHANGES.c.record_id)
    )
    rows = (await work.connection.execute(query)).all()
    return dict.fromkeys(keys, datetime.now(UTC)) | {str(key): at for key, at in rows}
