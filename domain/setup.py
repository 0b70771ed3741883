"""Read the switches of synchronisation."""

from sqlalchemy import select

from db.tables import MarketingSetup
from db.unit_of_work import UnitOfWork
from domain.sync.inheritance import Inheritance

_SETUP = MarketingSetup.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time


async def inheritance(work: UnitOfWork) -> Inheritance:
    """Return which groups of fields persons take over from their company."""
    row = (await work.connection.execute(select(_SETUP))).mappings().one()
    switches = ("salesperson", "territory", "country", "language", "address_details", "communication_details")
    return Inheritance(**{switch: row[f"inherit_{switch}"] for switch in switches})
