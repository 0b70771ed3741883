"""Turn what is stored and what is asked into the list of field changes that follow. Pure: no database, no clock.

The contact is the hub: a changed shared field goes from the edited card to the contact, from there to every other
linked card, and from a company to those of its persons that still have its old value.
Source: product.md §2.1-2.8.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.change import Change, Kind, Record, Value
from domain.sync.creation import new_person
from domain.sync.planning import Planning
from domain.sync.star import Star, Surroundings


@dataclass(frozen=True)
class Plan:
    """Every field change that an edit causes, in the order they follow from each other."""

    changes: tuple[Change, ...]


def plan_edit(edited: Record, asked: Mapping[str, Value], star: Star, around: Surroundings) -> Plan:
    """Return what follows when these fields of a record get these values. Values were checked before.

    A field that is asked for is not inherited and not derived, also where it keeps its value. Only a person's name and
    its parts are one: whichever of them changes makes the others.
    """
    planning = Planning(around, [(edited, asked)])
    planning.enter(edited, asked)
    if edited.kind is Kind.CONTACT:
        if around.company is not None and "companyId" in planning.changed(edited):
            planning.assign(edited, around.company, around.former_company)
        planning.derive_name(edited)
    _travel(planning, edited, star)
    if edited.kind is not Kind.CONTACT:
        planning.name_primary(edited, around.primary_contact)
        if around.new_person is not None and star.hub is not None:
            new_person(planning, around.new_person, star.hub, edited)
    return Plan(planning.by_record())


def _travel(planning: Planning, edited: Record, star: Star) -> None:
    """Carry the edited record's changed shared fields along the star."""
    hub, changed = star.hub, planning.changed(edited)
    if hub is None:
        return
    travelling = [shared for shared in planning.around.rules if shared.on.get(edited.kind) in changed]
    if edited.kind is not Kind.CONTACT:
        travelling = [shared for shared in travelling if shared.travels_from(edited.kind)]
        for shared in travelling:
            planning.copy(shared, edited, hub)
        planning.derive_name(hub)
    planning.reach(star, hub, travelling, edited)
