"""Decide, for all three ways of synchronising, whose contact is meant, and lock it: a person's company, if it has one.

Source: product.md §3, reference-contacts.md §5, §18 W8.
"""

from sqlalchemy import select

from db.races import LostRace
from db.unit_of_work import UnitOfWork
from domain.change import Kind, Record
from domain.errors import (
    CompanyRequired,
    ContactAlreadyLinked,
    ContactPrivacyBlocked,
    NotFound,
    Refusal,
    Refused,
    RelationNotConfigured,
)
from domain.ids import key_of
from domain.setup import Setup
from domain.stars import Locked, Reach, lock_star
from domain.tables import TABLES, id_of

_PATH = ("input", "contactId")
_SETTINGS = {
    Kind.CUSTOMER: "customerRelation",
    Kind.VENDOR: "vendorRelation",
    Kind.BANK_ACCOUNT: "bankAccountRelation",
}
_TRIES = 5


async def lock_linkable(
    work: UnitOfWork, contact_id: str, card: tuple[Kind, str] | None = None
) -> tuple[Locked, Record]:
    """Lock the star of the contact that is meant; return it with the contact that was named.

    Raises:
        Refused: NotFound.
        LostRace: the contact moved from company to company all the time.
    """
    named = key_of("Contact", contact_id)
    table = TABLES[Kind.CONTACT]
    for _ in range(_TRIES):
        row = (await work.connection.execute(select(table.c.company_id).where(table.c.id == named))).first()
        if named is None or row is None:
            raise Refused([NotFound(what="Contact", path=_PATH)])
        reach = Reach(persons=True, contacts=(named,), card=card)
        locked = await _lock_unless_gone(work, row.company_id or named, reach)
        found = locked.contacts.get(named) if locked else None
        if locked and found and key_of("Contact", str(found.values["companyId"])) == row.company_id:
            return locked, found
    raise LostRace


async def _lock_unless_gone(work: UnitOfWork, key: str, reach: Reach) -> Locked | None:
    """Lock a contact's star; None where the contact was deleted since its key was read."""
    try:
        return await lock_star(work, Kind.CONTACT, key, reach)
    except Refused:
        return None


def contact_refusals(setup: Setup, kind: Kind, locked: Locked, named: Record) -> list[Refusal]:
    """Return why a contact may not be linked with one more card of this kind."""
    hub = locked.hub
    found: list[Refusal] = [
        ContactPrivacyBlocked(contact=record.number, path=_PATH)
        for record in {record.id: record for record in (hub, named)}.values()
        if record.values["privacyBlocked"]
    ]
    if kind is not Kind.CUSTOMER and hub.values["type"] != "COMPANY":
        found.append(CompanyRequired(contact=hub.number, path=_PATH))
    own = next((card for card in locked.star.cards if card.kind is kind), None)
    if own is not None and kind is not Kind.BANK_ACCOUNT:
        found.append(ContactAlreadyLinked(contact=hub.number, card=own.number, ids=(id_of(own),), path=_PATH))
    if kind not in setup.relations:
        found.append(RelationNotConfigured(setting=_SETTINGS[kind]))
    return found
