"""Say what every answer about the set-up has, and carry a call out."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel

from db.reading import tree
from domain.ids import PREFIXES
from domain.setup_changes.saving import SetupCall
from resolvers.reading.declarations import Brought, Declaration, Keyed, columns
from resolvers.requests import Answer, ResolveInfo
from resolvers.updates import Walk, carry_out


def payload(field: str, declaration: Declaration) -> dict[str, Declaration]:
    """Declare a payload: what was saved, warnings, errors."""
    return {field: declaration, "warnings": Brought(), "errors": Brought()}


def saved(table: str) -> Keyed:
    """Find the row that was saved."""
    return Keyed("@record", table)


def identified(type_name: str, model: type[SQLModel], *names: str) -> dict[str, Declaration]:
    """Declare the fields of a row that has an id."""
    return {"id": tree.Column("id", "id", PREFIXES[type_name]), **columns(model, *names)}


async def save(
    info: ResolveInfo, walk: Walk[SetupCall], operation: str, given: Mapping[str, Any], key: str | None
) -> Answer:
    """Carry a change of the set-up out."""
    call = SetupCall(operation=operation, actor=info.context.actor, given=given, idempotency_key=key)
    return await carry_out(info, walk, call)
