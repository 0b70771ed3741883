"""Say what is special about customers, vendors and bank accounts: they follow a contact, and name a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from domain.calls import Walk
from domain.change import Kind, Record, Value
from domain.editing import Special
from domain.errors import (
    CardPrivacyBlocked,
    ContactNotRelated,
    ContactPrivacyBlocked,
    ErrorCode,
    NotAPerson,
    Refusal,
    SetOnContact,
)
from domain.ids import key_of, public_id
from domain.new_cards import PEOPLED
from domain.new_records import blank, new_contact_number
from domain.setup import read_setup
from domain.stars import Locked
from domain.sync.fields import SharedField, shared_on
from domain.sync.star import Surroundings


async def _refusals(walk: Walk, locked: Locked, changed: Mapping[str, Value]) -> list[Refusal]:
    return [
        *_contact_owned(locked, changed, walk.rules),
        *_primary_refusals(locked, changed),
        *(replace(each, path=("input", "blocked")) for each in block_refusals(locked.edited, locked.star.hub, changed)),
    ]


def _contact_owned(locked: Locked, changed: Mapping[str, Value], in_force: Sequence[SharedField]) -> Iterator[Refusal]:
    """Refuse to change on a linked card what only travels from the contact to it."""
    card, hub = locked.edited, locked.star.hub
    for name in changed if hub else ():
        shared = shared_on(card.kind, name, in_force)
        if hub and shared and shared.travels_to(card.kind) and not shared.travels_from(card.kind):
            code = ErrorCode.TYPE_CHANGE_REFUSED if name == "contactType" else ErrorCode.INVALID_VALUE
            yield SetOnContact(contact=hub.number, code=code, path=("input", *name.split(".")))


def block_refusals(card: Record, hub: Record | None, changed: Mapping[str, Value]) -> Iterator[Refusal]:
    """Refuse to lift the block of a card that is privacy-blocked and stays so. Source: reference-contacts.md §13."""
    if {**card.values, **changed}.get("privacyBlocked") and changed.get("blocked", "ALL") != "ALL":
        yield ContactPrivacyBlocked(contact=hub.number) if hub else CardPrivacyBlocked(card=card.number)


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


async def _surroundings(walk: Walk, locked: Locked, changed: Mapping[str, Value]) -> Surroundings:
    if not _names_somebody_new(locked, changed):
        return Surroundings(rules=walk.rules, primary_contact=_primary(locked, changed))
    setup = await read_setup(walk.work)
    number = await new_contact_number(walk, setup) if locked.edited.kind in setup.relations else None
    person = blank(walk, Kind.CONTACT, number) if number else None
    return Surroundings(rules=walk.rules, inheritance=setup.inheritance, new_person=person)


def _names_somebody_new(locked: Locked, changed: Mapping[str, Value]) -> bool:
    """Tell whether a name was typed where nobody was named: it becomes a person. Source: reference-contacts.md §7."""
    card, hub = locked.edited, locked.star.hub
    if hub is None or hub.values["type"] != "COMPANY" or hub.values["privacyBlocked"]:
        return False
    if changed.get("contactName") is None or changed.get("primaryContactId") is not None:
        return False
    return card.kind in PEOPLED and card.values["contactName"] is None and card.values["primaryContactId"] is None


SPECIAL = Special(_refusals, _surroundings)
