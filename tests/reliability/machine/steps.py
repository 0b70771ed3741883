"""Draw operations. A step names records by places in lists, so that it means something in every state, or nothing."""

from dataclasses import dataclass, field
from typing import Any, Literal

from hypothesis import strategies as st

from domain.change import CARD_KINDS, Kind
from tests.reliability.machine.state import BANK, CONTACT, CUSTOMER, FIELDS, SHARED, VENDOR

How = Literal["plainly", "as shown before", "only shown", "and back again"]


@dataclass(frozen=True, kw_only=True)
class Step:
    """An operation; `how`: at once, or first as a dry run and then with its token, or as a dry run only.

    `and back again` is at once, then taken back, then done again by taking that back.
    """

    how: How = "plainly"


@dataclass(frozen=True)
class Create(Step):
    """A new record. `company` is a place; `number` is typed, with the prefix of the kind before it."""

    kind: Kind
    given: dict[str, Any]
    company: int | None = None
    number: int | None = None


@dataclass(frozen=True)
class CreateFrom(Step):
    """A card made from a contact."""

    kind: Kind
    contact: int
    number: int | None = None


@dataclass(frozen=True)
class Link(Step):
    """A contact and a card that are linked."""

    contact: int
    card: int
    master: str
    exceptions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Unlink(Step):
    """A link that ends."""

    link: int


@dataclass(frozen=True)
class Edit(Step):
    """Changes of a record. `company` and `primary` are places, -1 for none; `read` is how old the version is."""

    kind: Kind
    record: int
    given: dict[str, Any]
    company: int | None = None
    primary: int | None = None
    read: int | None = None


@dataclass(frozen=True)
class Delete(Step):
    """A record that goes."""

    kind: Kind
    record: int
    persons: str | None = None
    read: int | None = None


@dataclass(frozen=True)
class Batch(Step):
    """Contacts for cards that have none: all, or those from the one at a place on."""

    kind: Kind
    since: int | None = None


@dataclass(frozen=True)
class SetUp(Step):
    """A change of the set-up: a switch of inheritance, a relation, the contacts' series, the default country."""

    what: str
    value: Any


@dataclass(frozen=True)
class Rule(Step):
    """A rule of synchronisation."""

    name: str
    kind: Kind
    direction: str


NAMES = ["Berg AG", "Anna Lee", "Ludwig van Beethoven", "Anna"]
VALUES = {
    "name": st.sampled_from([*NAMES, *NAMES, ""]),
    "phone": st.sampled_from(["030 1", "030 2", None, "030 1", None, "call me"]),
    "city": st.sampled_from(["Bonn", "Lyon", None]),
    "country": st.sampled_from(["DE", "FR", None, "FR", None, "XX"]),
    "salesperson": st.sampled_from(["JR", "OF", None]),
    "type": st.sampled_from(["COMPANY", "PERSON"]),
    "privacy": st.sampled_from([True, False]),
    "contactName": st.sampled_from(["Anna Lee", "Bea", None]),
    "blocked": st.sampled_from(["NONE", "ALL"]),
}
PLACES = st.integers(0, 11)
CARDS = st.sampled_from(CARD_KINDS)
HOW: st.SearchStrategy[How] = st.sampled_from(["plainly", "plainly", "as shown before", "only shown", "and back again"])


NAMED = {"name": VALUES["name"]}
PERSON = {**NAMED, "type": st.just("PERSON")}


def given(kind: Kind, *without: str, **always: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw some fields of a kind, a few of them at a time, besides those that are always given."""
    drawn = [name for name in FIELDS[kind] if name in VALUES and name not in {*without, *always}]
    names = st.lists(st.sampled_from(drawn), unique=True, min_size=0 if always else 1, max_size=3)
    return names.flatmap(lambda some: st.fixed_dictionaries({**always, **{name: VALUES[name] for name in some}}))


NUMBERS = st.none() | st.none() | st.none() | st.integers(1, 9)
"""No number, or one that the series is about to give, or has given."""


def _creations() -> st.SearchStrategy[Step]:
    person = st.builds(Create, st.just(CONTACT), given(CONTACT, "privacy", **PERSON), company=PLACES, how=HOW)
    contact = st.builds(Create, st.just(CONTACT), given(CONTACT, "privacy", **NAMED), number=NUMBERS, how=HOW)
    cards = [
        st.builds(Create, st.just(kind), given(kind, "privacy", "blocked", **NAMED), number=NUMBERS, how=HOW)
        for kind in CARD_KINDS
    ]
    return st.one_of(contact, person, person, *cards)


def edits() -> st.SearchStrategy[Step]:
    """Draw a change of a record: some of its fields, now and then from an old version."""
    read = st.none() | st.integers(-1, 3)
    somebody = st.none() | st.integers(-1, 11)
    contact = st.builds(
        Edit, st.just(CONTACT), PLACES, given(CONTACT), company=st.none() | somebody, read=read, how=HOW
    )
    cards = [
        st.builds(Edit, st.just(kind), PLACES, given(kind, "privacy"), primary=somebody, read=read, how=HOW)
        for kind in (CUSTOMER, VENDOR)
    ]
    bank = st.builds(Edit, st.just(BANK), PLACES, given(BANK), read=read, how=HOW)
    return st.one_of(contact, contact, *cards, bank)


def _set_ups() -> st.SearchStrategy[Step]:
    switches = st.builds(SetUp, st.sampled_from(["country", "salesperson", "city", "phone"]), st.booleans())
    relation = st.builds(SetUp, CARDS, st.sampled_from([True, True, False]))
    series = st.builds(SetUp, st.just("series"), st.sampled_from([True, True, False]))
    default = st.builds(SetUp, st.just("default_country"), st.sampled_from([None, "GB"]))
    free = ["BOTH", "BOTH", "CONTACT_TO_CARD", "CARD_TO_CONTACT", "NEVER"]
    rule = st.builds(Rule, st.sampled_from(["name", "phone", "country"]), CARDS, st.sampled_from(free))
    type_ = st.builds(Rule, st.just("type"), st.just(CUSTOMER), st.sampled_from(["CONTACT_TO_CARD", "NEVER"]))
    return st.one_of(switches, relation, series, default, rule, rule, type_)


OPENING: tuple[Step, ...] = (
    Create(CUSTOMER, {"name": "Berg AG", "phone": "030 1", "city": "Bonn", "contactName": "Anna Lee"}),
    CreateFrom(VENDOR, 0),
    CreateFrom(BANK, 0),
    Create(CONTACT, {"name": "Bea", "type": "PERSON"}, company=0),
    Create(VENDOR, {"name": "Lee", "country": "FR"}),
    Create(CUSTOMER, {"name": "Anna", "type": "PERSON"}),
)
"""What most runs begin with: a star with three cards and two persons, and two smaller ones."""


def steps() -> st.SearchStrategy[Step]:
    """Draw a step, with the frequency that makes stars grow, change and fall apart."""
    exceptions = st.dictionaries(st.sampled_from(list(SHARED)), st.sampled_from(["CONTACT", "CARD"]), max_size=2)
    persons = st.sampled_from([None, "DELETE", "DETACH"])
    read = st.none() | st.integers(0, 2)
    often = {
        edits(): 8,
        _creations(): 3,
        st.builds(CreateFrom, CARDS, PLACES, number=NUMBERS, how=HOW): 3,
        st.builds(Link, PLACES, PLACES, st.sampled_from(["CONTACT", "CARD"]), exceptions, how=HOW): 3,
        st.builds(Unlink, PLACES, how=HOW): 2,
        st.builds(Delete, st.sampled_from(Kind), PLACES, persons=persons, read=read, how=HOW): 1,
        st.builds(Batch, CARDS, st.none() | PLACES, how=HOW): 1,
        _set_ups(): 2,
    }
    # Drawn in two steps: `one_of` would count the kinds of steps that each of these is one of.
    return st.sampled_from([each for each, times in often.items() for _ in range(times)]).flatmap(lambda each: each)


def openings() -> st.SearchStrategy[tuple[Step, ...]]:
    """Draw what a run begins with."""
    return st.sampled_from([(), OPENING, OPENING, OPENING])
