"""Say what may happen to customers."""

from db.unit_of_work import UnitOfWork
from domain.calls import Outcome
from domain.cards import SPECIAL
from domain.editing import Edit, edit_record


async def update_customer(work: UnitOfWork, edit: Edit) -> Outcome:
    """Edit a customer; its contact and the contact's other cards follow."""
    return await edit_record(work, edit, SPECIAL)
