"""Find what needs a card, so that it cannot be deleted. Source: product.md §3.6."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, func, or_, select

from db.tables import Customer, CustomerTemplate, Vendor, VendorTemplate
from db.unit_of_work import UnitOfWork
from domain.change import Kind, Record
from domain.documents.fields import DOCUMENT_FIELDS
from domain.documents.sides import SIDES, DocumentType, Side
from domain.errors import CardInUse, Refusal
from domain.ids import public_id
from domain.tables import TABLES, TYPE_NAMES

SHOWN = 100
"""How many of the records that stand in the way are named."""


@dataclass(frozen=True)
class _Use:
    """Rows that need a card through one of these columns; of documents, those of one type."""

    table: Table
    columns: tuple[str, ...]
    type_name: str
    users: str
    utilisateurs: str
    type: str | None = None

    def of(self, card: Record) -> ColumnElement[bool]:
        """Return the condition that a row needs this card."""
        needs = or_(*(self.table.c[column] == card.id for column in self.columns))
        return needs if self.type is None else needs & (self.table.c.type == self.type)


def _documents(side: Side, document_type: DocumentType) -> _Use:
    fields, table = DOCUMENT_FIELDS[side.kind], TABLES[side.kind]
    columns = tuple(fields[name].column for name in (side.card, side.billing_card))
    of_type = str(document_type) if "type" in fields else None
    return _Use(table, columns, TYPE_NAMES[side.kind], *side.called[document_type], of_type)


def _all_documents(kind: Kind) -> tuple[_Use, ...]:
    return tuple(_documents(side, each) for side in SIDES.values() if side.card_kind is kind for each in side.called)


_BILLED, _FACTURES = "customers that are billed to it", "clients facturés par son intermédiaire"
_PAID, _PAYES = "vendors that are paid through it", "fournisseurs payés par son intermédiaire"
_BILL_TO, _PAY_TO = ("bill_to_customer_id",), ("pay_to_vendor_id",)
_USES: Mapping[Kind, tuple[_Use, ...]] = {
    Kind.CUSTOMER: (
        _Use(Customer.__table__, _BILL_TO, "Customer", _BILLED, _FACTURES),  # type: ignore[attr-defined] # SQLModel makes it
        _Use(CustomerTemplate.__table__, _BILL_TO, "CustomerTemplate", "templates", "modèles"),  # type: ignore[attr-defined] # SQLModel makes it
        *_all_documents(Kind.CUSTOMER),
    ),
    Kind.VENDOR: (
        _Use(Vendor.__table__, _PAY_TO, "Vendor", _PAID, _PAYES),  # type: ignore[attr-defined] # SQLModel makes it
        _Use(VendorTemplate.__table__, _PAY_TO, "VendorTemplate", "templates", "modèles"),  # type: ignore[attr-defined] # SQLModel makes it
        *_all_documents(Kind.VENDOR),
    ),
}


async def use_refusals(work: UnitOfWork, card: Record) -> list[Refusal]:
    """Return a refusal for each kind of records that need the card, with how many they are."""
    return [refusal for use in _USES.get(card.kind, ()) for refusal in await _in_use(work, card, use)]


async def _in_use(work: UnitOfWork, card: Record, use: _Use) -> list[Refusal]:
    table = use.table
    needed = select(table.c.id, func.count().over()).where(use.of(card), table.c.id != card.id)
    rows = (await work.connection.execute(needed.order_by(table.c.id).limit(SHOWN))).all()
    if not rows:
        return []
    ids = tuple(public_id(use.type_name, key) for key, _ in rows)
    in_use = CardInUse(
        card=card.number,
        count=rows[0][1],
        users=use.users,
        utilisateurs=use.utilisateurs,
        ids=ids,
        path=("input", "id"),
    )
    return [in_use]
