"""Refuse calls that were made from something that is no longer so."""

from dataclasses import dataclass
from datetime import datetime

from domain.errors.base import ErrorCode, Path, Refusal


@dataclass(frozen=True, kw_only=True)
class FieldConflict:
    """One field that someone else changed since the caller read it."""

    field: str
    base: str | None
    yours: str | None
    theirs: str | None
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Conflict(Refusal):
    """The record was changed since `expectedVersion`, in fields that this edit changes too."""

    code: ErrorCode = ErrorCode.CONFLICT
    conflicts: tuple[FieldConflict, ...]
    version: int
    english = "Someone else changed the same fields meanwhile. Compare the conflicts, then send the edit again with expectedVersion {version}."  # noqa: E501
    french = "Quelqu'un d'autre a modifié les mêmes champs entre-temps. Comparez les conflits, puis renvoyez la modification avec expectedVersion {version}."  # noqa: E501


@dataclass(frozen=True, kw_only=True)
class PlanOutdated(Refusal):
    """What the plan token stands for is no longer what this mutation would do."""

    code: ErrorCode = ErrorCode.PLAN_OUTDATED
    path: Path = ("planToken",)
    english = "The records changed since this plan was made, or the input differs. Ask for a new plan with dryRun."
    french = (
        "Les enregistrements ont changé depuis ce plan, ou la saisie diffère. Demandez un nouveau plan avec dryRun."
    )


@dataclass(frozen=True, kw_only=True)
class KeyReused(Refusal):
    """The idempotency key was used for another input."""

    code: ErrorCode = ErrorCode.KEY_REUSED
    path: Path = ("idempotencyKey",)
    english = "Something else was carried out under this key. Use a new key for every new operation."
    french = "Une autre opération a été exécutée sous cette clé. Prenez une nouvelle clé pour chaque opération."
