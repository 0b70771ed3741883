"""Declare how the parts of a document are read: parties, lines, totals."""

from db.document_lines import SalesDocumentLine
from db.reading import tree
from resolvers.cards import ADDRESS
from resolvers.reading.declarations import Fields, Listed, Part, columns

_POSITION = (tree.Order("position"),)

LINE: Fields = {
    **columns(SalesDocumentLine, "position", "type", "itemNumber", "description", "quantity", "unitOfMeasure"),
    **columns(SalesDocumentLine, "unitPrice", "discountPercent", "vatPercent", "reverseCharge"),
    **columns(SalesDocumentLine, "allowInvoiceDiscount", "blanketPosition", "amount", "amountIncludingVat"),
    "quantityLeft": tree.Column("quantity_left", "money"),
}
SUBTOTAL: Fields = {
    "vatPercent": tree.Column("vat_percent", "money"),
    "reverseCharge": tree.Column("reverse_charge", "flag"),
    "base": tree.Column("base", "money"),
    "vatAmount": tree.Column("vat_amount", "money"),
}


def party(prefix: str) -> Fields:
    """Declare a party from the columns of a document that begin like this."""

    def own(column: str) -> tree.Column:
        return tree.Column(f"{prefix}_{column}")

    return {
        "number": own("number"),
        "name": own("name"),
        "name2": own("name2"),
        "contactName": own("contact_name"),
        "address": Part({name: own(column.name) for name, column in ADDRESS.items()}),
        "phone": own("phone"),
        "email": own("email"),
        "vatNumber": own("vat_number"),
    }


def totals(table: str) -> Fields:
    """Declare what a document of this table comes to."""
    subtotals = tree.Source(f"{table}_vat {{t}}", "{t}.document_id = {p}.id")
    return {
        "amount": tree.Column("amount", "money"),
        "vatAmount": tree.Column("vat_amount", "money"),
        "amountIncludingVat": tree.Column("amount_including_vat", "money"),
        "invoiceDiscountPercent": tree.Column("invoice_discount_percent", "money"),
        "invoiceDiscountAmount": tree.Column("discount_amount", "money"),
        "vat": Listed(subtotals, _POSITION),
    }


def lines(table: str) -> Listed:
    """Declare the lines of a document of this table; of a blanket order they know what is left to order."""
    left = "NULL" if table == "service_order" else _quantity_left(table)
    source = tree.Source(f"{table}_line {{t}}", "{t}.document_id = {p}.id", computed={"quantity_left": left})
    return Listed(source, _POSITION)


def _quantity_left(table: str) -> str:
    """Return what a line of a blanket order holds beyond the orders that were made from it; null elsewhere."""
    ordered = (
        f"SELECT sum(l.quantity) FROM {table}_line l JOIN {table} d ON d.id = l.document_id"
        " WHERE d.made_from_id = {t}.document_id AND l.blanket_position = {t}.position"
    )
    type_ = f"SELECT d.type FROM {table} d WHERE d.id = {{t}}.document_id"
    return f"CASE WHEN ({type_}) = 'BLANKET_ORDER' THEN {{t}}.quantity - coalesce(({ordered}), 0) END"
