"""Change which number series numbers what. Such a series may be one whose numbers are typed."""

from collections.abc import Mapping

from pydantic.alias_generators import to_snake

from db.tables import NumberSetup
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome
from domain.setup_changes.fields import by_name, listed_field
from domain.setup_changes.saving import Noun, SetupCall, drafted, finish

USES: Mapping[str, str] = {
    name: to_snake(name)
    for name in (
        "customers",
        "vendors",
        "bankAccounts",
        "salesQuotes",
        "salesOrders",
        "salesBlanketOrders",
        "purchaseQuotes",
        "purchaseOrders",
        "purchaseBlanketOrders",
        "serviceOrders",
    )
}
"""What has a number series of its own: the name in the API, and that of its column without `_id`."""

_NUMBERS = Noun(
    NumberSetup.__table__,  # type: ignore[attr-defined] # SQLModel makes it at run time
    by_name(*(listed_field(f"{name}Code", "number_series", 20, f"{column}_id") for name, column in USES.items())),
)


async def update_number_setup(work: UnitOfWork, call: SetupCall) -> Outcome:
    """Change which number series numbers what; the caller commits."""
    return await finish(work, await drafted(work, _NUMBERS, call.given))
