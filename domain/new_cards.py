"""Create a customer, a vendor or a bank account by hand, and with it the contact that it gets by itself.

Source: product.md §3.5, reference-contacts.md §6, §7.
"""

from collections.abc import Mapping

from db.unit_of_work import UnitOfWork
from domain import numbering, references
from domain.calls import Outcome, Walk, begin, finish
from domain.change import Kind, Record, Value
from domain.checking import checked
from domain.errors import Refusal, Refused, refuse
from domain.new_records import (
    Creation,
    blank,
    blank_values,
    country_refusals,
    drawn_number,
    name_refusals,
    new_contact_number,
    number_of,
)
from domain.setup import Setup, read_setup
from domain.sync import creation
from domain.sync.planning import Planning
from domain.sync.star import Surroundings
from domain.sync.writes import Link, Writes
from domain.templates import NONE, Template, named_template

PEOPLED = frozenset({Kind.CUSTOMER, Kind.VENDOR})
"""The kinds of cards that have a primary contact."""


async def create_card(work: UnitOfWork, call: Creation) -> Outcome:
    """Create a card, its contact, and the person whose name was typed; the caller commits.

    A refusal is an outcome, not an exception. With `dry_run` nothing is written and the outcome holds the plan.
    """
    try:
        return await _create(await begin(work, call), call)
    except Refused as refused:
        return Outcome(refusals=refused.refusals)


async def _create(walk: Walk, call: Creation) -> Outcome:
    work, kind = walk.work, call.kind
    given, wrong = checked(kind, blank_values(kind), call.given)
    setup = await read_setup(work)
    template, not_template = await _template(work, call, given)
    series = template.series or setup.series[kind]
    refuse(*wrong, *not_template, *name_refusals(given, wrong), *await new_card_refusals(work, kind, given, series))
    number = await number_of(walk, kind, series, given)
    card = blank(walk, kind, number)
    planning = Planning(Surroundings(inheritance=setup.inheritance, rules=walk.rules), [(card, given)])
    creation.new_card(planning, card, given, template.values)
    refuse(*country_refusals(kind, planning.values(card), given))
    contact = await _contact(walk, setup, planning, card)
    links = []
    if contact is not None:
        await _primary(walk, setup, planning, card, contact)
        relation = setup.relations[kind]
        links.append(Link(contact, card, relation.key, relation.code, walk.new_id()))
    own = [card, contact] if contact else [card]
    walk.warnings += await references.shared_vat_number(work, given, own)
    outcome = Outcome(record=card.id, contact=contact.id if contact else None)
    return await finish(walk, Writes(planning.by_record(), links=links), [], outcome)


async def _template(
    work: UnitOfWork, call: Creation, given: Mapping[str, Value]
) -> tuple[Template, tuple[Refusal, ...]]:
    contact_type = str(given.get("contactType") or "COMPANY")
    try:
        return await named_template(work, call.kind, call.template_code, contact_type), ()
    except Refused as refused:
        return NONE, refused.refusals


async def new_card_refusals(
    work: UnitOfWork, kind: Kind, given: Mapping[str, Value], series: str | None
) -> list[Refusal]:
    """Return why a card with these values may not come into being."""
    number = given.get("number")
    return [
        *await references.dangling(work, kind, given),
        *await numbering.number_refusals(work, kind, series, str(number) if number else None),
    ]


async def _contact(walk: Walk, setup: Setup, planning: Planning, card: Record) -> Record | None:
    """Plan the contact of a new card, where the set-up says that it gets one."""
    if card.kind not in setup.relations:
        return None
    number = await new_contact_number(walk, setup)
    if number is None:
        return None
    contact = blank(walk, Kind.CONTACT, number)
    creation.contact_of(planning, contact, card)
    return contact


async def _primary(walk: Walk, setup: Setup, planning: Planning, card: Record, contact: Record) -> None:
    """Plan whom to talk to: a person customer itself, or the person whose name was typed on the card."""
    if card.kind not in PEOPLED:
        return
    if planning.values(contact)["type"] == "PERSON":
        creation.be_primary(planning, card, contact)
    elif planning.values(card)["contactName"] is not None:
        series = str(setup.series[Kind.CONTACT])
        person = blank(walk, Kind.CONTACT, await drawn_number(walk, Kind.CONTACT, series, ()))
        creation.new_person(planning, person, contact, card)
