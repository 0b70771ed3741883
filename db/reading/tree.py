"""Describe what a read returns: a tree of JSON objects, lists and values, each with the rows it comes from.

Templates name the row at hand `{t}` and the row one level up `{p}`: "{t}.company_id = {p}.id". In them,
`{each r.changes e}` unfolds a JSON list as `Unfolded` does, `{json r.causes}` takes a text as JSON, `{now}` is the
time. They are written by declarations, never by clients; whatever a client sends is a `Param` and is bound.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Variables: TypeAlias = Mapping[str, Any]
MISSING = r'"\u0000"'
"""The JSON of what must be there and is not: a text that no column can hold."""
Form: TypeAlias = Literal["text", "id", "instant", "day", "money", "flag", "integer"]
Mask: TypeAlias = Literal["account number", "iban"]
ParamKind: TypeAlias = Literal["text", "uuid", "integer", "instant", "day", "money", "text_list", "json"]


@dataclass(frozen=True)
class Param:
    """A value of the request, read from its variables each time a plan runs."""

    kind: ParamKind
    read: Callable[[Variables], Any]


@dataclass(frozen=True)
class Column:
    """A column of the row. `prefix` begins the API's form of an id."""

    name: str
    form: Form = "text"
    prefix: str = ""


@dataclass(frozen=True)
class Masked:
    """A text column of which only a part is shown."""

    name: str
    mask: Mask


@dataclass(frozen=True)
class Scalar:
    """One value that an expression or a subquery finds; in its template `{p}` is the row."""

    template: str
    form: Form = "text"


@dataclass(frozen=True)
class Constant:
    """A JSON literal, as text."""

    json: str


@dataclass(frozen=True)
class Object:
    """A JSON object made of the row, keys in this order."""

    fields: tuple[tuple[str, "Value"], ...]


@dataclass(frozen=True)
class JsonRows:
    """Rows that are not stored: a bound JSON array of objects, with the columns to take from them."""

    param: Param
    columns: Mapping[str, Form]


@dataclass(frozen=True)
class Unfolded:
    """Rows of a FROM clause, once for each element of a JSON list that a text column holds.

    `e{t}.value` is the element, `e{t}.key` its place, counted from 0.
    """

    table: str
    column: str


@dataclass(frozen=True)
class Element:
    """A text in a JSON list; `path` are the places that lead to it, level by level."""

    json: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """Where rows come from: a FROM clause, what ties them to the row above, and columns that need an expression."""

    table: str | JsonRows | Unfolded
    where: str | None = None
    params: tuple[Param, ...] = ()
    computed: Mapping[str, str | Element] = field(default_factory=dict)


@dataclass(frozen=True)
class Order:
    """One column to sort by. `unique` ends the list: nothing behind it can matter. The column is never null."""

    column: str
    descending: bool = False
    form: Form = "text"
    unique: bool = False


@dataclass(frozen=True)
class One:
    """An object of one other row, null without it; the first by `order` where there may be several.

    `is_needed` says that there must be one: MISSING stands where it is not.
    """

    source: Source
    value: "Value"
    order: tuple[Order, ...] = ()
    is_needed: bool = False


@dataclass(frozen=True)
class Many:
    """A list of all rows of a source."""

    source: Source
    value: "Value"
    order: tuple[Order, ...] = ()


@dataclass(frozen=True)
class Choice:
    """The value that belongs to what a column holds, for anything else `otherwise`, which is null unless given.

    `is_needed` says that it must have a value: MISSING stands where it has none.
    """

    column: str
    values: Mapping[str, "Value"]
    otherwise: "Value | None" = None
    is_needed: bool = False


@dataclass(frozen=True)
class Cursor:
    """Where a row stands in an order, as an opaque text."""

    order: tuple[Order, ...]
    signature: str


@dataclass(frozen=True)
class Comparison:
    """A column compared with a bound value. `like` takes a pattern whose escape is the backslash."""

    column: str
    operator: Literal["=", "<>", "<", "<=", ">", ">=", "like", "in"]
    param: Param


@dataclass(frozen=True)
class Is:
    """A column that holds one of the schema's own words. Written out: so the engine knows how rare the word is."""

    column: str
    word: str

    def __post_init__(self) -> None:
        assert self.word.isidentifier()  # noqa: S101 - a value of an enum


@dataclass(frozen=True)
class IsNull:
    """A column without a value, or with one."""

    column: str
    null: bool


@dataclass(frozen=True)
class Raw:
    """A condition from a declaration's template, never null."""

    template: str


@dataclass(frozen=True)
class All:
    """Every condition holds; true without any."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True)
class Some:
    """At least one condition holds; false without any."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    """The condition does not hold; a comparison with null does not hold either, so its negation does."""

    condition: "Condition"


@dataclass(frozen=True)
class Items:
    """The rows of a page as a list."""

    value: "Value"


@dataclass(frozen=True)
class PageInfo:
    """What a client needs to page on; each key with one of the four names, or a constant."""

    fields: tuple[tuple[str, str | Constant], ...]


@dataclass(frozen=True)
class Total:
    """How many rows the whole list has."""


@dataclass(frozen=True)
class Page:
    """A part of a long list, by keyset: `size` rows behind `after` and before `before`, from the end if `backward`.

    The size is no parameter, or PostgreSQL would plan for a tenth of the table; see `db.reading.pages` for what that is
    good for.
    """

    source: Source
    condition: "Condition"
    order: tuple[Order, ...]
    signature: str
    size: int
    backward: bool
    after: tuple[Param, ...] | None
    before: tuple[Param, ...] | None
    fields: tuple[tuple[str, "Items | PageInfo | Total | Constant"], ...]


Condition: TypeAlias = Comparison | Is | IsNull | Raw | All | Some | Not
Value: TypeAlias = Column | Masked | Scalar | Constant | Object | One | Many | Choice | Cursor | Page
