"""Save business relations."""

from db.tables import BusinessRelation
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome
from domain.setup_changes.fields import by_name, code_field, text_field
from domain.setup_changes.saving import Noun, SetupCall, drafted, finish

_RELATION = Noun(
    BusinessRelation.__table__,  # type: ignore[attr-defined] # SQLModel makes it at run time
    by_name(code_field("code", 10, required=True), text_field("description", 100)),
    key="code",
)


async def save_business_relation(work: UnitOfWork, call: SetupCall) -> Outcome:
    """Create or change a business relation; the caller commits."""
    return await finish(work, await drafted(work, _RELATION, call.given))
