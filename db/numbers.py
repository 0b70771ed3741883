"""Declare number series, and which of them numbers what."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from db.cards import Identified, flag, reference, required, text
from db.types import Day, Id


class NumberSeries(Identified, table=True):
    """A series of numbers: drawn from its lines, typed by hand, or both."""

    __tablename__ = "number_series"

    code: str = required(20, unique=True)
    description: str | None = text(100)
    automatic: bool = flag(default=True)
    manual: bool = flag(default=False)


class NumberSeriesLine(SQLModel, table=True):
    """A stretch of a series that begins on a day; `position` is its place among the series' lines."""

    __tablename__ = "number_series_line"

    series_id: str = Field(sa_type=Id, foreign_key="number_series.id", ondelete="RESTRICT", primary_key=True)
    position: int = Field(primary_key=True)
    starting_date: date | None = Field(default=None, sa_type=Day)
    starting_number: str = required(20)
    ending_number: str | None = text(20)
    warning_number: str | None = text(20)
    increment_by: int = Field(default=1, nullable=False)
    last_number_used: str | None = text(20)


def _series() -> str | None:
    found: str | None = reference("number_series.id", index=False)
    return found


class NumberSetup(SQLModel, table=True):
    """Which number series numbers what; one row. Contacts have theirs in the marketing set-up."""

    __tablename__ = "number_setup"
    __table_args__ = (CheckConstraint("id = 1", name="ck_number_setup_single"),)

    id: int = Field(primary_key=True)
    customers_id: str | None = _series()
    vendors_id: str | None = _series()
    bank_accounts_id: str | None = _series()
    sales_quotes_id: str | None = _series()
    sales_orders_id: str | None = _series()
    sales_blanket_orders_id: str | None = _series()
    purchase_quotes_id: str | None = _series()
    purchase_orders_id: str | None = _series()
    purchase_blanket_orders_id: str | None = _series()
    service_orders_id: str | None = _series()
