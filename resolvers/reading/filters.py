"""Turn a `where` argument into conditions. Which fields it may name, and on which columns, is declared as data."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from db.reading import tree
from domain.ids import key_of
from domain.values.folding import fold
from domain.values.texts import LONGEST_TYPED
from resolvers.reading.given import UNMATCHED, BadArgument, Given, storable

DEEPEST, LONGEST, MOST = 8, 100, 1_000
"""How deep conditions may nest, how many elements a list in them may have, and how many values there may be in all."""


@dataclass(frozen=True)
class Text:
    """A text column, with the column that holds its folded form for `startsWith` and `contains`."""

    column: str
    key: str


@dataclass(frozen=True)
class Moment:
    """A column of times or days."""

    column: str
    kind: Literal["instant", "day"] = "instant"


@dataclass(frozen=True)
class Same:
    """A column that equals the value, which is an enum value or the id of a record of the given type."""

    column: str
    type_name: str | None = None


@dataclass(frozen=True)
class Has:
    """A condition that holds, or does not."""

    condition: tree.Condition


Filter: TypeAlias = Text | Moment | Same | Has
Filters: TypeAlias = Mapping[str, Filter]


def condition(filters: Filters, where: Given, depth: int = 1) -> tree.Condition:
    """Return the condition of a filter input: all of its fields hold; null ones do not count.

    Raises:
        BadArgument: it nests too deep, a list in it is too long, or it is too large as a whole.
    """
    if depth == 1 and sum(1 for _ in _values(where.value)) > MOST:
        raise BadArgument("where", f"A filter may have {MOST} values in all. Split the query.")
    if depth > DEEPEST:
        raise BadArgument("where", f"Conditions may nest {DEEPEST} deep. Write the filter flatter.")
    return tree.All(tuple(_field(filters, name, given, depth) for name, given in where.fields()))


def _values(value: Any) -> Iterator[None]:
    """Yield once for each value that is given somewhere in a filter."""
    pending = [value]
    while pending:
        inner = pending.pop()
        if isinstance(inner, dict):
            pending += inner.values()
        elif isinstance(inner, list):
            pending += inner
        elif inner is not None:
            yield


def _field(filters: Filters, name: str, given: Given, depth: int) -> tree.Condition:
    if name in _JOINED:
        return _JOINED[name](tuple(condition(filters, inner, depth + 1) for inner in _short(given).items()))
    if name == "not":
        return tree.Not(condition(filters, given, depth + 1))
    return _column(filters[name], given)


def _column(declared: Filter, given: Given) -> tree.Condition:
    match declared:
        case Text(column, key):
            return tree.All(tuple(_TEXT[test](column, key, value) for test, value in given.fields()))
        case Moment(column, kind):
            return tree.All(tuple(_moment(column, kind, test, value) for test, value in given.fields()))
        case Same(column, type_name):
            if type_name is None:
                return tree.Is(column, str(given.value))
            return tree.Comparison(column, "=", given.param("uuid", lambda value: key_of(type_name, value)))
        case Has(inner):
            return inner if given.value else tree.Not(inner)


def _short(given: Given) -> Given:
    if len(given.value) > LONGEST:
        raise BadArgument("where", f"A list in a filter may have {LONGEST} elements. Split the query.")
    return given


_JOINED: dict[str, Callable[[tuple[tree.Condition, ...]], tree.Condition]] = {"and": tree.All, "or": tree.Some}


def _contains(pattern: str) -> Callable[[str, str, Given], tree.Condition]:
    def like(column: str, key: str, given: Given) -> tree.Condition:
        matches = tree.Comparison(key, "like", given.text(lambda value: pattern.format(_escaped(_folded(value)))))
        # Some keys of absent texts are empty, and an empty pattern would match these.
        return tree.All((tree.IsNull(column, null=False), matches))

    return like


def _folded(value: str) -> str:
    """Fold a text to search for; folding takes quadratic time, and no stored text is so long."""
    return fold(value) if len(value) <= LONGEST_TYPED else UNMATCHED


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _is_in(column: str, _key: str, given: Given) -> tree.Condition:
    _short(given)
    return tree.Comparison(column, "in", given.param("text_list", _storable))


def _storable(texts: list[str]) -> list[str]:
    return [storable(text) for text in texts]


_TEXT: dict[str, Callable[[str, str, Given], tree.Condition]] = {
    "eq": lambda column, _, given: tree.Comparison(column, "=", given.text()),
    "ne": lambda column, _, given: tree.Comparison(column, "<>", given.text()),
    "in": _is_in,
    "startsWith": _contains("{}%"),
    "contains": _contains("%{}%"),
    "isNull": lambda column, _, given: tree.IsNull(column, null=given.value),
}


def _moment(column: str, kind: tree.ParamKind, test: str, given: Given) -> tree.Condition:
    operators = {"eq": "=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
    return tree.Comparison(column, operators[test], given.param(kind, lambda value: value))  # type: ignore[arg-type] # a value of the dictionary above
