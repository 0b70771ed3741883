"""Say what each operation does to contacts and cards, as product.md §1-3 tells it.

Each method returns the codes of the refusals; where there are none, it has done to the model what Carnet must do to the
database.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from domain.change import CARD_KINDS, Kind
from tests.reliability.machine import refusals
from tests.reliability.machine.state import (
    CONTACT,
    CUSTOMER,
    FIELDS,
    INITIAL,
    PEOPLED,
    SHARED,
    TEMPLATE_COUNTRY,
    State,
    Values,
)


class Model(State):
    """The state, with what may be done to it."""

    # The three ways, and new records

    def create(self, kind: Kind, given: Values, number: str | None = None) -> set[str]:
        values, codes = refusals.checked(given)
        codes |= {"REQUIRED"} if values.get("name") is None and "name" not in given else set()
        codes |= refusals.number_codes(self, kind, number)
        if kind is CONTACT:
            codes |= refusals.company_codes(self, None, {**INITIAL, **values}, values.get("company"))
        if codes:
            return codes
        made = self.new(kind, values, number)
        record = self.records[made]
        if kind is CONTACT:
            company = record["company"]
            if company:
                self.assign(record, self.records[company], None, values)
            if record["country"] is None and "country" not in values and not (company and self.inherit["country"]):
                record["country"] = self.default_country
        else:
            self._own_contact(made, values)
        return codes

    def _own_contact(self, card: str, asked: Values) -> None:
        """Give a card the contact that comes into being with it, and the person whose name was typed on the card."""
        record, kind = self.records[card], self.kind(card)
        if kind not in self.relations or not self.series:
            return
        hub = self.new(CONTACT, {name: record[name] for name in ("name", *self.in_common(kind))})
        self.links[card] = hub
        if kind not in PEOPLED:
            return
        if self.records[hub]["type"] == "PERSON":
            record["primary"] = hub
            if record["contactName"] is None and "contactName" not in asked:
                record["contactName"] = record["name"]
        elif record["contactName"]:
            self._new_person(card, hub)

    def _new_person(self, card: str, company: str) -> None:
        name = self.records[card]["contactName"]
        person = self.new(CONTACT, {"name": name, "type": "PERSON", "company": company})
        self.assign(self.records[person], self.records[company], None, {})
        self.records[card]["primary"] = person

    def create_from(self, kind: Kind, contact: str, number: str | None = None) -> set[str]:
        hub = self.records[contact]["company"] or contact
        codes = refusals.linkable_codes(self, kind, hub, contact) | refusals.number_codes(self, kind, number)
        if codes:
            return codes
        values = self.records[hub]
        card = self.new(kind, {name: values[name] for name in ("name", *self.in_common(kind))}, number)
        record, before = self.records[card], dict(values)
        follows = self.goes_to("country", kind) and not self.comes_from("country", kind)
        if kind is CUSTOMER and values["type"] == "COMPANY" and record["country"] is None and not follows:
            record["country"] = TEMPLATE_COUNTRY
            if self.comes_from("country", kind):
                values["country"] = TEMPLATE_COUNTRY
                self.reach(hub, before, ["country"])
        if kind is CUSTOMER and values["type"] == "PERSON":
            record["primary"], record["contactName"] = hub, values["name"]
        self.links[card] = hub
        return codes

    def link(self, contact: str, card: str, master: str, exceptions: Mapping[str, str]) -> set[str]:
        hub, kind = self.records[contact]["company"] or contact, self.kind(card)
        codes = refusals.linkable_codes(self, kind, hub, contact)
        codes |= {"CARD_ALREADY_LINKED"} if card in self.links else set()
        for name, winner in exceptions.items():
            if kind not in SHARED[name] or (winner == "CARD" and not self.comes_from(name, kind)):
                codes.add("INVALID_VALUE")
        if codes:
            return codes
        theirs, ours = self.records[hub], self.records[card]
        before, taken = dict(theirs), []
        for name in self.in_common(kind):
            wins = exceptions.get(name, master) if self.comes_from(name, kind) else "CONTACT"
            if name == "privacy" and ours["privacy"]:
                wins = "CARD"
            if wins == "CONTACT" and self.goes_to(name, kind):
                self.give(card, name, theirs[name])
            elif wins == "CARD" and theirs[name] != ours[name]:
                theirs[name] = ours[name]
                taken.append(name)
        self.reach(hub, before, taken)
        self.links[card] = hub
        return codes

    def batch(self, kind: Kind, cards: Iterable[str]) -> set[str]:
        codes = {"RELATION_CODE_NOT_CONFIGURED"} if kind not in self.relations else set()
        codes |= set() if self.series else {"CONTACT_SERIES_NOT_CONFIGURED"}
        for card in () if codes else sorted(set(cards) - set(self.links)):
            if not self.records[card].get("privacy"):
                self._own_contact(card, {})
        return codes

    # Changes, and ends

    def edit(self, number: str, given: Values, read: Values | None = None) -> set[str]:
        """`read` is the record as the caller read it, None where the caller does not say."""
        record, kind = self.records[number], self.kind(number)
        values, codes = refusals.checked(given)
        asked, conflict = refusals.merged(values, record, read)
        changed = {name: value for name, value in asked.items() if record[name] != value}
        codes |= conflict | (refusals.of_contact if kind is CONTACT else refusals.of_card)(self, number, asked, changed)
        if codes:
            return codes
        before = dict(record)
        record |= asked
        if kind is CONTACT:
            if changed.get("company"):
                former = self.records.get(before["company"])
                self.assign(record, self.records[record["company"]], former, asked)
            if record["type"] == "COMPANY":
                record["company"] = None
            self.reach(number, before, [name for name in SHARED if record[name] != before[name]])
        else:
            self._edit_card(number, before, asked)
        return codes

    def _edit_card(self, card: str, before: Values, asked: Values) -> None:
        record, kind, hub = self.records[card], self.kind(card), self.links.get(card)
        moved = [name for name in FIELDS[kind] if record[name] != before[name]]
        if hub:
            theirs = self.records[hub]
            old, travelling = dict(theirs), [name for name in moved if self.comes_from(name, kind)]
            theirs |= {name: record[name] for name in travelling}
            settled = card if "contactName" in asked or "primary" in moved else None
            self.reach(hub, old, travelling, origin=card, settled=settled)
        if "primary" in moved and "contactName" not in asked:
            record["contactName"] = self.records[record["primary"]]["name"] if record["primary"] else None
        nobody = kind in PEOPLED and before["contactName"] is None and record["primary"] is None
        somebody = nobody and before["primary"] is None and record["contactName"] is not None
        if somebody and hub and kind in self.relations and self.series:
            contact = self.records[hub]
            if contact["type"] == "COMPANY" and not contact["privacy"]:
                self._new_person(card, hub)

    def unlink(self, card: str) -> set[str]:
        del self.links[card]
        if self.records[card].get("primary"):
            self.records[card] |= {"primary": None, "contactName": None}
        return set()

    def delete(self, number: str, persons: str | None, *, outdated: bool) -> set[str]:
        people = self.persons(number)
        codes = {"CONFLICT"} if outdated else set()
        codes |= {"COMPANY_HAS_PERSONS"} if people and persons is None else set()
        if codes:
            return codes
        going = [*people, number] if persons == "DELETE" else [number]
        for card, record in self.records.items():
            leaves = record.get("primary") in {*people, number}
            if leaves and (record["primary"] in going or self.links.get(card) != record["primary"]):
                record |= {"primary": None, "contactName": None}
        for person in people:
            self.records[person]["company"] = None
        for gone in going:
            del self.records[gone]
        self.links = {card: hub for card, hub in self.links.items() if card not in going and hub not in going}
        return codes

    def set_up(self, what: str, value: Any) -> set[str]:
        if what in CARD_KINDS:
            self.relations = self.relations | {Kind(what)} if value else self.relations - {Kind(what)}
        elif what in self.inherit:
            self.inherit[what] = value
        else:
            setattr(self, what, value)
        return set()

    def set_rule(self, name: str, kind: Kind, direction: str) -> set[str]:
        self.rules[name, kind] = direction
        return set()
