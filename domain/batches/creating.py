"""Create a contact for every card that is meant and has none, or only show what that would be.

Source: product.md §3.3, reference-contacts.md §5.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pydantic.alias_generators import to_camel
from sqlalchemy import insert, text
from uuid_utils import uuid7

from db.tables import ChangeSet
from db.unit_of_work import UnitOfWork
from domain import numbering
from domain.batches.asked import Batch
from domain.batches.journal import Journal
from domain.batches.names import split_names
from domain.batches.numbers import draw_all
from domain.batches.tokens import token_of
from domain.batches.warnings import blocked_skipped
from domain.batches.worklist import Counts, list_contacts
from domain.batches.writing import change_cards, write_contacts, write_links
from domain.calls import Outcome, Walk, begin
from domain.change import Kind
from domain.errors import PlanOutdated, Refused, RelationNotConfigured, refuse
from domain.setup import Relation, Setup, read_setup

SHOWN = 200
"""New contacts that a plan shows; its counts tell of all."""
_COUNTER = 12
"""Characters of an id that count."""


async def create_contacts(work: UnitOfWork, call: Batch) -> Outcome:
    """Create a contact for every card; the caller commits.

    A refusal is an outcome, not an exception. With `dry_run` the outcome holds the plan; nothing of it
    may be committed.
    """
    try:
        return await _create(await begin(work, call), call)
    except Refused as refused:
        return Outcome(refusals=refused.refusals, told=_told(0, 0))


@dataclass(frozen=True)
class _Run:
    """A batch on its way: its cards and numbers are locked and listed."""

    walk: Walk
    kind: Kind
    setup: Setup
    relation: Relation
    counts: Counts
    at: datetime


async def _create(walk: Walk, call: Batch) -> Outcome:
    work, setup = walk.work, await read_setup(walk.work)
    series, relation = await _needed(work, call.kind, setup)
    if work.dialect == "postgresql":
        await work.connection.execute(text("SET LOCAL statement_timeout = 0"))
    counts = await list_contacts(work, call, walk.rules, _base(walk))
    run = _Run(walk, call.kind, setup, relation, counts, datetime.now(UTC))
    walk.warnings += blocked_skipped(counts.blocked)
    if counts.contacts:
        walk.warnings += await draw_all(work, series, counts.contacts, run.at.date())
    if counts.persons:
        await split_names(work)
    told = _told(counts.cards, counts.linked + counts.blocked)
    return await _finish(run, Outcome(at=run.at, told=told, warnings=tuple(walk.warnings)))


async def _needed(work: UnitOfWork, kind: Kind, setup: Setup) -> tuple[str, Relation]:
    """Return the series and the relation that contacts get.

    Raises:
        Refused: they are not set up, or the series gives no numbers of its own.
    """
    series, relation = setup.series[Kind.CONTACT], setup.relations.get(kind)
    refusals = [replace(each, path=()) for each in await numbering.number_refusals(work, Kind.CONTACT, series, None)]
    missing = [] if relation else [RelationNotConfigured(setting=to_camel(f"{kind.lower()}_relation"))]
    refuse(*missing, *refusals)
    assert series is not None  # noqa: S101 - refused
    assert relation is not None  # noqa: S101 - refused
    return series, relation


async def _finish(run: _Run, outcome: Outcome) -> Outcome:
    """Write everything, or only show it as a plan.

    Raises:
        Refused: PlanOutdated, the token names another plan; nothing was written but lists.
    """
    walk, call = run.walk, run.walk.call
    if call.dry_run or call.plan_token is not None:
        seed = walk.new_id.seed if run.counts.contacts else "0" * 32
        token = await token_of(walk.work, call, seed, run.counts, (walk.rules, run.setup))
        if call.plan_token not in {None, token}:
            raise Refused([PlanOutdated()])
        if call.dry_run:
            return replace(outcome, plan_token=token, planned=await _planned(run))
    return replace(outcome, change_set=await _write(run)) if run.counts.contacts else outcome


async def _planned(run: _Run) -> tuple[Mapping[str, Any], ...]:
    """Make the first contacts, so that the plan shows what the journal would tell of them; they are not kept."""
    await _insert(run, SHOWN)
    return await _journal(run).shown(SHOWN)


async def _write(run: _Run) -> str:
    work, kind, call = run.walk.work, run.kind, run.walk.call
    await _insert(run)
    await write_links(work, kind, run.relation.key, _base(run.walk), run.at)
    await change_cards(work, kind, run.counts, run.at)
    change_set = str(uuid7())
    row = {"id": change_set, "at": run.at, "actor": call.actor, "operation": call.operation}
    await work.connection.execute(insert(ChangeSet), [row])
    await _journal(run).write(change_set)
    return change_set


async def _insert(run: _Run, first: int | None = None) -> None:
    rules, counts = run.walk.rules, run.counts
    await write_contacts(run.walk.work, run.kind, rules, run.setup, counts=counts, at=run.at, first=first)


def _journal(run: _Run) -> Journal:
    has_people = run.counts.contacts > run.counts.cards
    return Journal(run.walk.work, run.kind, run.walk.rules, run.setup, has_people=has_people)


def _base(walk: Walk) -> str:
    """Return what begins the ids of many records, with a counter behind it."""
    return walk.new_id()[:-_COUNTER]


def _told(created: int, skipped: int) -> dict[str, int]:
    return {"createdCount": created, "skippedCount": skipped}
