"""Turn the arguments of a connection into a page: its size, its order, and the cursors it lies between."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from uuid_utils import UUID

from db.reading import tree
from db.types import format_instant
from domain.access import Rights, needed_for
from resolvers.reading.declarations import Orders, Paged
from resolvers.reading.filters import condition
from resolvers.reading.given import BadArgument, Forbidden, Given

PAGE_SIZE, LARGEST_PAGE = 50, 200
SIZES = ("first", "last")
SEPARATOR = "\x1f"

_PARAM_KINDS: Mapping[tree.Form, tree.ParamKind] = {
    "text": "text",
    "id": "uuid",
    "instant": "instant",
    "day": "day",
    "integer": "integer",
}


def page(
    paged: Paged,
    given: Mapping[str, Given],
    fields: tuple[tuple[str, tree.Items | tree.PageInfo | tree.Total | tree.Constant], ...],
    order: tuple[tree.Order, ...],
    rights: Rights,
) -> tree.Page:
    """Return the page that the arguments ask for.

    Raises:
        BadArgument: both `first` and `last` are given, the size is out of bounds, or the filter asks too much, or what
            the caller may not see. Cursors are checked when the plan is bound to a request.
    """
    backward = "last" in given
    if backward and "first" in given:
        raise BadArgument("last", "Give either first or last, not both.")
    signed = signature(order)
    return tree.Page(
        source=_source(paged, given),
        condition=_asked(paged, given, rights),
        order=order,
        signature=signed,
        size=_size("last" if backward else "first", given),
        backward=backward,
        after=_cursor("after", given, order, signed),
        before=_cursor("before", given, order, signed),
        fields=fields,
    )


def _source(paged: Paged, given: Mapping[str, Given]) -> tree.Source:
    """Return the rows that are listed: an argument that is false may stand for others."""
    others = (source for name, source in paged.unless.items() if name in given and not given[name].value)
    return next(others, paged.source)


def _asked(paged: Paged, given: Mapping[str, Given], rights: Rights) -> tree.Condition:
    """Return what the rows must meet, by the arguments that narrow the list (enum values) and by its filter."""
    tests: list[tree.Condition] = [
        tree.Is(column, str(given[name].value)) for name, column in paged.narrowed.items() if name in given
    ]
    if paged.filters and "where" in given:
        tests.append(condition(paged.filters, given["where"], rights))
    return tests[0] if len(tests) == 1 else tree.All(tuple(tests))


def chosen_order(orders: Orders, given: Mapping[str, Given], rights: Rights) -> tuple[tree.Order, ...]:
    """Return the columns to sort by, ended by a unique one.

    Raises:
        Forbidden: the caller may not see one of them.
    """
    choices = given["orderBy"].value if "orderBy" in given else ()
    terms: dict[str, tree.Order] = {}
    for choice in choices:
        term = orders.columns[str(choice["field"])]
        if permission := needed_for(term.column, rights):
            raise Forbidden("orderBy", permission)
        descending = str(choice["direction"]) == "DESC"
        terms.setdefault(term.column, replace(term, descending=descending))
        if term.unique:
            return tuple(terms.values())
    if not terms:
        return orders.default
    descending = next(iter(terms.values())).descending
    return (*terms.values(), replace(orders.tie, descending=descending))


def signature(order: tuple[tree.Order, ...]) -> str:
    """Name an order, so that a cursor of another one is recognised."""
    return ",".join(f"{term.column}{'-' if term.descending else ''}" for term in order)


def _size(name: str, given: Mapping[str, Given]) -> int:
    size: int = given[name].value if name in given else PAGE_SIZE
    if not 0 <= size <= LARGEST_PAGE:
        raise BadArgument(name, f"{name} must be from 0 to {LARGEST_PAGE}; for more, page on with a cursor.")
    return size


def _cursor(
    name: str, given: Mapping[str, Given], order: tuple[tree.Order, ...], signed: str
) -> tuple[tree.Param, ...] | None:
    if name not in given:
        return None

    decoded = _Decoder(name, order, signed)

    def value(position: int) -> tree.Param:
        return given[name].param(_PARAM_KINDS[order[position].form], lambda cursor: decoded(cursor)[position])

    return tuple(value(position) for position in range(len(order)))


class _Decoder:
    """Decode a cursor for all its parameters at once: the last one is remembered."""

    def __init__(self, name: str, order: tuple[tree.Order, ...], signed: str) -> None:
        self._name, self._order, self._signed = name, order, signed
        self._last: tuple[str, list[Any]] = ("", [])

    def __call__(self, cursor: str) -> list[Any]:
        """Return the values of the row that it stands for."""
        known, values = self._last
        if cursor != known or not values:
            values = _decoded(self._name, cursor, self._order, self._signed)
            self._last = cursor, values
        return values


def _decoded(name: str, cursor: str, order: tuple[tree.Order, ...], signed: str) -> list[Any]:
    """Return the values of the row that a cursor stands for. Cursors come from clients, so everything is checked."""
    try:
        claimed, *values = bytes.fromhex(cursor).decode().split(SEPARATOR)
        if claimed == signed and len(values) == len(order):
            return [_value(term.form, value) for term, value in zip(order, values, strict=True)]
    except ValueError:
        pass
    raise BadArgument(name, f"{name} is not a cursor of this list in this order. Take one from its pageInfo or edges.")


def _value(form: tree.Form, text: str) -> Any:
    if form == "instant":
        return _moment(text)
    if form == "integer":
        return _small(int(text))
    if form == "day":
        return _day(text)
    if "\0" in text:
        raise ValueError("no stored text has a NUL")
    return str(UUID(text)) if form == "id" else text


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if format_instant(moment) == text:
            return moment
    except OverflowError:
        pass
    raise ValueError("no instant is shown like this")


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError("no day is shown like this")
    return day


def _small(number: int) -> int:
    if not -(2**31) <= number < 2**31:
        raise ValueError("no stored integer is so large")
    return number
