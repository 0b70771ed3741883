"""Create a contact by hand: a company, or a person, who takes over what its company gives."""

from collections.abc import Mapping

from db.unit_of_work import UnitOfWork
from domain import numbering, references
from domain.calls import Outcome, Walk, begin, finish
from domain.change import Kind, Record, Value
from domain.checking import checked
from domain.contacts import company_refusals, person_refusals
from domain.errors import Refusal, Refused, refuse
from domain.ids import key_of
from domain.new_records import Creation, blank, blank_values, country_refusals, name_refusals, number_of
from domain.setup import Setup, read_setup
from domain.stars import lock_contacts
from domain.sync import creation
from domain.sync.names import PARTS
from domain.sync.planning import Planning
from domain.sync.star import Surroundings
from domain.sync.writes import Writes

_NEW = "(new)"
"""How messages name a contact that has no number yet."""


async def create_contact(work: UnitOfWork, call: Creation) -> Outcome:
    """Create a contact; the caller commits.

    A refusal is an outcome, not an exception. With `dry_run` nothing is written and the outcome holds the plan.
    """
    try:
        return await _create(await begin(work, call), call)
    except Refused as refused:
        return Outcome(refusals=refused.refusals)


async def _create(walk: Walk, call: Creation) -> Outcome:
    work = walk.work
    asked = {name: value for name, value in call.given.items() if name != "name" or value is not None}
    given, wrong = checked(Kind.CONTACT, blank_values(Kind.CONTACT), asked)
    key = key_of("Contact", str(given.get("companyId")))
    company = (await lock_contacts(work, [key])).get(key) if key else None
    setup = await read_setup(work)
    refuse(*wrong, *await _refusals(work, given, wrong, company, setup))
    number = await number_of(walk, Kind.CONTACT, setup.series[Kind.CONTACT], given)
    contact = blank(walk, Kind.CONTACT, number)
    planning = Planning(Surroundings(inheritance=setup.inheritance, rules=walk.rules), [(contact, given)])
    creation.new_contact(planning, contact, given, company, setup.defaults)
    refuse(*country_refusals(Kind.CONTACT, planning.values(contact), given))
    walk.warnings += await references.shared_vat_number(work, given, [contact])
    outcome = Outcome(record=contact.id, contact=contact.id)
    return await finish(walk, Writes(planning.by_record()), [company] if company else [], outcome)


async def _refusals(
    work: UnitOfWork, given: Mapping[str, Value], wrong: list[Refusal], company: Record | None, setup: Setup
) -> list[Refusal]:
    is_person = given.get("type") == "PERSON"
    named = {**given, "name": given.get("name") or next((given[part] for part in PARTS if given.get(part)), None)}
    will_be = {**blank_values(Kind.CONTACT), **given}
    number = given.get("number")
    return [
        *name_refusals(named if is_person else given, wrong),
        *company_refusals(_NEW, company, will_be, given),
        *person_refusals(_NEW, will_be, {name: value for name, value in given.items() if value is not None}),
        *await references.dangling(work, Kind.CONTACT, given),
        *await numbering.number_refusals(
            work, Kind.CONTACT, setup.series[Kind.CONTACT], str(number) if number else None
        ),
    ]
