"""Change what is known of our own firm."""

from db.tables import CompanyInformation
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome
from domain.change import Kind
from domain.fields import FIELDS
from domain.setup_changes.fields import by_name, like
from domain.setup_changes.saving import Noun, SetupCall, drafted, finish

_ADDRESS = tuple(name for name in FIELDS[Kind.CUSTOMER] if name.startswith("address."))
_COMPANY = Noun(
    CompanyInformation.__table__,  # type: ignore[attr-defined] # SQLModel makes it at run time
    by_name(
        *(like(Kind.CUSTOMER, name) for name in ("name", *_ADDRESS, "phone", "email", "homePage", "vatNumber")),
        like(Kind.CUSTOMER, "currencyCode", required=True),
        like(Kind.CUSTOMER, "languageCode", required=True),
    ),
)


async def update_company_information(work: UnitOfWork, call: SetupCall) -> Outcome:
    """Change what is known of our own firm; the caller commits."""
    return await finish(work, await drafted(work, _COMPANY, call.given))
