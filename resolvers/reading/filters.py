"""Turn a `where` argument into conditions. Which fields it may name, and on which columns, is declared as data."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from db.reading import tree
from domain.access import Rights, needed_for
from domain.ids import key_of
from domain.values.folding import fold
from domain.values.texts import LONGEST_TYPED
from resolvers.reading.given import UNMATCHED, BadArgument, Forbidden, Given, storable

DEEPEST, LONGEST, MOST = 8, 100, 1_000
"""How deep conditions may nest, how many elements a list in them may have, and how many values there may be in all."""

LAST, FIRST_SURROGATE, BEHIND_SURROGATES = chr(0x10FFFF), 0xD800, 0xE000


def _folded(value: str) -> str:
    """Fold a text to search for; folding takes quadratic time, and no stored text is so long."""
    return fold(value) if len(value) <= LONGEST_TYPED else UNMATCHED


@dataclass(frozen=True)
class Text:
    """A text column, with the column that holds its folded form, which comparisons go by and which has an index.

    Where the column itself `is_indexed`, exact comparisons do without the key. `folded` is how the key was made.
    """

    column: str
    key: str
    is_indexed: bool = False
    folded: Callable[[str], str] = _folded


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


def condition(filters: Filters, where: Given, rights: Rights, depth: int = 1) -> tree.Condition:
    """Return the condition of a filter input: all of its fields hold; null ones do not count.

    Raises:
        BadArgument: it nests too deep, a list in it is too long, or it is too large as a whole.
        Forbidden: it asks for what the caller may not see.
    """
    if depth == 1 and sum(1 for _ in _values(where.value)) > MOST:
        raise BadArgument("where", f"A filter may have {MOST} values in all. Split the query.")
    if depth > DEEPEST:
        raise BadArgument("where", f"Conditions may nest {DEEPEST} deep. Write the filter flatter.")
    return tree.All(tuple(_field(filters, name, given, rights, depth) for name, given in where.fields()))


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


def _field(filters: Filters, name: str, given: Given, rights: Rights, depth: int) -> tree.Condition:
    if name in _JOINED:
        return _JOINED[name](tuple(condition(filters, inner, rights, depth + 1) for inner in _short(given).items()))
    if name == "not":
        return tree.Not(condition(filters, given, rights, depth + 1))
    declared = filters[name]
    if not isinstance(declared, Has) and (permission := needed_for(declared.column, rights)):
        raise Forbidden("where", permission)
    return _column(declared, given)


def _column(declared: Filter, given: Given) -> tree.Condition:
    match declared:
        case Text():
            return tree.All(tuple(_TEXT[test](declared, value) for test, value in given.fields()))
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


def _has(column: str, *tests: tree.Condition) -> tree.Condition:
    """Keys of absent texts are empty, and an empty pattern would match these."""
    return tree.All((tree.IsNull(column, null=False), *tests))


def _starts(text: Text, given: Given) -> tree.Condition:
    """Compare with both ends of a range: an index finds it, as it does not for a pattern that is only bound later."""
    first, behind = given.text(text.folded), given.text(lambda value: _behind(text.folded(value)))
    return _has(text.column, tree.Comparison(text.key, ">=", first), tree.Comparison(text.key, "<", behind))


def _behind(prefix: str) -> str:
    """Return the first text, by code points, behind all that begin with the prefix."""
    rest = prefix.rstrip(LAST)
    if not rest:
        return LAST
    following = ord(rest[-1]) + 1
    return rest[:-1] + chr(following if following != FIRST_SURROGATE else BEHIND_SURROGATES)


def _contains(text: Text, given: Given) -> tree.Condition:
    pattern = given.text(lambda value: f"%{_escaped(text.folded(value))}%")
    return _has(text.column, tree.Comparison(text.key, "like", pattern))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _equals(text: Text, given: Given) -> tree.Condition:
    """Find by what has the index, and compare exactly."""
    exact = tree.Comparison(text.column, "=", given.text())
    return exact if text.is_indexed else tree.All((tree.Comparison(text.key, "=", given.text(text.folded)), exact))


def _is_in(text: Text, given: Given) -> tree.Condition:
    _short(given)
    exact = tree.Comparison(text.column, "in", given.param("text_list", _storable))
    if text.is_indexed:
        return exact
    folded = given.param("text_list", lambda texts: [text.folded(each) for each in _storable(texts)])
    return tree.All((tree.Comparison(text.key, "in", folded), exact))


def _storable(texts: list[str]) -> list[str]:
    return [storable(text) for text in texts]


_TEXT: dict[str, Callable[[Text, Given], tree.Condition]] = {
    "eq": _equals,
    "ne": lambda text, given: tree.Comparison(text.column, "<>", given.text()),
    "in": _is_in,
    "startsWith": _starts,
    "contains": _contains,
    "isNull": lambda text, given: tree.IsNull(text.column, null=given.value),
}


def _moment(column: str, kind: tree.ParamKind, test: str, given: Given) -> tree.Condition:
    operators = {"eq": "=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
    return tree.Comparison(column, operators[test], given.param(kind, lambda value: value))  # type: ignore[arg-type] # a value of the dictionary above
