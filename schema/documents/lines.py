"""Declare the lines of documents, and what they come to."""

from decimal import Decimal

from schema.declaring import about, object_type
from schema.documents.kinds import DocumentLineType


@object_type
class DocumentLine:
    """A line of a document. Amounts are exact, in the document's currency, rounded to its minor unit."""

    position: int = about("Its place in the document, from 1.")
    type: DocumentLineType = about("What it is about.")
    item_number: str | None = about("Of the item, the resource or the account.")
    description: str = about("What the party reads.")
    quantity: Decimal | None = about("How many units; null for a comment.")
    unit_of_measure: str | None = about("What a unit is.")
    unit_price: Decimal | None = about("Per unit, with VAT where the document's prices include it; null for a comment.")
    discount_percent: Decimal | None = about("Discount of this line; null for a comment.")
    vat_percent: Decimal | None = about("VAT rate; null for a comment.")
    reverse_charge: bool = about("Whether the party pays the VAT of this line itself, so that none is charged.")
    allow_invoice_discount: bool = about("Whether the line takes its share of the invoice discount.")
    amount: Decimal = about("What is to be paid without VAT, all discounts taken off.")
    amount_including_vat: Decimal = about("What is to be paid with VAT; the lines add up to the totals.")
    blanket_position: int | None = about("Of an order made from a blanket order: the line there that it draws on.")
    quantity_left: Decimal | None = about("Of a blanket order's line: how much can still be ordered.")


@object_type
class VatSubtotal:
    """What the lines of one VAT rate come to, those under reverse charge apart. VAT is rounded here, once, half up."""

    vat_percent: Decimal = about("The rate.")
    reverse_charge: bool = about("Whether the party pays this VAT itself; then none is charged.")
    base: Decimal = about("What VAT is charged on.")
    vat_amount: Decimal = about("The VAT.")


@object_type
class DocumentTotals:
    """What a document comes to, in its currency. The lines always add up to it."""

    amount: Decimal = about("Without VAT.")
    vat_amount: Decimal = about("The VAT.")
    amount_including_vat: Decimal = about("With VAT.")
    invoice_discount_percent: Decimal | None = about("The invoice discount, where it is given as a percentage.")
    invoice_discount_amount: Decimal = about("The invoice discount, which the amounts are without.")
    vat: list[VatSubtotal] = about("By VAT rate, the lowest first.")
