"""Say, as data, how fields are found: a column, the same row, another row, a list, a page, a choice of kinds.

A type's declaration maps each of its GraphQL fields to one of these. The compiler needs nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pydantic.alias_generators import to_snake
from sqlalchemy import Integer
from sqlmodel import SQLModel

from db.reading import tree
from db.types import Day, Flag, Id, Instant, Money
from domain.access import SECRETS, Secret
from resolvers.reading.filters import Filters

Fields: TypeAlias = Mapping[str, "Declaration"]


@dataclass(frozen=True)
class Guarded:
    """A secret of the row: its column as it is for callers who may see it, masked for all others."""

    secret: Secret


@dataclass(frozen=True)
class Recorded:
    """A value in the journal: masked where the field that changed is a secret from the caller."""

    column: str
    field: str = "field"


@dataclass(frozen=True)
class Part:
    """An object made of the same row: an address, billing terms. One type may be made of other columns elsewhere."""

    fields: Fields


@dataclass(frozen=True)
class Related:
    """One other row, null without it; the first by `order` where there may be several."""

    source: tree.Source
    order: tuple[tree.Order, ...] = ()


@dataclass(frozen=True)
class Listed:
    """All rows of a source; `narrowed` by arguments, if they are given, to the rows whose column equals the value."""

    source: tree.Source
    order: tuple[tree.Order, ...] = ()
    narrowed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Orders:
    """What a list may be sorted by: the columns of each choice, and the order where nothing is chosen."""

    columns: Mapping[str, tree.Order]
    default: tuple[tree.Order, ...]
    tie: tree.Order


@dataclass(frozen=True)
class Paged:
    """A connection: a long list read page by page; `narrowed` as in `Listed`.

    `unless` are sources of other rows, which are listed where the argument of this name is false.
    """

    source: tree.Source
    orders: Orders
    filters: Filters | None = None
    narrowed: Mapping[str, str] = field(default_factory=dict)
    unless: Mapping[str, tree.Source] = field(default_factory=dict)


@dataclass(frozen=True)
class Switched:
    """One row whose table a column decides: GraphQL type name and source by what the column holds."""

    column: str
    kinds: Mapping[str, tuple[str, tree.Source]]


@dataclass(frozen=True)
class Either:
    """A field that is found in another way for each value of a column of the row above."""

    column: str
    ways: Mapping[str, "Declaration"]


@dataclass(frozen=True)
class Found:
    """A root field that finds one row by one or several arguments: source by their names, `{0}` being the first one."""

    by: Mapping[tuple[str, ...], tree.Source]
    type_name: str


@dataclass(frozen=True)
class AnyNode:
    """A root field that finds one record of any type by id, or a list of them by ids."""

    tables: Mapping[str, str]
    many: bool = False


@dataclass(frozen=True)
class FieldOf:
    """A root field that names a field of a record, which its arguments `id` and `field` tell; null if it has none such.

    The row has the record's `kind` and `key`, the `field`, and what is `computed`; `where` may find that there is none.
    """

    where: str
    computed: Mapping[str, str]


@dataclass(frozen=True)
class Rows:
    """Rows that the operation brings along instead of the database: a JSON array under a name in the variables.

    Many are shown in the order of their column `position`.
    """

    name: str
    columns: Mapping[str, tree.Form]
    kind: Literal["one", "many"] = "many"


@dataclass(frozen=True)
class Keyed:
    """One row by a key that the operation brings along under a name in the variables; null without the key."""

    name: str
    table: str
    column: str = "id"
    kind: tree.ParamKind = "uuid"


@dataclass(frozen=True)
class KeyedIn:
    """One row by a key that the operation brings along, of whichever table: `table` says of every key which it is."""

    name: str
    table: str
    row: Switched


@dataclass(frozen=True)
class Brought:
    """Objects that the domain made and no database holds: refusals and warnings."""


Declaration: TypeAlias = (
    tree.Column
    | tree.Scalar
    | Guarded
    | Recorded
    | Part
    | Related
    | Listed
    | Paged
    | Switched
    | Either
    | Found
    | AnyNode
    | FieldOf
    | Rows
    | Keyed
    | KeyedIn
    | Brought
)


@dataclass(frozen=True)
class Reading:
    """Everything that the compiler knows: the fields of each GraphQL type, connections and edges apart."""

    types: Mapping[str, Fields] = field(default_factory=dict)


def columns(model: type[SQLModel], *names: str) -> dict[str, Declaration]:
    """Declare fields that show the column of their own name: `postCode` shows post_code."""
    return {name: column(model, to_snake(name)) for name in names}


def secrets(*names: str) -> dict[str, Declaration]:
    """Declare fields that are secrets."""
    return {name: Guarded(SECRETS[name]) for name in names}


def column(model: type[SQLModel], name: str) -> tree.Column:
    """Declare a field that shows a column."""
    return tree.Column(name, _form(model, name))


def _form(model: type[SQLModel], name: str) -> tree.Form:
    stored = model.__table__.c[name].type  # type: ignore[attr-defined] # SQLModel makes it at run time
    forms: tuple[tuple[type, tree.Form], ...] = (
        (Id, "id"),
        (Flag, "flag"),
        (Instant, "instant"),
        (Day, "day"),
        (Money, "money"),
        (Integer, "integer"),
    )
    return next((form for kind, form in forms if isinstance(stored, kind)), "text")
