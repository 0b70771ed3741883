"""Collect field changes while a plan is made: what is entered, and each step that follows from it. Pure.

Each record is written once, however often it is reached. Source: product.md §2.1-2.8.
"""

from collections.abc import Iterable, Mapping, Sequence

from domain.change import Change, Kind, Reason, Record, Value
from domain.sync import inheritance, names
from domain.sync.fields import SharedField
from domain.sync.star import Star, Surroundings


class Planning:
    """The changes planned so far. A field that is `asked` for is not inherited, derived or filled in."""

    def __init__(self, around: Surroundings, asked: Iterable[tuple[Record, Iterable[str]]] = ()) -> None:
        self.around = around
        self._asked = {(record.id, name) for record, names_ in asked for name in names_}
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

    def enter(self, record: Record, values: Mapping[str, Value], reason: Reason = Reason.ENTERED) -> None:
        """Plan several values of one record."""
        for name, value in values.items():
            self.put(record, name, value, reason)

    def fill(self, record: Record, values: Mapping[str, Value]) -> None:
        """Give a record these values where it has none and none was asked for."""
        for name, value in values.items():
            if self.values(record)[name] is None and not self.is_asked(record, name):
                self.put(record, name, value, Reason.DEFAULTED)

    def is_asked(self, record: Record, name: str) -> bool:
        """Tell whether the call itself says what the field shall hold."""
        return (record.id, name) in self._asked

    def changed(self, record: Record) -> set[str]:
        """Return the names of the record's fields that change."""
        return {name for key, name in self._changes if key == record.id}

    def by_record(self) -> tuple[Change, ...]:
        """Return the changes, those of one record together, records in the order in which they were reached."""
        found: dict[str, list[Change]] = {}
        for change in self._changes.values():
            found.setdefault(change.record.id, []).append(change)
        return tuple(change for own in found.values() for change in own)

    def assign(self, person: Record, company: Record, former: Record | None = None) -> None:
        """Plan what a person takes over from the company that it is given."""
        taken = inheritance.on_assignment(
            self.around.inheritance, self.values(company), former.values if former else None, self.values(person)
        )
        for name, value in list(taken):
            if not self.is_asked(person, name):
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
            renamed = names.renamed(str(values["name"]), str(contact.values["name"] or ""), old)
            for part, value in renamed.fields().items():
                self.put(contact, part, value, Reason.DERIVED)

    def name_primary(self, card: Record, primary: Record | None) -> None:
        """Name a card's new primary contact on the card, by the name that it will have."""
        if "primaryContactId" in self.changed(card) and not self.is_asked(card, "contactName"):
            name = self.values(primary)["name"] if primary else None
            self.put(card, "contactName", name, Reason.DERIVED, primary)

    def copy(self, shared: SharedField, source: Record, target: Record) -> None:
        """Copy one shared field; a card of a contact that becomes privacy-blocked is blocked altogether."""
        value = self.values(source)[shared.on[source.kind]]
        self.put(target, shared.on[target.kind], value, Reason.SYNCHRONISED, source)
        if shared.code == "PRIVACY_BLOCKED" and "privacyBlocked" in self.changed(target):
            self._block(target, source, blocked=bool(value))

    def _block(self, card: Record, source: Record, *, blocked: bool) -> None:
        """Block a card with its contact, and lift the block with it. Source: reference-contacts.md §13."""
        if card.kind in {Kind.CUSTOMER, Kind.VENDOR} and (blocked or self.values(card)["blocked"] == "ALL"):
            self.put(card, "blocked", "ALL" if blocked else "NONE", Reason.DERIVED, source)

    def reach(self, star: Star, hub: Record, travelling: Sequence[SharedField], origin: Record | None = None) -> None:
        """Carry what changed on the contact to all that hangs on it but the card where it came from."""
        self._spread(hub, [card for card in star.cards if origin is None or card.id != origin.id], travelling)
        self._follow_primary(hub, star)
        for person in star.persons:
            self._inherit(hub, person)

    def _spread(self, hub: Record, cards: Iterable[Record], travelling: Iterable[SharedField]) -> None:
        """Copy fields to cards even where the contact had the value already: the field was changed, so it counts."""
        for card in cards:
            for shared in travelling:
                if shared.travels_to(card.kind):
                    self.copy(shared, hub, card)

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
        return self.is_asked(card, "contactName") or "primaryContactId" in self.changed(card)

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
        self._spread(person, star.cards, [shared for shared in self.around.rules if shared.on[Kind.CONTACT] in changed])
