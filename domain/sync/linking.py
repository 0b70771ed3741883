"""Plan what follows when a contact and a card are linked, or part. Pure.

Source: product.md §3.2, §2.4, reference-contacts.md §5.2, §5.4.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from domain.change import Kind, Reason, Record
from domain.sync.creation import shared_with
from domain.sync.fields import SharedField
from domain.sync.planning import Planning
from domain.sync.star import Star


class Master(StrEnum):
    """Whose value counts where a contact and a card differ."""

    CONTACT = "CONTACT"
    CARD = "CARD"


def link(planning: Planning, star: Star, card: Record, master: Master, exceptions: Mapping[str, Master]) -> None:
    """Plan the values of both sides: the winner's go to the loser, and from the contact to all that hangs on it."""
    shared = shared_with(planning, card.kind)
    settle(planning, star, card, [(each, exceptions.get(each.code, master)) for each in shared])


def differing(planning: Planning, hub: Record, card: Record) -> list[SharedField]:
    """Return the fields in which a linked card is not what its contact makes it by the rules."""
    kind = card.kind
    return [each for each in planning.around.rules if each.travels_to(kind) and _differ(planning, each, hub, card)]


def settle(planning: Planning, star: Star, card: Record, masters: Iterable[tuple[SharedField, Master]]) -> None:
    """Plan the values of some fields on both sides, by who is to win in each."""
    hub = star.hub
    assert hub is not None  # noqa: S101 - the contact that is linked
    taken = []
    for shared, master in masters:
        wins = _winner(planning, shared, card, master)
        if wins is Master.CONTACT and shared.travels_to(card.kind):
            planning.copy(shared, hub, card)
        elif wins is Master.CARD and _differ(planning, shared, hub, card):
            planning.copy(shared, card, hub)
            taken.append(shared)
    planning.derive_name(hub)
    planning.reach(star, hub, taken)


def _winner(planning: Planning, shared: SharedField, card: Record, asked: Master) -> Master:
    """Say whose value counts: of the privacy flag the stricter, of what only goes to the card the contact's."""
    if shared.code == "PRIVACY_BLOCKED":
        return Master.CARD if planning.values(card)["privacyBlocked"] else Master.CONTACT
    return asked if shared.travels_from(card.kind) else Master.CONTACT


def _differ(planning: Planning, shared: SharedField, hub: Record, card: Record) -> bool:
    return planning.values(hub)[shared.on[Kind.CONTACT]] != planning.values(card)[shared.on[card.kind]]


def unlink(planning: Planning, card: Record) -> None:
    """Plan what a card loses with its contact: the primary contact, who belongs to it."""
    if card.values.get("primaryContactId") is not None:
        planning.put(card, "primaryContactId", None, Reason.DERIVED)
        planning.name_primary(card, None)
