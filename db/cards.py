"""Declare the columns that a contact, a customer, a vendor and a bank account have in common."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index, Table, event
from sqlmodel import Field, SQLModel

from db.types import Chars, Flag, Id, Instant, Money, Portable


def text(limit: int, **options: Any) -> Any:
    """Declare an optional text of at most `limit` characters."""
    return Field(default=None, sa_type=Chars(limit), **options)


def required(limit: int | None, **options: Any) -> Any:
    """Declare a text that is never null."""
    return Field(sa_type=Chars(limit), nullable=False, **options)


def search_key(**options: Any) -> Any:
    """Declare the folded form of another column (no case, no accents), '' where that is null."""
    return Field(default="", sa_type=Chars(), nullable=False, **options)


def reference(target: str, **options: Any) -> Any:
    """Declare an optional foreign key. Deleting what it points at is refused: unlinking is a journalled change."""
    options.setdefault("index", True)
    return Field(default=None, sa_type=Id, foreign_key=target, ondelete="RESTRICT", nullable=True, **options)


def flag(*, default: bool) -> Any:
    """Declare a truth value."""
    return Field(default=default, sa_type=Flag, nullable=False)


def money(*, optional: bool = True) -> Any:
    """Declare an exact amount; 0 where it may not be absent."""
    return Field(default=None if optional else Decimal(0), sa_type=Money, nullable=optional)


# No row is ever checked by its table: how to do it would take pydantic a fiftieth of a server's start to work out.
SQLModel.model_config["defer_build"] = True
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Identified(SQLModel):
    """A row with an internal id, a UUIDv7 that sorts by creation."""

    id: str = Field(primary_key=True, sa_type=Id)


class Versioned(Identified):
    """A record whose version grows by one per change. Times are UTC."""

    version: int = Field(default=1, nullable=False)
    created_at: datetime = Field(sa_type=Instant, nullable=False)
    updated_at: datetime = Field(sa_type=Instant, nullable=False)


class CardColumns(Versioned):
    """The shared fields of every card, with the keys that filters and orders use. Lengths: reference-contacts.md §2."""

    number: str = required(20, unique=True)
    name: str = required(100)
    name2: str | None = text(50)
    address_line1: str | None = text(100)
    address_line2: str | None = text(50)
    city: str | None = text(30)
    post_code: str | None = text(20)
    county: str | None = text(30)
    country_code: str | None = text(10)
    phone: str | None = text(30)
    mobile_phone: str | None = text(30)
    fax: str | None = text(30)
    email: str | None = text(80)
    home_page: str | None = text(255)
    language_code: str | None = text(20)
    currency_code: str | None = text(10)
    territory_code: str | None = text(10)
    number_key: str = search_key()
    name_key: str = search_key()
    city_key: str = search_key()
    email_key: str = search_key()
    post_code_key: str = search_key()


class TaxedColumns(CardColumns):
    """What a contact, a customer and a vendor share beyond every card."""

    vat_number: str | None = text(20)
    registration_number: str | None = text(20)
    privacy_blocked: bool = flag(default=False)
    vat_number_key: str = search_key(index=True)


def order_indexes(table: str) -> tuple[Index, ...]:
    """Return one index per order that lists offer; `number` has its unique one already."""
    return tuple(
        Index(f"ix_{table}_{column}", column, "id") for column in ("name_key", "city_key", "created_at", "updated_at")
    )


TAXED_KEYS = ("email_key", "phone", "post_code_key")
"""Indexed on contacts, customers and vendors, because their lists can be filtered by it; so is the VAT number."""


def filter_indexes(table: str, *keys: str, shared: tuple[str, ...] = ()) -> tuple[Index, ...]:
    """Return one index per text that lists can be filtered by and no order has; `keys` beyond those of every card.

    What many records have in common, as they do a country, is `shared`: such a list is read from its index by number.
    """
    alone = (Index(f"ix_{table}_{key}", key) for key in ("number_key", *keys))
    by_number = (Index(f"ix_{table}_{key}", key, "number") for key in ("country_code", *shared))
    return *alone, *by_number


@event.listens_for(Table, "after_parent_attach")
def _complete(table: Table, _metadata: Any) -> None:
    """Make our tables STRICT on SQLite, and give them the checks that its TEXT lacks."""
    if not any(isinstance(column.type, Portable) for column in table.columns):
        return  # not ours: Alembic's own
    for column in table.columns:
        if isinstance(column.type, Chars) and column.type.limit:
            _check_text(table, column.name, column.type.limit)
    table.dialect_options["sqlite"]["strict"] = True


def _check_text(table: Table, column: str, limit: int) -> None:
    # length() stops at NUL, so without the second test "a\0" and thirty characters would pass.
    rule = f"length({column}) <= {limit} AND instr({column}, char(0)) = 0"
    check = CheckConstraint(rule, name=f"ck_{table.name}_{column}_text").ddl_if(dialect="sqlite")
    table.append_constraint(check)
