"""Bring in the relations of contacts: links with cards, and relations that only classify."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from db.unit_of_work import UnitOfWork
from domain.change import CARD_KINDS, Kind, Record
from domain.errors import CardAlreadyLinked, ContactAlreadyLinked, ContactPrivacyBlocked, NotFound, Refusal, UnknownCode
from domain.imports.columns import LINK_COLUMNS
from domain.imports.parsing import wrong_length
from domain.imports.reading import CsvFile, Line, Watch
from domain.imports.results import Issue, Outcome, RowResult
from domain.imports.stock import Links, Stock, load_numbers
from domain.sync.writes import Link
from domain.tables import TYPE_NAMES

_KINDS = {str(kind): kind for kind in CARD_KINDS}


@dataclass
class LinkRow:
    """One row of the file: numbers and codes as they stand there."""

    file: str
    line: int
    cells: tuple[str, ...]
    contact: str = ""
    code: str = ""
    kind: Kind | None = None
    card: str = ""
    refusal: Refusal | None = None
    issues: list[Issue] = field(default_factory=list)

    def result(self, outcome: Outcome, refusal: Refusal | None = None) -> RowResult:
        """Return what became of the row."""
        issue = (Issue(self.file, self.line, self.contact, None, ",".join(self.cells), refusal),) if refusal else ()
        return RowResult(self.file, self.line, self.contact, outcome, (), issue)


async def read_links(work: UnitOfWork, stock: Stock, file: CsvFile, watch: Watch) -> list[LinkRow]:
    """Return the rows of the file, with every record that they name taken in.

    Raises:
        UnreadableFile.
    """
    file.require(*LINK_COLUMNS)
    rows = [_row(file, line) for line in file.lines(watch)]
    await load_numbers(work, stock, Kind.CONTACT, (row.contact for row in rows))
    for kind in CARD_KINDS:
        await load_numbers(work, stock, kind, (row.card for row in rows if row.kind is kind))
    return rows


def _row(file: CsvFile, line: Line) -> LinkRow:
    row = LinkRow(file.name, line.number, line.cells)
    row.refusal = wrong_length(file, line)
    if row.refusal is None:
        cells = dict(zip(file.columns, (cell.strip().upper() for cell in line.cells), strict=True))
        row.contact, row.code, kind, row.card = (cells[column] for column in LINK_COLUMNS)
        row.kind = _KINDS.get(kind.replace(" ", "_"))
        if kind and row.kind is None:
            row.refusal = UnknownCode(what="kind of card", value=kind)
    return row


def new_links(
    rows: list[LinkRow], stock: Stock, links: Links, relations: dict[str, str]
) -> Iterator[tuple[RowResult, Link | None]]:
    """Decide on each row: a new link, the same one again, or a refusal. `relations` are keys by code."""
    for row in rows:
        contact = stock.by_number.get((Kind.CONTACT, row.contact))
        card = stock.by_number.get((row.kind, row.card)) if row.kind else None
        refusal = row.refusal or _unknown(row, contact, card, relations)
        if refusal or contact is None:
            yield row.result(Outcome.REFUSED, refusal), None
        elif _is_there(contact, card, links, relations[row.code]):
            yield row.result(Outcome.UNCHANGED), None
        elif refusal := _taken(contact, card, stock, links):
            yield row.result(Outcome.REFUSED, refusal), None
        else:
            if card:
                links.add(contact.id, card.kind, card.id)
            links.relations.add((contact.id, relations[row.code]))
            yield row.result(Outcome.CREATED), Link(contact, card, relations[row.code], row.code)


def _unknown(row: LinkRow, contact: Record | None, card: Record | None, relations: dict[str, str]) -> Refusal | None:
    if contact is None:
        return NotFound(what="Contact")
    if row.code not in relations:
        return UnknownCode(what="business relation", value=row.code)
    if row.kind and card is None:
        return NotFound(what=TYPE_NAMES[row.kind])
    return None


def _is_there(contact: Record, card: Record | None, links: Links, relation: str) -> bool:
    if card is None:
        return (contact.id, relation) in links.relations
    return links.contact.get(card.id) == contact.id


def _taken(contact: Record, card: Record | None, stock: Stock, links: Links) -> Refusal | None:
    """Refuse what the unique constraints would. Source: product.md §1.1, §2.4."""
    if card is None:
        return None
    if other := links.contact.get(card.id):
        return CardAlreadyLinked(card=card.number, contact=stock.by_key[other].number)
    own = links.of_kind(contact.id, card.kind)
    if own and card.kind is not Kind.BANK_ACCOUNT:
        return ContactAlreadyLinked(contact=contact.number, card=stock.by_key[own].number)
    return ContactPrivacyBlocked(contact=contact.number) if contact.values["privacyBlocked"] else None
