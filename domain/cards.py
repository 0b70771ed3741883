"""Say what is special about customers, vendors and bank accounts: they follow a contact, and name a person."""

from collections.abc import Iterator, Mapping

from db.unit_of_work import UnitOfWork
from domain.change import Record, Value
from domain.editing import Special
from domain.errors import ContactNotRelated, ErrorCode, NotAPerson, Refusal, SetOnContact
from domain.ids import key_of, public_id
from domain.stars import Locked
from domain.sync.fields import shared_on
from domain.sync.plan import Surroundings


async def _refusals(_work: UnitOfWork, locked: Locked, changed: Mapping[str, Value]) -> list[Refusal]:
    return [*_contact_owned(locked, changed), *_primary_refusals(locked, changed)]


def _contact_owned(locked: Locked, changed: Mapping[str, Value]) -> Iterator[Refusal]:
    """Refuse to change on a linked card what only travels from the contact to it."""
    card, hub = locked.edited, locked.star.hub
    for name in changed if hub else ():
        shared = shared_on(card.kind, name)
        if hub and shared and shared.travels_to(card.kind) and not shared.travels_from(card.kind):
            code = ErrorCode.TYPE_CHANGE_REFUSED if name == "contactType" else ErrorCode.INVALID_VALUE
            yield SetOnContact(contact=hub.number, code=code, path=("input", *name.split(".")))


def _primary_refusals(locked: Locked, changed: Mapping[str, Value]) -> Iterator[Refusal]:
    """Refuse a primary contact that is no person of the linked contact. Source: reference-contacts.md §7."""
    person = _primary(locked, changed)
    if person is None:
        return
    path = ("input", "primaryContactId")
    if person.values["type"] != "PERSON":
        yield NotAPerson(contact=person.number, path=path)
    elif not _belongs(person, locked.star.hub):
        yield ContactNotRelated(contact=person.number, path=path)


def _belongs(person: Record, hub: Record | None) -> bool:
    return hub is not None and (person.id == hub.id or person.values["companyId"] == public_id("Contact", hub.id))


def _primary(locked: Locked, changed: Mapping[str, Value]) -> Record | None:
    wanted = changed.get("primaryContactId")
    return locked.contacts.get(key_of("Contact", str(wanted)) or "") if wanted else None


async def _surroundings(_work: UnitOfWork, locked: Locked, changed: Mapping[str, Value]) -> Surroundings:
    return Surroundings(primary_contact=_primary(locked, changed))


SPECIAL = Special(_refusals, _surroundings)
