"""Create the contacts of customers one after the other in one transaction, by the walk that a new customer takes.

What a careful developer writes: load a card, plan, write card, contact, link and journal, by the domain's own parts.
"""

from collections.abc import Iterable

from sqlalchemy import select

from db.unit_of_work import UnitOfWork
from domain.calls import Call, Outcome, begin, finish
from domain.change import Kind
from domain.new_records import blank, drawn_number
from domain.setup import Setup, read_setup
from domain.sync import creation
from domain.sync.planning import Planning
from domain.sync.star import Surroundings
from domain.sync.writes import Link, Writes
from domain.tables import TABLES, record_of

_CUSTOMER = TABLES[Kind.CUSTOMER]


async def create_each(work: UnitOfWork, numbers: Iterable[str]) -> None:
    """Create a contact for each of these customers, which are companies without a contact."""
    setup = await read_setup(work)
    for number in numbers:
        await _create(work, setup, number)


async def _create(work: UnitOfWork, setup: Setup, number: str) -> None:
    walk = await begin(work, Call(operation="createContact", actor="bench"))
    query = select(_CUSTOMER).where(_CUSTOMER.c.number == number).with_for_update()
    card = record_of(Kind.CUSTOMER, (await work.connection.execute(query)).mappings().one())
    contact = blank(walk, Kind.CONTACT, await drawn_number(walk, Kind.CONTACT, str(setup.series[Kind.CONTACT])))
    planning = Planning(Surroundings(inheritance=setup.inheritance, rules=walk.rules))
    creation.contact_of(planning, contact, card)
    relation = setup.relations[Kind.CUSTOMER]
    link = Link(contact, card, relation.key, relation.code, walk.new_id())
    await finish(walk, Writes(planning.by_record(), links=[link]), [card], Outcome())
