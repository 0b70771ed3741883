"""Plan how a change set is taken back: its field changes, its new and its deleted records, its links. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.change import Kind, Reason, Record, Value, as_text
from domain.fields import FIELDS
from domain.ids import key_of
from domain.reverting.fields import Standing
from domain.reverting.held import Held
from domain.reverting.told import Listed, Told
from domain.sync import linking
from domain.sync.creation import shared_with
from domain.sync.fields import SharedField
from domain.sync.linking import Master
from domain.sync.planning import Planning
from domain.sync.star import Star, Surroundings
from domain.sync.writes import LINKED_CONTACT
from domain.tables import id_of, value_of

_ORDER = (Kind.CUSTOMER, Kind.VENDOR, Kind.BANK_ACCOUNT, Kind.CONTACT)
"""Cards are deleted before the contacts that they name."""


@dataclass
class Reversal:
    """What is to be done: changes, records that go and come, cards whose link ends, contacts and cards to be linked.

    `touched` are new records that somebody changed since: they cannot go. `skipped` are changes that are left.
    """

    planning: Planning
    deleted: list[Record] = field(default_factory=list)
    restored: dict[str, Record] = field(default_factory=dict)
    parted: list[Record] = field(default_factory=list)
    joined: list[tuple[Record, Record]] = field(default_factory=list)
    touched: list[Record] = field(default_factory=list)
    skipped: list[Listed] = field(default_factory=list)

    def as_planned(self, record: Record) -> Record:
        """Return a record as it will be."""
        return replace(record, values=self.planning.values(record))


def plan_reversal(told: Sequence[Told], held: Held, around: Surroundings) -> Reversal:
    """Return what takes all this back."""
    made = Reversal(Planning(around))
    leaving = _part(made, told, held)
    standing = Standing(told, held, around.rules, leaving)
    _delete(made, told, held)
    _restore(made, told, held)
    made.skipped += standing.fallen()
    _put_back(made.planning, told, held, standing)
    _follow(made, held, around.rules, leaving)
    _put_back(made.planning, told, held, standing)  # what followed from it must not differ from what was
    _join(made, told, held, leaving)
    _name_nobody_foreign(made, told, held)
    for card in made.parted:
        if card not in made.deleted:
            linking.unlink(made.planning, card)
    return made


def _part(made: Reversal, told: Iterable[Told], held: Held) -> set[str]:
    """Find the cards whose links began and still are."""
    leaving: set[str] = set()
    for each in told:
        if each.linked_after and held.contact_of.get(each.id) == each.linked_after:
            leaving.add(each.id)
            made.parted.append(held.records[each.id])
        elif each.linked_after and not each.is_new:
            made.skipped.append(each.listed[LINKED_CONTACT])
    return leaving


def _delete(made: Reversal, told: Iterable[Told], held: Held) -> None:
    """Find the records that came into being; those that are gone already are left."""
    for each in told:
        record = held.records.get(each.id)
        if each.is_new and record is None:
            made.skipped += each.listed.values()
        elif each.is_new and record is not None:
            made.deleted.append(record)
            if not _is_as_made(each, record, held):
                made.touched.append(record)
    made.deleted.sort(key=lambda record: (_ORDER.index(record.kind), record.values.get("type") == "COMPANY"))
    gone = {id_of(record) for record in made.deleted}
    for record in made.deleted:
        star = held.stars.get(record.id)
        for card in star.named if star else ():
            if id_of(card) not in gone:
                made.planning.put(card, "primaryContactId", None, Reason.REVERTED, record)
                made.planning.put(card, "contactName", None, Reason.REVERTED, record)


def _is_as_made(each: Told, record: Record, held: Held) -> bool:
    """Tell whether a new record is as it was made; of flags, false is what holds without being told."""
    values = {name: as_text(value) for name, value in record.values.items()}
    same = all(value == each.after.get(name) or (not value or value == "false") for name, value in values.items())
    return (
        same
        and all(values[name] == value for name, value in each.after.items())
        and (held.contact_of.get(each.id) == each.linked_after)
    )


def _restore(made: Reversal, told: Iterable[Told], held: Held) -> None:
    """Plan the records that were deleted anew, at the version that their deletion made."""
    for each in told:
        if not each.is_gone:
            continue
        if each.id in held.records:
            made.skipped += each.listed.values()
            continue
        blank = Record(each.kind, each.id, str(each.before["number"]), each.version, dict.fromkeys(FIELDS[each.kind]))
        made.restored[each.id] = blank
        for name, value in each.before.items():
            made.planning.put(blank, name, value_of(each.kind, name, value), Reason.REVERTED)


def _put_back(planning: Planning, told: Iterable[Told], held: Held, standing: Standing) -> None:
    for each in told:
        for name, value in standing.fields(each.id).items():
            planning.put(held.records[each.id], name, value_of(each.kind, name, value), Reason.REVERTED)


def _follow(made: Reversal, held: Held, in_force: Sequence[SharedField], leaving: set[str]) -> None:
    """Carry what changes on contacts to cards that were linked since, and names to the cards that name them.

    Persons get back what was taken from them, and no more: they may differ from their company.
    """
    planning = made.planning
    gone = {record.id for record in made.deleted} | leaving
    for star in held.stars.values():
        if star.hub is not None and star.hub.id not in gone:
            changed = planning.changed(star.hub)
            travelling = [shared for shared in in_force if shared.on[Kind.CONTACT] in changed]
            planning.reach(_without(star, gone), star.hub, travelling)


def _without(star: Star, gone: set[str]) -> Star:
    cards, named = (tuple(card for card in cards if card.id not in gone) for cards in (star.cards, star.named))
    return Star(star.hub, cards, named=named)


def _join(made: Reversal, told: Iterable[Told], held: Held, leaving: set[str]) -> None:
    """Plan the links that ended anew; the contact counts, unless only the card lived on."""
    was = {key: dict(made.planning.values(blank)) for key, blank in made.restored.items()}
    stars = {key: _without(star, leaving) for key, star in held.stars.items()}
    gone = {record.id for record in made.deleted}
    for each in told:
        if not each.linked_before:
            continue
        card = held.records.get(each.id) or made.restored.get(each.id)
        hub = held.contacts.get(each.linked_before) or made.restored.get(each.linked_before)
        if card is None or hub is None or hub.id in gone or each.id in held.contact_of:
            made.skipped.append(each.listed[LINKED_CONTACT])
            continue
        star = stars.get(hub.id, Star(hub))
        counting = _counting(made.planning, card, was[hub.id]) if hub.id in was and card.id not in was else {}
        linking.link(made.planning, star, card, Master.CONTACT, counting)
        stars[hub.id] = replace(star, cards=(*star.cards, card))
        made.joined.append((hub, card))


def _counting(planning: Planning, card: Record, contact_was: Mapping[str, Value]) -> Mapping[str, Master]:
    """Return the fields in which a card counts that lived on: those that were changed on it meanwhile."""
    return {
        shared.code: Master.CARD
        for shared in shared_with(planning, card.kind)
        if card.values[shared.on[card.kind]] != contact_was[shared.on[Kind.CONTACT]]
    }


def _name_nobody_foreign(made: Reversal, told: Iterable[Told], held: Held) -> None:
    """Leave a card's primary contact where the one before does not belong to its contact any more."""
    hubs = held.contact_of | {card.id: hub.id for hub, card in made.joined}
    for parted in made.parted:
        hubs.pop(parted.id, None)
    for each in told:
        card = held.records.get(each.id) or made.restored.get(each.id)
        if card is None or each.kind is Kind.CONTACT or "primaryContactId" not in made.planning.changed(card):
            continue
        if not _belongs(made, held.contacts, hubs.get(card.id), made.planning.values(card)["primaryContactId"]):
            for name in ("primaryContactId", "contactName"):
                made.planning.put(card, name, card.values[name], Reason.REVERTED)
                made.skipped += [each.listed[name]] if name in each.listed else []


def _belongs(made: Reversal, contacts: Mapping[str, Record], hub: str | None, person_id: object) -> bool:
    if person_id is None:
        return True
    key = key_of("Contact", str(person_id)) or ""
    person = contacts.get(key) or made.restored.get(key)
    if person is None or hub is None:
        return False
    company = made.planning.values(person)["companyId"]
    return key == hub or (company is not None and key_of("Contact", str(company)) == hub)
