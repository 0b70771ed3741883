"""Create a contact for every card that is meant and has none, or only show what that would be.

Source: product.md §3.3, reference-contacts.md §5.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from pydantic.alias_generators import to_camel
from sqlalchemy import insert
from uuid_utils import uuid7

from db.tables import ChangeSet
from db.unit_of_work import UnitOfWork
from domain import numbering
from domain.batches.asked import Batch
from domain.batches.journal import Journal
from domain.batches.names import split_names
from domain.batches.numbers import draw_all
from domain.batches.tokens import Token
from domain.batches.warnings import blocked_skipped
from domain.batches.worklist import Counts, Worklist
from domain.batches.writing import change_cards, write_contacts, write_links
from domain.calls import Outcome, Walk, begin
from domain.change import Kind
from domain.errors import PlanOutdated, Refused, RelationNotConfigured, refuse
from domain.setup import Relation, Setup, read_setup
from domain.warned import Warned

SHOWN = 200
"""New contacts that a plan shows; its counts tell of all."""
_COUNTER = 12
"""Characters of an id that count."""


async def create_contacts(work: UnitOfWork, call: Batch) -> Outcome:
    """Create a contact for every card; the caller commits.

    A refusal is an outcome, not an exception. After it, and with `dry_run`, where the outcome holds the plan, nothing
    may be committed.
    """
    try:
        return await _create(await begin(work, call), call)
    except Refused as refused:
        return Outcome(refusals=refused.refusals, told=_told(0, 0))


@dataclass
class _Run:
    """A batch on its way: what it needs, and what became of it so far."""

    walk: Walk
    call: Batch
    setup: Setup
    relation: Relation
    series: str
    counts: Counts
    at: datetime
    base: str
    token: Token = field(default_factory=Token)
    warnings: dict[int, list[Warned]] = field(default_factory=dict)
    planned: list[Mapping[str, Any]] = field(default_factory=list)
    change_set: str | None = None


async def _create(walk: Walk, call: Batch) -> Outcome:
    work, setup = walk.work, await read_setup(walk.work)
    series, relation = await _needed(work, call.kind, setup)
    await work.go_through_tables()
    base = walk.new_id()[:-_COUNTER]
    worklist = Worklist(work, call, walk.rules, base)
    skipped = await worklist.lock()
    run = _Run(walk, call, setup, relation, series, skipped, datetime.now(UTC), base)
    async for portion in worklist.portions():
        await _work_off(run, portion)
    return _finished(run)


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


async def _work_off(run: _Run, portion: Counts) -> None:
    """Give the portion's contacts their numbers and names; write them, or show the first of them as a plan.

    Raises:
        Refused: SeriesExhausted.
    """
    work, made = run.walk.work, run.counts.contacts
    run.counts += portion
    run.warnings |= await draw_all(work, run.series, made, run.counts.contacts, run.at.date())
    if portion.persons:
        await split_names(work)
    if run.call.dry_run or run.call.plan_token is not None:
        await run.token.add(work)
    if not run.call.dry_run:
        await _write(run, portion)
    elif made < SHOWN:
        await _plan(run, portion)


async def _write(run: _Run, portion: Counts) -> None:
    work, kind = run.walk.work, run.call.kind
    if run.change_set is None:
        run.change_set = str(uuid7())
        row = {"id": run.change_set, "at": run.at, "actor": run.call.actor, "operation": run.call.operation}
        await work.connection.execute(insert(ChangeSet), [row])
    await write_contacts(work, kind, run.walk.rules, run.setup, counts=portion, at=run.at)
    await write_links(work, kind, run.relation.key, run.base, run.at)
    await change_cards(work, kind, portion, run.at)
    await _journal(run).write(run.change_set, has_people=portion.contacts > portion.cards)


async def _plan(run: _Run, portion: Counts) -> None:
    """Make the first contacts, so that the plan shows what the journal would tell of them; they are not kept."""
    rules, setup = run.walk.rules, run.setup
    await write_contacts(run.walk.work, run.call.kind, rules, setup, counts=portion, at=run.at, first=SHOWN)
    run.planned += await _journal(run).shown(SHOWN, has_people=portion.contacts > portion.cards)


def _journal(run: _Run) -> Journal:
    return Journal(run.walk.work, run.call.kind, run.walk.rules, run.setup)


def _finished(run: _Run) -> Outcome:
    """Return what became of it.

    Raises:
        Refused: PlanOutdated, the token names another plan.
    """
    call, counts = run.call, run.counts
    warnings = [*run.walk.warnings, *blocked_skipped(counts.blocked), *chain.from_iterable(run.warnings.values())]
    told = _told(counts.cards, counts.linked + counts.blocked)
    outcome = Outcome(at=run.at, told=told, warnings=tuple(warnings), change_set=run.change_set)
    if not call.dry_run and call.plan_token is None:
        return outcome
    seed = run.walk.new_id.seed if counts.contacts else "0" * 32
    token = run.token.name(call, seed, counts, run.walk.rules, run.setup)
    if call.plan_token not in {None, token}:
        raise Refused([PlanOutdated()])
    return replace(outcome, plan_token=token, planned=tuple(run.planned)) if call.dry_run else outcome


def _told(created: int, skipped: int) -> dict[str, int]:
    return {"createdCount": created, "skippedCount": skipped}
