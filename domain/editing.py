"""Edit one record of any kind: lock its star, check, merge, plan, and carry the plan out or only show it.

What is special to a kind stands in `domain.contacts`, `domain.customers`, `domain.vendors`, `domain.bank_accounts`.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeAlias

from db.unit_of_work import UnitOfWork
from domain import references
from domain.change import Kind, Record, Value
from domain.conflicts import merge
from domain.errors import NotFound, PlanOutdated, Refusal, Refused, refuse
from domain.fields import FIELDS
from domain.ids import key_of
from domain.setup import inheritance
from domain.stars import Locked, Reach, lock_star
from domain.sync.apply import Signed, Writes, apply, described
from domain.sync.inheritance import INHERITABLE
from domain.sync.plan import Plan, Surroundings, plan_edit
from domain.tables import TYPE_NAMES
from domain.warned import Warned


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What somebody asks of a record: fields by their name in the API, None to clear one."""

    kind: Kind
    id: str
    given: Mapping[str, Any]
    operation: str
    actor: str
    expected_version: int | None = None
    dry_run: bool = False
    plan_token: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of an edit. After a refusal nothing has changed; keys are None where there is no such row.

    `at` is when, read under the locks: the times of a record's changes follow the order in which they were made.
    """

    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    record: str | None = None
    contact: str | None = None
    change_set: str | None = None
    plan_token: str | None = None
    planned: tuple[Mapping[str, Any], ...] = ()
    warnings: tuple[Warned, ...] = ()
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class Special:
    """What a kind adds to the walk: refusals of its own, and the records that its plans depend on."""

    refusals: Callable[[UnitOfWork, Locked, Mapping[str, Value]], Awaitable[list[Refusal]]]
    surroundings: Callable[[UnitOfWork, Locked, Mapping[str, Value]], Awaitable[Surroundings]]


Changed: TypeAlias = Mapping[str, Value]

_REACHES_NAMED = frozenset({"name", "firstName", "middleName", "lastName", "companyId", "type"})


async def edit_record(work: UnitOfWork, edit: Edit, special: Special) -> Outcome:
    """Carry out an edit with all that follows from it; the caller commits.

    A refusal is an outcome, not an exception. With `dry_run` nothing is written and the outcome holds the plan.
    """
    key = key_of(TYPE_NAMES[edit.kind], edit.id)
    if key is None:
        return Outcome(refusals=(NotFound(what=TYPE_NAMES[edit.kind], path=("input", "id")),))
    try:
        locked = await lock_star(work, edit.kind, key, _reach(edit))
    except Refused as refused:
        return Outcome(refusals=refused.refusals)
    hub = locked.star.hub
    outcome = Outcome(record=key, contact=hub.id if hub else None)
    try:
        return await _edit_locked(work, edit, special, locked, outcome)
    except Refused as refused:
        return replace(outcome, refusals=refused.refusals)


def _reach(edit: Edit) -> Reach:
    referred = (edit.given.get("companyId"), edit.given.get("primaryContactId"))
    keys = (key_of("Contact", str(value)) for value in referred if value)
    return Reach(
        persons=bool(INHERITABLE & set(edit.given)),
        named=bool(_REACHES_NAMED & set(edit.given)),
        contacts=tuple(key for key in keys if key),
    )


async def _edit_locked(work: UnitOfWork, edit: Edit, special: Special, locked: Locked, outcome: Outcome) -> Outcome:
    """Check, merge, plan and apply under the locks.

    Raises:
        Refused: with every reason at once; nothing was written.
    """
    record = locked.edited
    kept, wrong = _checked(record, edit.given)
    merged = await merge(work, record, edit.expected_version, kept)
    changed = {name: value for name, value in merged.asked.items() if value != record.values[name]}
    refuse(
        *wrong,
        *merged.refusals,
        *await references.taken_number(work, record, changed),
        *await references.dangling(work, record.kind, changed),
        *await special.refusals(work, locked, changed),
    )
    around = await special.surroundings(work, locked, changed)
    if locked.star.persons or around.company:
        around = replace(around, inheritance=await inheritance(work))
    plan = plan_edit(record, merged.asked, locked.star, around)
    warned = await references.shared_vat_number(work, changed, locked.star.records())
    return await _carry_out(work, edit, locked, plan, replace(outcome, warnings=tuple(warned)))


async def _carry_out(work: UnitOfWork, edit: Edit, locked: Locked, plan: Plan, outcome: Outcome) -> Outcome:
    if edit.plan_token is not None and edit.plan_token != _token(edit, locked, plan):
        raise Refused([PlanOutdated()])
    if edit.dry_run:
        return replace(outcome, plan_token=_token(edit, locked, plan), planned=tuple(map(described, plan.changes)))
    change_set = await apply(work, Writes(plan.changes), Signed(edit.actor, edit.operation, outcome.at))
    return replace(outcome, change_set=change_set)


def _checked(record: Record, given: Mapping[str, Any]) -> tuple[Changed, list[Refusal]]:
    """Return the given values as they are kept, without those that are wrong, and a reason for each wrong one.

    Fields are checked in the order of their declaration, because a VAT number depends on the country before it.
    """
    will_be = dict(record.values)
    kept: dict[str, Value] = {}
    refusals: list[Refusal] = []
    for name, definition in FIELDS[record.kind].items():
        if name in given:
            try:
                kept[name] = will_be[name] = definition.checked(given[name], will_be)
            except Refused as refused:
                will_be[name] = None
                refusals += [refusal.at("input", *definition.path) for refusal in refused.refusals]
    return kept, refusals


def _token(edit: Edit, locked: Locked, plan: Plan) -> str:
    """Name a plan with every version that it was made from, so that another one has another name."""
    records = {**{record.id: record for record in locked.star.records()}, **locked.contacts}
    versions = sorted((key, record.version) for key, record in records.items())
    content = [edit.operation, versions, [described(change) for change in plan.changes]]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
