"""Read the set-up that governs contacts and cards: switches, relations, defaults, and which series numbers what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from db.tables import BusinessRelation, MarketingSetup, NumberSetup
from db.unit_of_work import UnitOfWork
from domain.change import CARD_KINDS, Kind, Value
from domain.sync.inheritance import Inheritance

_SETUP = MarketingSetup.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_NUMBERS = NumberSetup.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_RELATIONS = BusinessRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_SWITCHES = ("salesperson", "territory", "country", "language", "address_details", "communication_details")
SWITCHES = select(*(_SETUP.c[f"inherit_{switch}"] for switch in _SWITCHES))
_DEFAULTS = {
    "salespersonCode": "default_salesperson_code",
    "territoryCode": "default_territory_code",
    "address.countryCode": "default_country_code",
    "languageCode": "default_language_code",
}
_SERIES = {Kind.CUSTOMER: "customers_id", Kind.VENDOR: "vendors_id", Kind.BANK_ACCOUNT: "bank_accounts_id"}


@dataclass(frozen=True)
class Relation:
    """The business relation that links of one kind carry."""

    key: str
    code: str


@dataclass(frozen=True)
class Setup:
    """The set-up as it is: relations by kind of card as far as they are set, number series by kind of record."""

    inheritance: Inheritance
    relations: Mapping[Kind, Relation]
    series: Mapping[Kind, str | None]
    defaults: Mapping[str, Value]


async def read_setup(work: UnitOfWork) -> Setup:
    """Return the set-up."""
    row = (await work.connection.execute(_ALL)).mappings().one()
    relations = {
        kind: Relation(row[_column(kind)], row[f"{kind.lower()}_code"]) for kind in CARD_KINDS if row[_column(kind)]
    }
    series = {Kind.CONTACT: row["contact_numbers_id"], **{kind: row[column] for kind, column in _SERIES.items()}}
    return Setup(
        switched(row[column.name] for column in SWITCHES.selected_columns),
        relations,
        series,
        {field: row[column] for field, column in _DEFAULTS.items()},
    )


async def inheritance(work: UnitOfWork) -> Inheritance:
    """Return which groups of fields persons take over from their company."""
    return switched((await work.connection.execute(SWITCHES)).one())


def switched(values: Iterable[Any]) -> Inheritance:
    """Return the switches; `values` are those of the row that `SWITCHES` selects."""
    return Inheritance(**dict(zip(_SWITCHES, map(bool, values), strict=True)))


def _column(kind: Kind) -> str:
    return f"{kind.lower()}_relation_id"


def _everything() -> Select[Any]:
    """Return both single rows in one, with the codes of the relations."""
    codes = {kind: _RELATIONS.alias(f"{kind.lower()}_relation") for kind in CARD_KINDS}
    rows = _SETUP.join(_NUMBERS, _NUMBERS.c.id == _SETUP.c.id)
    for kind, relation in codes.items():
        rows = rows.outerjoin(relation, relation.c.id == _SETUP.c[_column(kind)])
    named = [relation.c.code.label(f"{kind.lower()}_code") for kind, relation in codes.items()]
    series = [_NUMBERS.c[column] for column in _SERIES.values()]
    return select(_SETUP, *series, *named).select_from(rows)


_ALL = _everything()
