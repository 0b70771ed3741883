"""Name what a plan is made from: a contact with all that hangs on it, and what surrounds it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from domain.change import Record
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
class Policy:
    """What governs how values travel: the rules in force, and what persons take over from their company."""

    rules: Sequence[SharedField]
    inheritance: Inheritance


@dataclass(frozen=True)
class Surroundings:
    """What else a plan depends on: the switches, the rules in force, and the records that the edit names.

    `new_person` is a person that comes into being with the edit: the one whose name was typed on a card.
    """

    inheritance: Inheritance = field(default_factory=Inheritance)
    rules: Sequence[SharedField] = SHARED_FIELDS
    company: Record | None = None
    former_company: Record | None = None
    primary_contact: Record | None = None
    new_person: Record | None = None
