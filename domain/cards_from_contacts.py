"""Create a customer, a vendor or a bank account from a contact: the first of the three ways.

Source: product.md §3.1, reference-contacts.md §5.1.
"""

from dataclasses import dataclass

from db.unit_of_work import UnitOfWork
from domain.calls import Outcome, Walk, begin, finish
from domain.change import Kind, Record
from domain.checking import checked
from domain.errors import Refusal, Refused, refuse
from domain.linkable import contact_refusals, lock_linkable
from domain.new_cards import new_card_refusals
from domain.new_records import Creation, blank, blank_values, number_of
from domain.setup import read_setup
from domain.stars import Locked
from domain.sync import creation
from domain.sync.planning import Planning
from domain.sync.star import Surroundings
from domain.sync.writes import Link, Writes
from domain.templates import NONE, Template, fitting_template, named_template


async def create_card_from_contact(work: UnitOfWork, call: Creation) -> Outcome:
    """Create the card, linked and equal from birth; the caller commits.

    A refusal is an outcome, not an exception. With `dry_run` nothing is written and the outcome holds the plan.
    """
    try:
        locked, named = await lock_linkable(work, str(call.contact_id))
    except Refused as refused:
        return Outcome(refusals=refused.refusals)
    try:
        return await _create(await begin(work, call), call, locked, named)
    except Refused as refused:
        return Outcome(contact=locked.hub.id, refusals=refused.refusals)


async def _create(walk: Walk, call: Creation, locked: Locked, named: Record) -> Outcome:
    planned = await plan_card(walk, call, locked, named)
    outcome = Outcome(record=planned.card.id, contact=locked.hub.id, link=planned.link.id)
    return await finish(walk, Writes(planned.planning.by_record(), links=[planned.link]), locked.read(), outcome)


@dataclass(frozen=True)
class PlannedCard:
    """A card that is to be made: its plan, and its link with the contact."""

    card: Record
    planning: Planning
    link: Link


async def plan_card(walk: Walk, call: Creation, locked: Locked, named: Record) -> PlannedCard:
    """Check what is asked, and plan the card; nothing is written yet.

    Raises:
        Refused: with every reason at once.
    """
    work, kind, hub = walk.work, call.kind, locked.hub
    setup = await read_setup(work)
    given, wrong = checked(kind, blank_values(kind), call.given)
    template, not_template = await _template(walk, call, str(hub.values["type"]))
    series = template.series or setup.series[kind]
    refuse(
        *contact_refusals(setup, kind, locked, named),
        *wrong,
        *not_template,
        *await new_card_refusals(work, kind, given, series),
    )
    number = await number_of(walk, kind, series, given)
    card = blank(walk, kind, number)
    planning = Planning(Surroundings(inheritance=setup.inheritance, rules=walk.rules), [(card, given)])
    creation.card_from(planning, card, locked.star, given, template.values)
    if kind is Kind.CUSTOMER and hub.values["type"] == "PERSON":
        creation.be_primary(planning, card, hub)
    relation = setup.relations[kind]
    return PlannedCard(card, planning, Link(hub, card, relation.key, relation.code, walk.new_id()))


async def _template(walk: Walk, call: Creation, contact_type: str) -> tuple[Template, tuple[Refusal, ...]]:
    """Return the template that was named, else the only one that fits; without either a warning says so."""
    try:
        if call.template_code is not None and call.template_code.strip():
            return await named_template(walk.work, call.kind, call.template_code, contact_type), ()
    except Refused as refused:
        return NONE, refused.refusals
    template, warnings = await fitting_template(walk.work, call.kind, contact_type)
    walk.warnings += warnings
    return template, ()
