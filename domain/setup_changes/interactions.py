"""Save interaction templates and their groups, and which template records which operation."""

from typing import Any

from pydantic.alias_generators import to_snake
from sqlalchemy import select

from db.tables import InteractionGroup, InteractionTemplate, InteractionTemplateSetup
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome
from domain.fields import RecordField
from domain.interactions.operations import SETUP_ROWS
from domain.setup_changes.fields import amount_field, by_name, code_field, listed_field, text_field
from domain.setup_changes.saving import Noun, SetupCall, drafted, finish, write

_GROUP = Noun(
    InteractionGroup.__table__,  # type: ignore[attr-defined] # SQLModel makes it at run time
    by_name(code_field("code", 10, required=True), text_field("description", 100)),
    key="code",
)


def _choice(name: str) -> RecordField:
    """Declare a field that holds an enum's value or nothing; the schema lets no other through."""
    return RecordField(name, to_snake(name), lambda value, _row: str(value))


_TEMPLATE = Noun(
    InteractionTemplate.__table__,  # type: ignore[attr-defined] # SQLModel makes it at run time
    by_name(
        code_field("code", 10, required=True),
        code_field("groupCode", 10, required=True),
        text_field("description", 100, required=True),
        amount_field("unitCost"),
        amount_field("unitDurationMinutes"),
        _choice("informationFlow"),
        _choice("initiatedBy"),
    ),
    key="code",
)
_SETUP = Noun(
    InteractionTemplateSetup.__table__,  # type: ignore[attr-defined] # SQLModel makes it at run time
    by_name(
        *(
            listed_field(f"{row}Code", "interaction_template", 10, f"{to_snake(row)}_id")
            for row in dict.fromkeys(SETUP_ROWS.values())
        )
    ),
)


async def save_interaction_group(work: UnitOfWork, call: SetupCall) -> Outcome:
    """Create or change a group of interaction templates; the caller commits."""
    return await finish(work, await drafted(work, _GROUP, call.given))


async def save_interaction_template(work: UnitOfWork, call: SetupCall) -> Outcome:
    """Create or change an interaction template, and its group if there is none with that code; the caller commits."""
    draft = await drafted(work, _TEMPLATE, call.given)
    group = draft.columns.get("group_code")
    if group is not None and not draft.refusals:
        await _ensure_group(work, str(group))
    return await finish(work, draft)


async def _ensure_group(work: UnitOfWork, code: Any) -> None:
    groups = _GROUP.table
    if await work.connection.scalar(select(groups.c.id).where(groups.c.code == code)) is None:
        await write(work, await drafted(work, _GROUP, {"code": code}))


async def update_interaction_template_setup(work: UnitOfWork, call: SetupCall) -> Outcome:
    """Change which template records which operation; the caller commits."""
    return await finish(work, await drafted(work, _SETUP, call.given))
