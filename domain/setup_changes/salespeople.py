"""Save salespeople and purchasers."""

from db.tables import Salesperson
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome
from domain.change import Kind
from domain.setup_changes.fields import by_name, code_field, like
from domain.setup_changes.saving import Noun, SetupCall, drafted, finish

_SALESPERSON = Noun(
    Salesperson.__table__,  # type: ignore[attr-defined] # SQLModel makes it at run time
    by_name(
        code_field("code", 20, required=True),
        like(Kind.CONTACT, "name"),
        like(Kind.CONTACT, "email"),
        like(Kind.CONTACT, "phone"),
    ),
    key="code",
)


async def save_salesperson(work: UnitOfWork, call: SetupCall) -> Outcome:
    """Create or change a salesperson; the caller commits."""
    return await finish(work, await drafted(work, _SALESPERSON, call.given))
