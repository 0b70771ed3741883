"""Hold contacts, cards, links and the set-up as plain dictionaries, and carry values from one record to others.

The model knows a handful of fields. Records are named by their numbers, references too. It shares no code with
`domain.sync`: where the two disagree, one of them is wrong. Source: product.md §1-3, reference-contacts.md §4-13.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.change import CARD_KINDS, STAR_KINDS, Kind

Values = dict[str, Any]
CONTACT, CUSTOMER, VENDOR, BANK = Kind.CONTACT, Kind.CUSTOMER, Kind.VENDOR, Kind.BANK_ACCOUNT
PEOPLED = (CUSTOMER, VENDOR)
PREFIXES = {CONTACT: "CT", CUSTOMER: "CU", VENDOR: "VE", BANK: "BA"}

SHARED: Mapping[str, tuple[Kind, ...]] = {
    "name": CARD_KINDS,
    "phone": CARD_KINDS,
    "city": CARD_KINDS,
    "country": CARD_KINDS,
    "salesperson": (CUSTOMER,),
    "type": (CUSTOMER,),
    "privacy": PEOPLED,
}
OWNED_BY_THE_CONTACT = ("type", "privacy")
OWN: Mapping[Kind, tuple[str, ...]] = {
    CONTACT: (*SHARED, "company"),
    CUSTOMER: ("primary", "contactName", "blocked"),
    VENDOR: ("primary", "contactName", "blocked"),
    BANK: ("contactName",),
}
FIELDS = {kind: (*(name for name in SHARED if kind in SHARED[name]), *OWN[kind]) for kind in STAR_KINDS}
INITIAL = {"type": "COMPANY", "privacy": False, "blocked": "NONE"}
TEMPLATE_COUNTRY = "DE"
"""The country in the only template for customers that are companies."""


@dataclass
class State:
    """All records by number, the contact of each linked card, and the set-up."""

    records: dict[str, Values] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    drawn: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(STAR_KINDS, 0))
    relations: set[Kind] = field(default_factory=lambda: set(CARD_KINDS))
    series: bool = True
    inherit: dict[str, bool] = field(
        default_factory=lambda: dict.fromkeys(("country", "salesperson", "city", "phone"), True)
    )
    default_country: str | None = None
    rules: dict[tuple[str, Kind], str] = field(
        default_factory=lambda: {
            (name, kind): "CONTACT_TO_CARD" if name in OWNED_BY_THE_CONTACT else "BOTH"
            for name, kinds in SHARED.items()
            for kind in kinds
        }
    )

    def kind(self, number: str) -> Kind:
        return next(kind for kind, prefix in PREFIXES.items() if number.startswith(prefix))

    def of(self, *kinds: Kind) -> list[str]:
        return sorted(number for number in self.records if self.kind(number) in kinds)

    def persons(self, company: str) -> list[str]:
        return [number for number in self.of(CONTACT) if self.records[number]["company"] == company]

    def cards(self, contact: str) -> list[str]:
        return [card for card, other in self.links.items() if other == contact]

    def rule(self, name: str, kind: Kind) -> str:
        return self.rules.get((name, kind), "NEVER")

    def goes_to(self, name: str, kind: Kind) -> bool:
        return self.rule(name, kind) in {"BOTH", "CONTACT_TO_CARD"}

    def comes_from(self, name: str, kind: Kind) -> bool:
        return self.rule(name, kind) in {"BOTH", "CARD_TO_CONTACT"}

    def in_common(self, kind: Kind) -> list[str]:
        return [name for name in SHARED if self.rule(name, kind) != "NEVER"]

    def reach(
        self, hub: str, before: Values, names: list[str], origin: str | None = None, settled: str | None = None
    ) -> None:
        """Carry fields from a contact to its cards, its name to whoever names it, and the rest to its persons."""
        contact = self.records[hub]
        for card in self.cards(hub):
            for name in names if card != origin else ():
                if self.goes_to(name, self.kind(card)):
                    self.give(card, name, contact[name])
        for card in self.of(*PEOPLED):
            record = self.records[card]
            if record["primary"] == hub and contact["company"] != before["company"] and self.links.get(card) != hub:
                record |= {"primary": None, "contactName": None}
            elif record["primary"] == hub and contact["name"] != before["name"] and card != settled:
                record["contactName"] = contact["name"]
        for person in self.persons(hub):
            self.follow(person, before, contact)

    def follow(self, person: str, old: Values, new: Values) -> None:
        """Give a person what its company changed, as far as it still has what the company had."""
        record = self.records[person]
        had = dict(record)
        record |= {name: new[name] for name, on in self.inherit.items() if on and record[name] == old[name]}
        self.reach(person, had, [name for name in self.inherit if record[name] != had[name]])

    def assign(self, person: Values, company: Values, former: Values | None, asked: Values) -> None:
        for name in (name for name, on in self.inherit.items() if on and name not in asked):
            still = person[name] is None or (former is not None and person[name] == former[name])
            if name in {"country", "salesperson"} or still:
                person[name] = company[name]

    def give(self, card: str, name: str, value: Any) -> None:
        record = self.records[card]
        if name == "privacy" and record[name] != value:
            record["blocked"] = "ALL" if value else "NONE" if record["blocked"] == "ALL" else record["blocked"]
        record[name] = value

    def new(self, kind: Kind, values: Values, number: str | None = None) -> str:
        while number is None:
            self.drawn[kind] += 1
            drawn = f"{PREFIXES[kind]}{self.drawn[kind]:05}"
            number = None if drawn in self.records else drawn
        blank = {name: INITIAL.get(name) for name in FIELDS[kind]}
        self.records[number] = blank | {name: value for name, value in values.items() if name in blank}
        return number
