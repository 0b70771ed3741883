"""Plan new records: what is entered, what comes along a link, from a company, a template or the set-up. Pure.

Source: product.md §3, reference-contacts.md §5.1, §6-8.
"""

from collections.abc import Mapping

from domain.change import Kind, Reason, Record, Value
from domain.ids import public_id
from domain.sync.fields import Direction, SharedField
from domain.sync.planning import Planning
from domain.sync.star import Star

INITIAL: Mapping[Kind, Mapping[str, Value]] = {
    Kind.CONTACT: {"type": "COMPANY", "privacyBlocked": False},
    Kind.CUSTOMER: {
        "contactType": "COMPANY",
        "privacyBlocked": False,
        "blocked": "NONE",
        "billing.pricesIncludeVat": False,
    },
    Kind.VENDOR: {"privacyBlocked": False, "blocked": "NONE", "billing.pricesIncludeVat": False},
    Kind.BANK_ACCOUNT: {"blocked": False},
}
"""What a new record's fields hold that are never empty, where nothing else is known."""


def new_contact(
    planning: Planning,
    contact: Record,
    given: Mapping[str, Value],
    company: Record | None,
    defaults: Mapping[str, Value],
) -> None:
    """Plan a contact made by hand. What a person takes over from its company beats the defaults of the set-up."""
    begin(planning, contact)
    planning.enter(contact, given)
    start(planning, contact)
    inherited: tuple[str, ...] = ()
    if company is not None:
        planning.assign(contact, company)
        inherited = planning.around.inheritance.singles()
    planning.fill(contact, {name: value for name, value in defaults.items() if name not in inherited})
    planning.derive_name(contact)


def new_card(planning: Planning, card: Record, given: Mapping[str, Value], template: Mapping[str, Value]) -> None:
    """Plan a card made by hand; the template fills the gaps."""
    begin(planning, card)
    planning.enter(card, given)
    planning.fill(card, template)
    start(planning, card)


def contact_of(planning: Planning, contact: Record, card: Record) -> None:
    """Plan the contact that a card gets by itself: all that they share."""
    begin(planning, contact)
    for shared in born_with(planning, card.kind):
        planning.copy(shared, card, contact)
    start(planning, contact)
    planning.derive_name(contact)


def new_person(planning: Planning, person: Record, company: Record, card: Record) -> None:
    """Plan the person whose name was typed on a card: of the card's company, and its primary contact."""
    begin(planning, person)
    planning.put(person, "name", planning.values(card)["contactName"], Reason.DERIVED, card)
    planning.put(person, "type", "PERSON", Reason.DERIVED, card)
    planning.put(person, "companyId", public_id("Contact", company.id), Reason.DERIVED, card)
    planning.assign(person, company)
    planning.derive_name(person)
    start(planning, person)
    be_primary(planning, card, person)


def be_primary(planning: Planning, card: Record, person: Record) -> None:
    """Plan that a person is whom to talk to about a card."""
    planning.put(card, "primaryContactId", public_id("Contact", person.id), Reason.DERIVED, person)
    planning.name_primary(card, person)


def card_from(
    planning: Planning, card: Record, star: Star, given: Mapping[str, Value], template: Mapping[str, Value]
) -> None:
    """Plan a card made from a contact: its data win, the template fills the gaps, and what it filled goes back."""
    hub = star.hub
    assert hub is not None  # noqa: S101 - the contact that the card is made from
    begin(planning, card)
    planning.enter(card, given)
    for shared in born_with(planning, card.kind):
        planning.copy(shared, hub, card)
    planning.fill(card, {name: value for name, value in template.items() if name not in _followed(planning, card.kind)})
    start(planning, card)
    filled = [
        shared
        for shared in shared_with(planning, card.kind)
        if planning.values(card)[shared.on[card.kind]] != planning.values(hub)[shared.on[Kind.CONTACT]]
        and shared.travels_from(card.kind)
    ]
    for shared in filled:
        planning.copy(shared, card, hub)
    planning.reach(star, hub, filled)


def _followed(planning: Planning, kind: Kind) -> set[str]:
    """Return what a card only ever has from its contact: nothing else may fill it."""
    return {
        shared.on[kind] for shared in planning.around.rules if shared.travels_to(kind) and not shared.travels_from(kind)
    }


def begin(planning: Planning, record: Record) -> None:
    """Plan a new record's number, unless it was typed."""
    planning.fill(record, {"number": record.number})


def start(planning: Planning, record: Record) -> None:
    """Give a new record the values that a field starts with."""
    planning.fill(record, INITIAL[record.kind])


def shared_with(planning: Planning, kind: Kind) -> list[SharedField]:
    """Return what a contact and a card of this kind have in common by the rules in force."""
    return [
        shared for shared in planning.around.rules if shared.rules.get(kind, Direction.NEVER) is not Direction.NEVER
    ]


def born_with(planning: Planning, kind: Kind) -> list[SharedField]:
    """Return what a new record takes over along its link: all that is shared, and the name in any case."""
    shared = shared_with(planning, kind)
    return shared + [each for each in planning.around.rules if each.code == "NAME" and each not in shared]
