"""Save items."""

from db.tables import Item
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome
from domain.setup_changes.fields import amount_field, by_name, code_field, flag_field, text_field
from domain.setup_changes.saving import Noun, SetupCall, drafted, finish

_ITEM = Noun(
    Item.__table__,  # type: ignore[attr-defined] # SQLModel makes it at run time
    by_name(
        code_field("number", 20, required=True),
        text_field("description", 100, required=True),
        amount_field("unitPrice"),
        amount_field("unitCost"),
        code_field("unitOfMeasure", 10),
        amount_field("vatPercent", 100),
        flag_field("blocked"),
    ),
    key="number",
)


async def save_item(work: UnitOfWork, call: SetupCall) -> Outcome:
    """Create or change an item; the caller commits."""
    return await finish(work, await drafted(work, _ITEM, call.given))
