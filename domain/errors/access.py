"""Refuse what the caller may not do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from domain.change import Change
from domain.errors.base import ErrorCode, Refusal

_NAMED = 20
"""How many fields a refusal names."""


@dataclass(frozen=True, kw_only=True)
class FieldsForbidden(Refusal):
    """The call would also change records that the caller may not change; `fields` names what."""

    code: ErrorCode = ErrorCode.FORBIDDEN
    permission: str
    fields: str
    english = "This would also change {fields}, which needs the permission {permission}. Ask somebody who has it."
    french = "Cela modifierait aussi {fields}, ce qui exige le droit {permission}. Adressez-vous à qui le possède."

    @classmethod
    def of(cls, permission: str, changes: Iterable[Change]) -> Self:
        """Return the refusal of these changes."""
        names = list(dict.fromkeys(f"{change.record.number}.{change.field}" for change in changes))
        more = ["…"] if len(names) > _NAMED else []
        return cls(permission=permission, fields=", ".join([*names[:_NAMED], *more]))


@dataclass(frozen=True, kw_only=True)
class CallForbidden(Refusal):
    """The caller lacks a permission that the mutation needs."""

    code: ErrorCode = ErrorCode.FORBIDDEN
    permission: str
    english = "You may not do this: it needs the permission {permission}. Ask somebody who has it."
    french = "Vous ne pouvez pas faire cela : il faut le droit {permission}. Adressez-vous à qui le possède."
