"""Declare the set-up that records refer to: salespeople, payment terms, items, the switches of synchronisation."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from db.cards import Identified, flag, money, reference, required, text
from db.types import Chars, Instant


class Salesperson(Identified, table=True):
    """Somebody of our firm who sells or purchases."""

    __tablename__ = "salesperson"

    code: str = required(20, unique=True)
    name: str = required(100)
    email: str | None = text(80)
    phone: str | None = text(30)


class PaymentTerms(Identified, table=True):
    """When a document falls due: its date plus the days, or the end of the month that many days on."""

    __tablename__ = "payment_terms"

    code: str = required(10, unique=True)
    description: str | None = text(100)
    due_days: int = Field(default=0, nullable=False)
    end_of_month: bool = flag(default=False)


class Item(Identified, table=True):
    """Something that we sell or buy."""

    __tablename__ = "item"

    number: str = required(20, unique=True)
    description: str = required(100)
    unit_price: Decimal = money(optional=False)
    unit_cost: Decimal = money(optional=False)
    unit_of_measure: str | None = text(10)
    vat_percent: Decimal = money(optional=False)
    blocked: bool = flag(default=False)


class MarketingSetup(SQLModel, table=True):
    """The switches of synchronisation; one row, made by the first migration."""

    __tablename__ = "marketing_setup"
    __table_args__ = (CheckConstraint("id = 1", name="ck_marketing_setup_single"),)

    id: int = Field(primary_key=True)
    contact_numbers_id: str | None = reference("number_series.id", index=False)
    customer_relation_id: str | None = reference("business_relation.id", index=False)
    vendor_relation_id: str | None = reference("business_relation.id", index=False)
    bank_account_relation_id: str | None = reference("business_relation.id", index=False)
    inherit_salesperson: bool = flag(default=True)
    inherit_territory: bool = flag(default=True)
    inherit_country: bool = flag(default=True)
    inherit_language: bool = flag(default=True)
    inherit_address_details: bool = flag(default=True)
    inherit_communication_details: bool = flag(default=True)
    default_salesperson_code: str | None = text(20)
    default_territory_code: str | None = text(10)
    default_country_code: str | None = text(10)
    default_language_code: str | None = text(20)


class SyncRule(SQLModel, table=True):
    """How a shared field behaves along one kind of link, where it was ever changed from `domain.sync.fields`."""

    __tablename__ = "sync_rule"

    kind: str = Field(sa_type=Chars(20), primary_key=True)
    field: str = Field(sa_type=Chars(30), primary_key=True)
    direction: str = required(20)


class CompanyInformation(SQLModel, table=True):
    """Our own firm; one row."""

    __tablename__ = "company_information"
    __table_args__ = (CheckConstraint("id = 1", name="ck_company_information_single"),)

    id: int = Field(primary_key=True)
    name: str = required(100)
    address_line1: str | None = text(100)
    address_line2: str | None = text(50)
    city: str | None = text(30)
    post_code: str | None = text(20)
    county: str | None = text(30)
    country_code: str | None = text(10)
    phone: str | None = text(30)
    email: str | None = text(80)
    home_page: str | None = text(255)
    vat_number: str | None = text(20)
    currency_code: str = required(10)
    language_code: str = required(20)


class ImportIssue(Identified, table=True):
    """A value or row of old data that was refused on import: kept here as it was, so that nothing is lost."""

    __tablename__ = "import_issue"

    at: datetime = Field(sa_type=Instant, nullable=False)
    file: str = required(255)
    line: int = Field(nullable=False)
    record_number: str | None = Field(default=None, sa_type=Chars())
    field: str | None = text(50)
    value: str | None = Field(default=None, sa_type=Chars())
    code: str = required(50)
    message: str = required(None)
