"""Read everything that is stored: records, links, the journal, and the set-up as far as steps change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.tables import (
    ChangeSet,
    ContactRelation,
    MarketingSetup,
    NumberSeries,
    NumberSeriesLine,
    RecordChange,
    SyncRule,
)
from db.unit_of_work import unit_of_work
from domain.change import CARD_KINDS, Kind, Record
from domain.sync.fields import SHARED_FIELDS
from domain.sync.packing import unpacked
from domain.tables import TABLES, id_of, link_column, record_of
from tests.carnet import Carnet
from tests.reliability.machine.model import Model
from tests.reliability.machine.state import FIELDS, SHARED, Values

IN_API = {
    "city": "address.city",
    "country": "address.countryCode",
    "salesperson": "salespersonCode",
    "privacy": "privacyBlocked",
    "company": "companyId",
    "primary": "primaryContactId",
}
SWITCHES = {"city": "address_details", "phone": "communication_details"}
SERIES = {Kind.CONTACT: "CONTACT", Kind.CUSTOMER: "CUSTOMER", Kind.VENDOR: "VENDOR", Kind.BANK_ACCOUNT: "BANK"}

_SETUP: Any = MarketingSetup.__table__  # type: ignore[attr-defined] # SQLModel makes these at run time
_RULES: Any = SyncRule.__table__  # type: ignore[attr-defined]
_LINKS: Any = ContactRelation.__table__  # type: ignore[attr-defined]
_SETS: Any = ChangeSet.__table__  # type: ignore[attr-defined]
_CHANGES: Any = RecordChange.__table__  # type: ignore[attr-defined]
_SERIES: Any = NumberSeries.__table__  # type: ignore[attr-defined]
_LINES: Any = NumberSeriesLine.__table__  # type: ignore[attr-defined]

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Stored:
    """What the tables hold: records by number, links with the numbers at their ends, the journal in its order."""

    records: Mapping[str, Record]
    links: Sequence[Row]
    journal: Sequence[Row]
    setup: Row
    rules: Sequence[Row]
    drawn: Mapping[Kind, int]

    def by_id(self) -> dict[str, Record]:
        """Return the records by their ids in the API."""
        return {id_of(record): record for record in self.records.values()}

    def link_ids(self) -> dict[str, str]:
        """Return the key of each card's link."""
        return {link["card"]: link["id"] for link in self.links}

    def model(self) -> Model:
        """Return a model in this state."""
        changed = {(_field_of(rule["field"]), Kind(rule["kind"])): rule["direction"] for rule in self.rules}
        return Model(
            {number: self.known_of(record) for number, record in self.records.items()},
            {link["card"]: link["contact"] for link in self.links},
            dict(self.drawn),
            {kind for kind in CARD_KINDS if self.setup[f"{kind.lower()}_relation_id"]},
            self.setup["contact_numbers_id"] is not None,
            {name: self.setup[f"inherit_{SWITCHES.get(name, name)}"] for name in Model().inherit},
            self.setup["default_country_code"],
            {**Model().rules, **changed},
        )

    def known_of(self, record: Record) -> Values:
        """Return what the model knows of a record."""
        known: Values = {name: record.values[in_api(record.kind, name)] for name in FIELDS[record.kind]}
        for name in {"company", "primary"} & set(known):
            known[name] = self.by_id()[str(known[name])].number if known[name] else None
        return known


def in_api(kind: Kind, name: str) -> str:
    """Return how the API calls a field of the model."""
    return "contactType" if (kind, name) == (Kind.CUSTOMER, "type") else IN_API.get(name, name)


def code_of(name: str) -> str:
    """Return the code of a shared field of the model."""
    return next(shared.code for shared in SHARED_FIELDS if shared.on[Kind.CONTACT] == in_api(Kind.CONTACT, name))


def _field_of(code: str) -> str:
    return next(name for name in SHARED if code_of(name) == code)


async def read_all(carnet: Carnet) -> Stored:
    """Read the whole database in one transaction."""
    async with unit_of_work(carnet.database) as work:

        async def rows(query: Any) -> list[Row]:
            return [dict(row) for row in (await work.connection.execute(query)).mappings()]

        records = [
            record_of(kind, row)
            for kind, table in TABLES.items()
            for row in (await work.connection.execute(select(table))).mappings()
        ]
        links = await rows(select(_LINKS))
        told = await rows(
            select(_CHANGES, _SETS.c.at)
            .join(_SETS, _SETS.c.id == _CHANGES.c.change_set_id)
            .order_by(_SETS.c.at, _SETS.c.id, _CHANGES.c.position)
        )
        journal = [change for row in told for change in unpacked(row)]
        setup, rules = await rows(select(_SETUP)), await rows(select(_RULES))
        drawn = await rows(select(_SERIES.c.code, _LINES.c.last_number_used).where(_LINES.c.series_id == _SERIES.c.id))
    number = {record.id: record.number for record in records}
    ends = [{"contact": number[link["contact_id"]], "card": number[_card(link)], **link} for link in links]
    last = {row["code"]: int((row["last_number_used"] or "__0")[2:]) for row in drawn}
    counted = {kind: last[code] for kind, code in SERIES.items()}
    by_number = {record.number: record for record in records}
    assert len(by_number) == len(records), "two records have the same number"
    return Stored(by_number, ends, journal, setup[0], rules, counted)


def _card(link: Row) -> str:
    return str(link[link_column(Kind(link["kind"]))])
