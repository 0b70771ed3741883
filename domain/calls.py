"""Carry out what a call plans, only show it, or refuse it because its token stands for another plan.

Every mutation of records ends here: what is shown by a dry run, carried out and journalled is one list of changes.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from uuid_utils import uuid7

from db.tables import RecordChange
from db.unit_of_work import UnitOfWork
from domain.access import EVERYTHING, Rights, unwritable
from domain.change import Kind, Record
from domain.errors import FieldsForbidden, PlanOutdated, Refusal, Refused, refuse
from domain.sync.apply import apply
from domain.sync.fields import SharedField
from domain.sync.star import Policy
from domain.sync.writes import Signed, Writes, described
from domain.sync_rules import rules
from domain.warned import Warned

_CHANGES = RecordChange.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_TOKEN = re.compile(r"[0-9a-f]{32}-[0-9a-f]{64}")
_HOW = frozenset({"operation", "actor", "rights", "dry_run", "idempotency_key"})


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of a mutation: which, by whom, and how it is to be carried out. Subclasses add what it asks."""

    operation: str
    actor: str
    rights: Rights = EVERYTHING
    dry_run: bool = False
    plan_token: str | None = None
    idempotency_key: str | None = None

    def asked(self) -> list[Any]:
        """Return what is asked, without who asks and how: two calls that ask the same are the same."""
        return [
            self.operation,
            *((each.name, getattr(self, each.name)) for each in fields(self) if each.name not in _HOW),
        ]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a call. After a refusal nothing has changed; keys are None where there is no such row.

    `at` is when, read under the locks: the times of a record's changes follow the order in which they were made.
    `skipped` are changes of the journal that were to be taken back and are left.
    `told` are values of the payload that no row holds, by their name in the API.
    """

    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    record: str | None = None
    contact: str | None = None
    link: str | None = None
    interaction: str | None = None
    change_set: str | None = None
    plan_token: str | None = None
    planned: tuple[Mapping[str, Any], ...] = ()
    skipped: tuple[Mapping[str, Any], ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[Warned, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class FreshIds:
    """Make the keys of new records, as UUIDv7. The seed is part of the plan's token: a plan shows the final ids."""

    def __init__(self, plan_token: str | None) -> None:
        shown = plan_token and _TOKEN.fullmatch(plan_token)
        self._seed: str = plan_token[:32] if plan_token and shown else uuid7().hex
        self.made: list[str] = []

    @property
    def seed(self) -> str:
        """Return the seed; without a new record there is none, so that the same plan has the same token."""
        return self._seed if self.made else "0" * 32

    def __call__(self, _kind: Kind | None = None, _number: str = "") -> str:
        """Return the next key."""
        chance = hashlib.sha256(f"{self._seed}{len(self.made)}".encode()).hexdigest()
        key = f"{self._seed[:8]}-{self._seed[8:12]}-7{chance[:3]}-8{chance[3:6]}-{chance[6:18]}"
        self.made.append(key)
        return key


@dataclass
class Walk:
    """One run of a call through the domain: its transaction, the rules in force, new keys, what it warns of."""

    work: UnitOfWork
    call: Call
    rules: Sequence[SharedField]
    new_id: FreshIds
    warnings: list[Warned] = field(default_factory=list)


async def begin(work: UnitOfWork, call: Call, policy: Policy | None = None) -> Walk:
    """Begin to carry a call out, by the rules that were read already or are read now."""
    return Walk(work, call, policy.rules if policy else await rules(work), FreshIds(call.plan_token))


async def finish(walk: Walk, writes: Writes, read: Iterable[Record], outcome: Outcome) -> Outcome:
    """Carry out the writes, or only show them as a plan. `read` are all records that the plan was made from.

    Raises:
        Refused: PlanOutdated, the token names another plan, or the caller may not change all of this; nothing was
            written.
    """
    if walk.call.rights is not EVERYTHING:
        forbidden = unwritable(writes.journalled(), walk.call.rights)
        refuse(*(FieldsForbidden.of(permission, changes) for permission, changes in forbidden.items()))
    call, outcome = walk.call, replace(outcome, warnings=tuple(walk.warnings))
    if call.dry_run or call.plan_token is not None:
        shown = [described(change) for change in writes.journalled()]
        token = _token(walk, shown, read)
        if call.plan_token is not None and (call.plan_token != token or await _is_spent(walk)):
            raise Refused([PlanOutdated()])
        if call.dry_run:
            return replace(outcome, plan_token=token, planned=tuple(shown))
    change_set = await apply(walk.work, writes, Signed(call.actor, call.operation, outcome.at))
    return replace(outcome, change_set=change_set)


async def _is_spent(walk: Walk) -> bool:
    """Tell whether the plan's new records were there before: made by this very plan, and deleted since."""
    known = select(_CHANGES.c.record_id).where(_CHANGES.c.record_id.in_(walk.new_id.made)).limit(1)
    return bool(walk.new_id.made) and await walk.work.connection.scalar(known) is not None


def _token(walk: Walk, shown: list[dict[str, Any]], read: Iterable[Record]) -> str:
    """Name a plan with every version that it was made from, so that another one has another name."""
    versions = sorted({(record.id, record.version) for record in read})
    content = json.dumps([walk.call.operation, versions, shown])
    return f"{walk.new_id.seed}-{hashlib.sha256(content.encode()).hexdigest()}"
