"""Empty a database, and set up what every run starts with."""

from collections.abc import Mapping
from typing import Any

from pydantic.alias_generators import to_snake
from sqlalchemy import delete, insert, select, update

from db.tables import (
    BusinessRelation,
    ChangeSet,
    ContactRelation,
    CustomerTemplate,
    MarketingSetup,
    NumberSeries,
    NumberSeriesLine,
    RecordChange,
    Salesperson,
    SyncRule,
)
from db.unit_of_work import UnitOfWork, unit_of_work
from domain.change import CARD_KINDS, Kind
from domain.tables import TABLES
from tests.carnet import Carnet
from tests.reliability.machine.state import TEMPLATE_COUNTRY

SETTINGS: Mapping[str, tuple[str, str | None]] = {
    "country": ("inherit.country", None),
    "salesperson": ("inherit.salesperson", None),
    "city": ("inherit.addressDetails", None),
    "phone": ("inherit.communicationDetails", None),
    "default_country": ("defaults.countryCode", None),
    "series": ("contactNumbersCode", "CONTACT"),
    Kind.CUSTOMER: ("customerRelationCode", "CUST"),
    Kind.VENDOR: ("vendorRelationCode", "VEND"),
    Kind.BANK_ACCOUNT: ("bankAccountRelationCode", "BANK"),
}
"""Where the API keeps what steps set up, and the code that is set where it is one."""
STANDARD: Mapping[str, Any] = {
    **{name: code for name, code in SETTINGS.values() if code},
    "inherit": {"country": True, "salesperson": True, "addressDetails": True, "communicationDetails": True},
    "defaults": {"countryCode": None},
}
SALESPEOPLE = [
    {"id": f"00000000-0000-7000-8000-{at:012}", "code": code, "name": code} for at, code in enumerate(("JR", "OF"))
]

_EMPTIED: tuple[Any, ...] = (
    RecordChange,
    ChangeSet,
    ContactRelation,
    *map(TABLES.get, CARD_KINDS),
    SyncRule,
    Salesperson,
)


async def start_again(carnet: Carnet) -> None:
    """Delete all records, links and the journal, and set up what every run starts with."""
    contacts: Any = TABLES[Kind.CONTACT]
    async with unit_of_work(carnet.database) as work:
        await work.connection.execute(update(ChangeSet).values(reverts_id=None))
        for table in _EMPTIED:
            await work.connection.execute(delete(table))
        await work.connection.execute(delete(contacts).where(contacts.c.company_id.is_not(None)))
        await work.connection.execute(delete(contacts))
        await work.connection.execute(insert(Salesperson), SALESPEOPLE)
        await work.connection.execute(update(NumberSeriesLine).values(last_number_used=None))
        template: Any = CustomerTemplate.code == "COMPANY"
        await work.connection.execute(update(CustomerTemplate).where(template).values(country_code=TEMPLATE_COUNTRY))
        await _marketing(work, STANDARD)
        await work.commit()


async def _marketing(work: UnitOfWork, given: Mapping[str, Any]) -> None:
    columns: dict[str, Any] = {}
    for name, value in given.items():
        if name == "inherit":
            columns |= {f"inherit_{to_snake(switch)}": on for switch, on in value.items()}
        elif name == "defaults":
            columns |= {f"default_{to_snake(default)}": code for default, code in value.items()}
        else:
            table: Any = NumberSeries if name == "contactNumbersCode" else BusinessRelation
            found = await work.connection.scalar(select(table.id).where(table.code == value)) if value else None
            columns[f"{to_snake(name).removesuffix('_code')}_id"] = found
    await work.connection.execute(update(MarketingSetup).values(columns))
