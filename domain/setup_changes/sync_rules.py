"""Change how a shared field behaves along one kind of link, and say which linked pairs would differ by the new rule.

The records stay as they are. Source: product.md §2.3, §2.12.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, func, insert, select, update

from db.tables import SyncRule
from db.unit_of_work import UnitOfWork
from domain.calls import Call, Outcome
from domain.change import Change, Kind, Reason, Record, as_text
from domain.consistency import differing
from domain.errors import InvalidValue, PlanOutdated, Refusal
from domain.sync.fields import SHARED_FIELDS, Direction, SharedField
from domain.sync.writes import described
from domain.warned import Warned, WarningCode

_RULES = SyncRule.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
SHOWN = 200
"""How many of the pairs that differ a plan shows."""
OWNED = {
    "PRIVACY_BLOCKED": frozenset({Direction.CONTACT_TO_CARD}),
    "CONTACT_TYPE": frozenset({Direction.CONTACT_TO_CARD, Direction.NEVER}),
}
"""Fields that belong to the contact, with the rules that leave them there."""


@dataclass(frozen=True, kw_only=True)
class RuleCall(Call):
    """A rule as somebody wants it."""

    kind: Kind
    field: str
    direction: Direction


async def update_sync_rule(work: UnitOfWork, call: RuleCall) -> Outcome:
    """Change a rule, or with `dry_run` show what would mend the pairs that differ by it; the caller commits."""
    shared = next(shared for shared in SHARED_FIELDS if shared.code == call.field)
    outcome = Outcome(record=f"{call.kind}.{call.field}" if call.kind in shared.on else None)
    if refusals := tuple(_refusals(call, shared)):
        return replace(outcome, refusals=refusals)
    await work.go_through_tables()
    stored = await work.connection.scalar(select(_RULES.c.direction).where(_is(call)).with_for_update())
    if call.dry_run or call.plan_token is not None:
        outcome = await _planned(work, call, shared, outcome)
        if call.dry_run or outcome.refusals:
            return outcome
    count = await _count(work, call, shared)
    await _keep(work, call, shared, stored)
    return replace(outcome, told={"differingCount": count}, warnings=tuple(_warnings(count)))


def _refusals(call: RuleCall, shared: SharedField) -> Iterator[Refusal]:
    if call.kind not in shared.on:
        yield InvalidValue(
            path=("input", "field"),
            reason=f"This kind of card does not share {call.field} with contacts. See syncRules for what it shares.",
            raison=f"Ce type de fiche ne partage pas {call.field} avec les contacts. Voyez syncRules pour ce qu'il partage.",  # noqa: E501
        )
    elif call.direction not in OWNED.get(call.field, Direction):
        allowed = ", ".join(sorted(OWNED[call.field]))
        yield InvalidValue(
            path=("input", "direction"),
            reason=f"{call.field} belongs to the contact. Choose {allowed}.",
            raison=f"{call.field} appartient au contact. Choisissez {allowed}.",
        )


def _goes_to_card(call: RuleCall) -> bool:
    return call.direction in {Direction.BOTH, Direction.CONTACT_TO_CARD}


async def _count(work: UnitOfWork, call: RuleCall, shared: SharedField) -> int:
    """Count the linked pairs that differ where the rule says that they should not."""
    if not _goes_to_card(call):
        return 0
    pairs = differing(call.kind, shared).order_by(None).subquery()
    return int(await work.connection.scalar(select(func.count()).select_from(pairs)) or 0)


async def _planned(work: UnitOfWork, call: RuleCall, shared: SharedField, outcome: Outcome) -> Outcome:
    """Return the plan that mends the pairs, refused where the call's token names another one."""
    found: Sequence[RowMapping] = []
    if _goes_to_card(call):
        found = (await work.connection.execute(differing(call.kind, shared))).mappings().all()
    outcome = replace(outcome, told={"differingCount": len(found)})
    token = _token(call, found)
    if call.plan_token is not None and call.plan_token != token:
        return replace(outcome, refusals=(PlanOutdated(),))
    if not call.dry_run:
        return outcome
    planned = tuple(described(_mended(call.kind, shared, pair)) for pair in found[:SHOWN])
    return replace(outcome, plan_token=token, planned=planned)


def _mended(kind: Kind, shared: SharedField, pair: RowMapping) -> Change:
    """Return the change that gives the card what its contact has."""
    contact = Record(Kind.CONTACT, pair["contact_id"], pair["contact_number"], pair["contact_version"], {})
    card = Record(kind, pair["card_id"], pair["card_number"], pair["card_version"], {})
    return Change(card, shared.on[kind], pair["card_value"], pair["contact_value"], Reason.SYNCHRONISED, contact)


def _token(call: RuleCall, found: Sequence[RowMapping]) -> str:
    """Name the rule and the pairs that differ by it, with their versions and values."""
    written = hashlib.sha256(json.dumps([call.operation, call.kind, call.field, call.direction]).encode())
    for pair in found:
        shown = {name: as_text(value) if name.endswith("_value") else value for name, value in pair.items()}
        written.update(json.dumps(shown, sort_keys=True).encode())
    return written.hexdigest()


async def _keep(work: UnitOfWork, call: RuleCall, shared: SharedField, stored: str | None) -> None:
    """Store a rule that was ever changed, also when it is changed back: differences tell by it how they came about."""
    if stored is not None:
        await work.connection.execute(update(_RULES).where(_is(call)).values(direction=str(call.direction)))
    elif call.direction != shared.rules[call.kind]:
        row: dict[str, Any] = {"kind": call.kind, "field": call.field, "direction": call.direction}
        await work.connection.execute(insert(_RULES).values({name: str(value) for name, value in row.items()}))


def _is(call: RuleCall) -> ColumnElement[bool]:
    return and_(_RULES.c.kind == str(call.kind), _RULES.c.field == call.field)


def _warnings(count: int) -> Iterator[Warned]:
    if count:
        yield Warned(
            code=WarningCode.DIFFERENCES_FOUND,
            english=f"{count} linked pairs differ where this rule says that they should not. Mend them with repairDifferences.",  # noqa: E501
            french=f"{count} paires liées diffèrent alors que cette règle l'exclut. Corrigez-les avec repairDifferences.",  # noqa: E501
        )
