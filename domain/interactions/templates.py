"""Find the template that an entry is made from."""

from dataclasses import dataclass
from decimal import Decimal

from pydantic.alias_generators import to_snake
from sqlalchemy import ColumnElement, RowMapping, select

from db.tables import InteractionTemplate, InteractionTemplateSetup
from db.unit_of_work import UnitOfWork
from domain.change import Value

_TEMPLATES = InteractionTemplate.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_SETUP = InteractionTemplateSetup.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time


@dataclass(frozen=True)
class Template:
    """What is recorded of an interaction of one sort."""

    code: str
    group_code: str
    description: str
    unit_cost: Decimal
    unit_duration_minutes: Decimal
    information_flow: str | None
    initiated_by: str | None

    def values(self) -> dict[str, Value]:
        """Return the values of an entry that nothing else is said about."""
        return {
            "templateCode": self.code,
            "groupCode": self.group_code,
            "cost": self.unit_cost,
            "durationMinutes": self.unit_duration_minutes,
            "informationFlow": self.information_flow,
            "initiatedBy": self.initiated_by,
        }


async def template_of(work: UnitOfWork, row: str) -> Template | None:
    """Return the template that a row of the set-up names; None where it names none."""
    chosen = select(_SETUP.c[f"{to_snake(row)}_id"]).scalar_subquery()
    return await _found(work, _TEMPLATES.c.id == chosen)


async def named_template(work: UnitOfWork, code: str | None) -> Template | None:
    """Return the template with this code; None where there is none."""
    return await _found(work, _TEMPLATES.c.code == code)


async def _found(work: UnitOfWork, condition: ColumnElement[bool]) -> Template | None:
    row = (await work.connection.execute(select(_TEMPLATES).where(condition))).mappings().first()
    return _template(row) if row else None


def _template(row: RowMapping) -> Template:
    return Template(**{name: value for name, value in row.items() if name != "id"})
