"""Turn what is stored and what is asked into the list of field changes that follow. Pure: no database, no clock.

The contact is the hub: a changed shared field goes from the edited card to the contact, from there to every other
linked card, and from a company to those of its persons that still have its old value. Each record is written once.
Source: product.md §2.1-2.8.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.change import Change, Kind, Reason, Record, Value
from domain.sync import inheritance, names
from domain.sync.fields import SHARED_FIELDS, SharedField
from domain.sync.inheritance import Inheritance


@dataclass(frozen=True)
class Star:
    """A contact with its linked cards; for a company also its persons with theirs, as far as they may be reached.

    `named` are the cards whose primary contact this person is. Without a hub the star is one card on its own.
    """

    hub: Record | None
    cards: tuple[Record, ...] = ()
    persons: tuple["Star", ...] = ()
    named: tuple[Record, ...] = ()

    def records(self) -> Iterable[Record]:
        """Return every record that a plan over this star may read."""
        yield from (self.hub,) if self.hub else ()
        yield from self.cards
        for person in self.persons:
            yield from person.records()
        yield from (card for card in self.named if card not in self.cards)


@dataclass(frozen=True)
class Surroundings:
    """What else a plan depends on: the switches, and the records that the edit names."""

    inheritance: Inheritance = field(default_factory=Inheritance)
    company: Record | None = None
    former_company: Record | None = None
    primary_contact: Record | None = None


@dataclass(frozen=True)
class Plan:
    """Every field change that an edit causes, in the order they follow from each other."""

    changes: tuple[Change, ...]


def plan_edit(edited: Record, asked: Mapping[str, Value], star: Star, around: Surroundings) -> Plan:
    """Return what follows when these fields of a record get these values. Values were checked before.

    A field that is asked for is not inherited and not derived, also where it keeps its value. Only a person's name and
    its parts are one: whichever of them changes makes the others.
    """
    planning = _Planning(around, edited, frozenset(asked))
    for name, value in asked.items():
        planning.put(edited, name, value, Reason.ENTERED)
    if edited.kind is Kind.CONTACT:
        planning.assign(edited)
        planning.derive_name(edited)
    planning.travel(edited, star)
    planning.name_primary(edited)
    return Plan(planning.by_record())


class _Planning:
    def __init__(self, around: Surroundings, edited: Record, asked: frozenset[str]) -> None:
        self.around = around
        self._asked = {(edited.id, name) for name in asked}
        self._changes: dict[tuple[str, str], Change] = {}
        self._values: dict[str, dict[str, Value]] = {}

    def values(self, record: Record) -> dict[str, Value]:
        """Return the record's values as planned so far."""
        return self._values.setdefault(record.id, dict(record.values))

    def put(self, record: Record, name: str, value: Value, reason: Reason, source: Record | None = None) -> None:
        """Plan a change, unless the field has the value already."""
        if self.values(record)[name] == value:
            return
        self.values(record)[name] = value
        self._changes.pop((record.id, name), None)
        if record.values[name] != value:
            self._changes[record.id, name] = Change(record, name, record.values[name], value, reason, source)

    def changed(self, record: Record) -> set[str]:
        """Return the names of the record's fields that change."""
        return {name for key, name in self._changes if key == record.id}

    def by_record(self) -> tuple[Change, ...]:
        """Return the changes, those of one record together, records in the order in which they were reached."""
        found: dict[str, list[Change]] = {}
        for change in self._changes.values():
            found.setdefault(change.record.id, []).append(change)
        return tuple(change for own in found.values() for change in own)

    def assign(self, person: Record) -> None:
        """Plan what a person takes over from the company that it is given."""
        company, former = self.around.company, self.around.former_company
        if company is None or "companyId" not in self.changed(person):
            return
        taken = inheritance.on_assignment(
            self.around.inheritance, company.values, former.values if former else None, self.values(person)
        )
        for name, value in list(taken):
            if (person.id, name) not in self._asked:
                self.put(person, name, value, Reason.INHERITED, company)

    def derive_name(self, contact: Record) -> None:
        """Keep name and parts together: parts make the name, a new name is taken apart, a company has no parts."""
        values, changed = self.values(contact), self.changed(contact)
        if values["type"] == "COMPANY":
            for name in (*names.PARTS, "jobTitle", "companyId"):
                self.put(contact, name, None, Reason.DERIVED)
        elif changed & set(names.PARTS):
            self.put(contact, "name", names.parts_of(values).name, Reason.DERIVED)
        elif changed & {"name", "type"}:
            old = names.parts_of(contact.values)
            for part, value in names.renamed(str(values["name"]), str(contact.values["name"]), old).fields().items():
                self.put(contact, part, value, Reason.DERIVED)

    def name_primary(self, card: Record) -> None:
        """Name a card's new primary contact on the card, by the name that it will have."""
        if "primaryContactId" in self.changed(card) and (card.id, "contactName") not in self._asked:
            primary = self.around.primary_contact
            name = self.values(primary)["name"] if primary else None
            self.put(card, "contactName", name, Reason.DERIVED, primary)

    def travel(self, edited: Record, star: Star) -> None:
        """Carry the edited record's changed shared fields along the star."""
        hub, changed = star.hub, self.changed(edited)
        if hub is None:
            return
        travelling = [shared for shared in SHARED_FIELDS if shared.on.get(edited.kind) in changed]
        if edited.kind is not Kind.CONTACT:
            travelling = [shared for shared in travelling if shared.travels_from(edited.kind)]
            for shared in travelling:
                self._copy(shared, edited, hub)
            self.derive_name(hub)
        self._spread(hub, [card for card in star.cards if card.id != edited.id], travelling)
        self._follow_primary(hub, star)
        for person in star.persons:
            self._inherit(hub, person)

    def _copy(self, shared: SharedField, source: Record, target: Record) -> None:
        value = self.values(source)[shared.on[source.kind]]
        self.put(target, shared.on[target.kind], value, Reason.SYNCHRONISED, source)

    def _spread(self, hub: Record, cards: Iterable[Record], travelling: Iterable[SharedField]) -> None:
        """Copy fields to cards even where the contact had the value already: the field was changed, so it counts."""
        for card in cards:
            for shared in travelling:
                if shared.travels_to(card.kind):
                    self._copy(shared, hub, card)

    def _follow_primary(self, person: Record, star: Star) -> None:
        """Rename a person on the cards that it is the primary contact of; one that leaves its company leaves them."""
        changed = self.changed(person)
        for card in star.named:
            if "companyId" in changed and card not in star.cards:
                self.put(card, "primaryContactId", None, Reason.DERIVED, person)
                self.put(card, "contactName", None, Reason.DERIVED, person)
            elif "name" in changed and not self._is_settled(card):
                self.put(card, "contactName", self.values(person)["name"], Reason.DERIVED, person)

    def _is_settled(self, card: Record) -> bool:
        """Tell whether this very edit says whom the card names."""
        return (card.id, "contactName") in self._asked or "primaryContactId" in self.changed(card)

    def _inherit(self, company: Record, star: Star) -> None:
        person = star.hub
        if person is None:
            return
        taken = inheritance.on_change(
            self.around.inheritance, company.values, self.values(company), self.values(person)
        )
        for name, value in list(taken):
            self.put(person, name, value, Reason.INHERITED, company)
        changed = self.changed(person)
        self._spread(person, star.cards, [shared for shared in SHARED_FIELDS if shared.on[Kind.CONTACT] in changed])
