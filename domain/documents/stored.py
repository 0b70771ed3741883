"""Read a document as it is stored, with its lines, and lock it. Documents are locked after contacts and cards."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from db.tables import metadata
from db.unit_of_work import UnitOfWork
from domain.change import Record
from domain.documents.lines import Line, line_of
from domain.documents.sides import SIDES, DocumentType, Side
from domain.errors import DocumentNotOpen, NotFound, Refusal, Refused
from domain.ids import key_of, parse_id
from domain.tables import TABLES, TYPE_NAMES, record_of

DOCUMENT = ("input", "documentId")
_SIDE_BY_TYPE = {TYPE_NAMES[kind]: side for kind, side in SIDES.items()}


@dataclass(frozen=True)
class Stored:
    """A document with its lines; `source` is the quote or blanket order that it was made from."""

    side: Side
    document: Record
    lines: tuple[Line, ...]
    source: Record | None = None

    @property
    def type(self) -> DocumentType:
        """Return what it is on its side."""
        return DocumentType(str(self.document.values.get("type", "ORDER")))

    @property
    def has_card(self) -> bool:
        """Tell whether it is for a customer or vendor, and not for a prospect."""
        return self.document.values[self.side.card] is not None

    def records(self) -> list[Record]:
        """Return the records that a plan over it depends on."""
        return [self.document, *([self.source] if self.source else [])]


def side_of(document_id: str) -> tuple[Side, str]:
    """Return which side a document's id is of, and its key.

    Raises:
        Refused: NotFound, it is no id of a document.
    """
    parsed = parse_id(document_id)
    if parsed is None or parsed[0] not in _SIDE_BY_TYPE:
        raise _not_found()
    return _SIDE_BY_TYPE[parsed[0]], parsed[1]


async def read_document(work: UnitOfWork, document_id: str) -> Record:
    """Return a document as it is, without keeping anybody from changing it.

    Raises:
        Refused: NotFound.
    """
    side, key = side_of(document_id)
    table = TABLES[side.kind]
    row = (await work.connection.execute(select(table).where(table.c.id == key))).mappings().first()
    if row is None:
        raise _not_found()
    return record_of(side.kind, row)


async def lock_document(work: UnitOfWork, document_id: str) -> Stored:
    """Lock a document, and before it what it was made from, which never changes; return it with its lines.

    Raises:
        Refused: NotFound.
    """
    side, key = side_of(document_id)
    source = (await read_document(work, document_id)).values.get("madeFromId")
    source_key = key_of(TYPE_NAMES[side.kind], str(source))
    locked = await lock_documents(work, side, [key, *([source_key] if source_key else [])])
    if key not in locked:
        raise _not_found()
    return Stored(side, locked[key], await lines_of(work, side, key), locked.get(source_key or ""))


async def lock_documents(work: UnitOfWork, side: Side, keys: Iterable[str]) -> dict[str, Record]:
    """Lock documents of one side, older ones first."""
    table = TABLES[side.kind]
    query = select(table).where(table.c.id.in_(list(keys))).order_by(table.c.id).with_for_update()
    return {row["id"]: record_of(side.kind, row) for row in (await work.connection.execute(query)).mappings()}


async def lines_of(work: UnitOfWork, side: Side, key: str) -> tuple[Line, ...]:
    """Return the lines of a document, in order."""
    table = metadata.tables[f"{side.table}_line"]
    query = select(table).where(table.c.document_id == key).order_by(table.c.position)
    return tuple(line_of(row) for row in (await work.connection.execute(query)).mappings())


async def orders_from(work: UnitOfWork, stored: Stored) -> list[str]:
    """Return the keys of the orders that were made from a document, the oldest first."""
    table = TABLES[stored.side.kind]
    if "made_from_id" not in table.c:
        return []
    query = select(table.c.id).where(table.c.made_from_id == stored.document.id).order_by(table.c.id)
    return list(await work.connection.scalars(query))


def status_refusals(stored: Stored) -> list[Refusal]:
    """Refuse to change a document that is released."""
    if stored.document.values["status"] == "OPEN":
        return []
    return [DocumentNotOpen(document=stored.document.number, path=DOCUMENT)]


def _not_found() -> Refused:
    return Refused([NotFound(what="document", path=DOCUMENT)])
