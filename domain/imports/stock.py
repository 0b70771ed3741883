"""Hold the records that an import touches: as they were before, and as they will be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, RowMapping, select

from db.tables import ContactRelation
from db.unit_of_work import UnitOfWork
from domain.change import CARD_KINDS, Change, Kind, Reason, Record
from domain.sync.star import Star
from domain.tables import TABLES, link_column, record_of

_LINKS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_AT_A_TIME = 500


@dataclass
class Stock:
    """Records by key as they are stored or will be created, and every change that was planned so far."""

    by_key: dict[str, Record] = field(default_factory=dict)
    by_number: dict[tuple[Kind, str], Record] = field(default_factory=dict)
    changes: dict[tuple[str, str], Change] = field(default_factory=dict)
    created: dict[str, Record] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Take in a stored record."""
        self.by_key[record.id] = record
        self.by_number[record.kind, record.number] = record

    def create(self, record: Record) -> None:
        """Take in a new record."""
        self.add(record)
        self.created[record.id] = record

    def now(self, record: Record) -> Record:
        """Return a record as it will be."""
        return self.by_key.get(record.id, record)

    def star_now(self, star: Star) -> Star:
        """Return a star as it will be."""
        return Star(
            self.now(star.hub) if star.hub else None,
            tuple(map(self.now, star.cards)),
            tuple(map(self.star_now, star.persons)),
            tuple(map(self.now, star.named)),
        )

    def plan(self, changes: Iterable[Change]) -> None:
        """Take in planned changes: several of one field become one, from the stored value to the last."""
        for change in changes:
            key = change.record.id, change.field
            before = self.changes[key].before if key in self.changes else change.before
            reason = Reason.IMPORTED if change.reason is Reason.ENTERED else change.reason
            self.changes[key] = replace(change, before=before, reason=reason)
            now = self.now(change.record)
            self.by_key[now.id] = replace(now, values={**now.values, change.field: change.after})

    def planned(self) -> list[Change]:
        """Return every change that leaves something different."""
        return [change for change in self.changes.values() if change.before != change.after]


async def load_numbers(work: UnitOfWork, stock: Stock, kind: Kind, numbers: Iterable[str]) -> None:
    """Take in the stored records with these numbers, and lock them."""
    column = TABLES[kind].c.number
    for some in _portions(number for number in numbers if (kind, number) not in stock.by_number):
        await _load(work, stock, kind, column.in_(some))


async def load_keys(work: UnitOfWork, stock: Stock, kind: Kind, keys: Iterable[str]) -> None:
    """Take in the stored records with these keys, and lock them."""
    column = TABLES[kind].c.id
    for some in _portions(key for key in keys if key not in stock.by_key):
        await _load(work, stock, kind, column.in_(some))


async def _load(work: UnitOfWork, stock: Stock, kind: Kind, condition: ColumnElement[bool]) -> None:
    table = TABLES[kind]
    first = (table.c.type,) if kind is Kind.CONTACT else ()
    query = select(table).where(condition).order_by(*first, table.c.id).with_for_update()
    for row in (await work.connection.execute(query)).mappings():
        stock.add(record_of(kind, row))


def _portions(values: Iterable[str]) -> Iterator[list[str]]:
    every = sorted(set(values))
    return (every[start : start + _AT_A_TIME] for start in range(0, len(every), _AT_A_TIME))


@dataclass
class Links:
    """Who is linked with whom, by key; stored links and new ones."""

    cards: dict[str, list[str]] = field(default_factory=dict)
    contact: dict[str, str] = field(default_factory=dict)
    kind: dict[str, Kind] = field(default_factory=dict)
    relations: set[tuple[str, str]] = field(default_factory=set)

    def add(self, contact: str, kind: Kind, card: str) -> None:
        """Take in a link."""
        self.cards.setdefault(contact, []).append(card)
        self.contact[card] = contact
        self.kind[card] = kind

    def of_kind(self, contact: str, kind: Kind) -> str | None:
        """Return the contact's card of a kind, the first where there are several."""
        return next((card for card in self.cards.get(contact, ()) if self.kind[card] is kind), None)


async def load_links(work: UnitOfWork, stock: Stock) -> Links:
    """Return the links of every stored record that was taken in, and take in their other ends."""
    links = Links()
    keys = {kind: [key for key, record in stock.by_key.items() if record.kind is kind] for kind in Kind}
    columns = {"contact_id": keys[Kind.CONTACT], **{link_column(kind): keys[kind] for kind in CARD_KINDS}}
    seen: set[str] = set()
    for column, ends in columns.items():
        for some in _portions(ends):
            query = select(_LINKS).where(_LINKS.c[column].in_(some)).order_by(_LINKS.c.created_at, _LINKS.c.id)
            for row in (await work.connection.execute(query)).mappings():
                if row["id"] not in seen:
                    seen.add(row["id"])
                    _take_in(links, row)
    await load_keys(work, stock, Kind.CONTACT, links.contact.values())
    for kind in Kind:
        await load_keys(work, stock, kind, (card for card in links.contact if links.kind[card] is kind))
    return links


def _take_in(links: Links, row: RowMapping) -> None:
    if row["kind"] is None:
        links.relations.add((row["contact_id"], row["business_relation_id"]))
    else:
        kind = Kind(row["kind"])
        links.add(row["contact_id"], kind, row[link_column(kind)])
