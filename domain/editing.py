"""Edit one record of any kind: lock its star, check, merge, plan, and carry the plan out or only show it.

What is special to a kind stands in `domain.contacts`, `domain.customers`, `domain.vendors`, `domain.bank_accounts`.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from db.unit_of_work import UnitOfWork
from domain import numbering, references
from domain.calls import Call, Outcome, Walk, begin, finish
from domain.change import Kind, Value
from domain.checking import checked
from domain.conflicts import merge
from domain.errors import NotFound, Refusal, Refused, refuse
from domain.ids import key_of
from domain.setup import inheritance
from domain.stars import Locked, Reach, lock_star
from domain.sync.inheritance import INHERITABLE
from domain.sync.plan import plan_edit
from domain.sync.star import Surroundings
from domain.sync.writes import Writes
from domain.tables import TYPE_NAMES

Changed: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class Edit(Call):
    """What somebody asks of a record: fields by their name in the API, None to clear one."""

    kind: Kind
    id: str
    given: Mapping[str, Any]
    expected_version: int | None = None


@dataclass(frozen=True)
class Special:
    """What a kind adds to the walk: refusals of its own, and the records that its plans depend on."""

    refusals: Callable[[Walk, Locked, Changed], Awaitable[list[Refusal]]]
    surroundings: Callable[[Walk, Locked, Changed], Awaitable[Surroundings]]


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
        return await _edit_locked(await begin(work, edit, locked.policy), special, locked, outcome)
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


async def _edit_locked(walk: Walk, special: Special, locked: Locked, outcome: Outcome) -> Outcome:
    """Check, merge, plan and apply under the locks.

    Raises:
        Refused: with every reason at once; nothing was written.
    """
    work, edit, record = walk.work, walk.call, locked.edited
    assert isinstance(edit, Edit)  # noqa: S101 - the walk was begun for it
    kept, wrong = checked(record.kind, record.values, edit.given)
    merged = await merge(work, record, edit.expected_version, kept)
    changed = {name: value for name, value in merged.asked.items() if value != record.values[name]}
    refuse(
        *wrong,
        *merged.refusals,
        *await numbering.renumbering_refusals(work, record, changed),
        *await references.dangling(work, record.kind, changed),
        *await special.refusals(walk, locked, changed),
    )
    around = await special.surroundings(walk, locked, changed)
    if locked.star.persons or around.company:
        policy = locked.policy
        around = replace(around, inheritance=policy.inheritance if policy else await inheritance(work))
    plan = plan_edit(record, merged.asked, locked.star, around)
    walk.warnings += await references.shared_vat_number(work, changed, locked.star.records())
    return await finish(walk, Writes(plan.changes), locked.read(), outcome)
