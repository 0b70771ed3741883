"""Define the scalars strictly: what is not exactly of the form is refused, with a hint."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import strawberry
from graphql import FloatValueNode, GraphQLError, IntValueNode, StringValueNode, ValueNode
from strawberry.types.scalar import ScalarDefinition

from db.types import format_instant

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,33}(\.\d{1,33})?", re.ASCII)


def _refused(hint: str) -> GraphQLError:
    return GraphQLError(hint, extensions={"code": "BAD_USER_INPUT"})


def parse_moment(value: Any) -> datetime:
    """Read RFC 3339 with an offset."""
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise _refused("A DateTime looks like '2026-11-24T08:30:00Z': RFC 3339 with an offset.")


def parse_date(value: Any) -> date:
    """Read an ISO 8601 calendar date."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _refused("A Date looks like '2026-11-24'.")


def parse_decimal(value: Any) -> Decimal:
    """Read a plain decimal number, from a string or an integer."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and _DECIMAL.fullmatch(text):
        try:
            return Decimal(text)
        except InvalidOperation:
            pass
    raise _refused("A Decimal is a string such as '12.50', or an integer. A JSON float would lose digits.")


def _decimal_literal(node: ValueNode, _variables: Any = None) -> Decimal:
    if isinstance(node, StringValueNode | IntValueNode | FloatValueNode):
        return parse_decimal(node.value)
    return parse_decimal(None)


def _shown_moment(value: datetime | str) -> str:
    return format_instant(value) if isinstance(value, datetime) else value


DateTime: ScalarDefinition = strawberry.scalar(
    name="DateTime",
    description="A moment in UTC as RFC 3339, e.g. '2026-11-24T08:30:00.000000Z'. Input may have any offset.",
    specified_by_url="https://scalars.graphql.org/andimarek/date-time",
    serialize=_shown_moment,
    parse_value=parse_moment,
)
Date: ScalarDefinition = strawberry.scalar(
    name="Date",
    description="A calendar date without a time zone, e.g. '2026-11-24'.",
    specified_by_url="https://scalars.graphql.org/andimarek/local-date",
    serialize=str,
    parse_value=parse_date,
)
Exact: ScalarDefinition = strawberry.scalar(
    name="Decimal",
    description="An exact decimal number as a string, e.g. '1250.5'. Input may also be an integer, never a JSON float.",
    specified_by_url="https://scalars.graphql.org/chillicream/decimal",
    serialize=str,
    parse_value=parse_decimal,
    parse_literal=_decimal_literal,
)

SCALARS: dict[object, ScalarDefinition] = {datetime: DateTime, date: Date, Decimal: Exact}
