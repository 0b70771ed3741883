"""Save payment terms."""

from db.tables import PaymentTerms
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome
from domain.setup_changes.fields import by_name, code_field, flag_field, integer_field, text_field
from domain.setup_changes.saving import Noun, SetupCall, drafted, finish

MOST_DAYS = 3650

_TERMS = Noun(
    PaymentTerms.__table__,  # type: ignore[attr-defined] # SQLModel makes it at run time
    by_name(
        code_field("code", 10, required=True),
        text_field("description", 100),
        integer_field("dueDays", 0, MOST_DAYS),
        flag_field("endOfMonth"),
    ),
    key="code",
)


async def save_payment_terms(work: UnitOfWork, call: SetupCall) -> Outcome:
    """Create or change payment terms; the caller commits."""
    return await finish(work, await drafted(work, _TERMS, call.given))
