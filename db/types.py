"""Define column types that hold, order and compare the same values on SQLite and on PostgreSQL.

SQLite tables are STRICT, so every type becomes TEXT or INTEGER there. Text compares by code point on both
engines (COLLATE "C" on PostgreSQL), which is what keyset cursors need. Source: reliability.md §2.3, §0.12.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, Dialect, Integer, String, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import TIMESTAMP, UUID
from sqlalchemy.types import TypeEngine

MONEY_SCALE = 5
"""Decimals that a stored amount or price keeps: amounts are integers of 10**-5 units of their currency."""


class Portable(TypeDecorator[Any]):
    """Choose the column's SQL type by engine."""

    cache_ok = True
    impl: Any = Text

    def _postgresql(self) -> TypeEngine[Any]:
        return Text(collation="C")

    def _sqlite(self) -> TypeEngine[Any]:
        return Text()

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type of the engine at hand."""
        chosen = self._postgresql() if dialect.name == "postgresql" else self._sqlite()
        return dialect.type_descriptor(chosen)


class Id(Portable):
    """A UUID as its canonical text in Python; native on PostgreSQL, 36 characters on SQLite."""

    cache_ok = True

    def _postgresql(self) -> TypeEngine[Any]:
        return UUID(as_uuid=False)


class Chars(Portable):
    """A text of at most `limit` code points; the table's CHECK constraints enforce it on SQLite."""

    cache_ok = True

    def __init__(self, limit: int | None = None) -> None:
        super().__init__()
        self.limit = limit

    def _postgresql(self) -> TypeEngine[Any]:
        return String(self.limit, collation="C") if self.limit else Text(collation="C")


class Flag(Portable):
    """A truth value; 0 or 1 on SQLite."""

    cache_ok = True
    impl: Any = Boolean

    def _postgresql(self) -> TypeEngine[Any]:
        return Boolean()

    def _sqlite(self) -> TypeEngine[Any]:
        return Integer()

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> bool | int | None:
        """Turn True into 1 for SQLite."""
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: bool | int | None, dialect: Dialect) -> bool | None:  # noqa: ARG002
        """Turn 1 into True from SQLite."""
        return None if value is None else bool(value)


class Instant(Portable):
    """A moment in UTC to the microsecond; RFC 3339 text ending in Z on SQLite, where it also sorts by time."""

    cache_ok = True

    def _postgresql(self) -> TypeEngine[Any]:
        return TIMESTAMP(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """Write SQLite's text form."""
        return format_instant(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return an aware datetime in UTC."""
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        if moment is None or moment.tzinfo is None:  # asyncpg gives the first and the last moment there is without
            return moment and moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)


class Day(Portable):
    """A calendar date; ISO 8601 text on SQLite, where it also sorts by time."""

    cache_ok = True

    def _postgresql(self) -> TypeEngine[Any]:
        return Date()

    def process_bind_param(self, value: date | None, dialect: Dialect) -> date | str | None:
        """Write SQLite's text form."""
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: date | str | None, dialect: Dialect) -> date | None:  # noqa: ARG002
        """Return a date."""
        return date.fromisoformat(value) if isinstance(value, str) else value


class Money(Portable):
    """An exact decimal with up to five decimals and |x| <= 10**13, stored as an integer on both engines."""

    cache_ok = True
    impl: Any = BigInteger

    def _postgresql(self) -> TypeEngine[Any]:
        return BigInteger()

    def _sqlite(self) -> TypeEngine[Any]:
        return Integer()

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Scale to an integer. Values with more decimals were refused by `domain.values.decimal`."""
        return None if value is None else int(value.scaleb(MONEY_SCALE))

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Scale back, without trailing zeros."""
        return None if value is None else Decimal(value).scaleb(-MONEY_SCALE)


def format_instant(moment: datetime) -> str:
    """Return RFC 3339 in UTC with six decimals, e.g. 2026-11-24T23:08:00.000001Z: fixed width, so it sorts."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"  # %Y drops zeros
