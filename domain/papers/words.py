"""Hold the words of printed documents in English and French.

Source: product.md §4.5, §7.
"""

from collections.abc import Mapping

from domain.documents.sides import DocumentType
from domain.errors import Language

Words = Mapping[str, str]

TITLES: Mapping[tuple[str, DocumentType], tuple[str, str]] = {
    ("sales_document", DocumentType.QUOTE): ("Quote", "Devis"),
    ("sales_document", DocumentType.ORDER): ("Order confirmation", "Confirmation de commande"),
    ("sales_document", DocumentType.BLANKET_ORDER): ("Blanket order", "Commande cadre"),
    ("purchase_document", DocumentType.QUOTE): ("Request for quote", "Demande de prix"),
    ("purchase_document", DocumentType.ORDER): ("Purchase order", "Bon de commande"),
    ("purchase_document", DocumentType.BLANKET_ORDER): ("Blanket purchase order", "Commande cadre d'achat"),
    ("service_order", DocumentType.ORDER): ("Service order", "Commande de service"),
}
"""What a document is called on paper, by the table that keeps it and its type."""

_WORDS: Mapping[str, tuple[str, str]] = {
    "number": ("Number", "Numéro"),
    "date": ("Date", "Date"),
    "order_date": ("Order date", "Date de commande"),
    "due_date": ("Due date", "Échéance"),
    "valid_until": ("Valid until", "Valable jusqu'au"),
    "requested_delivery_date": ("Requested delivery", "Livraison demandée"),
    "expected_receipt_date": ("Expected receipt", "Réception prévue"),
    "your_reference": ("Your reference", "Votre référence"),
    "external_reference": ("Your document No.", "Votre n° de document"),
    "vendor_reference": ("Your document No.", "Votre n° de document"),
    "description": ("Subject", "Objet"),
    "payment_terms": ("Payment terms", "Conditions de paiement"),
    "currency": ("Currency", "Devise"),
    "customer_number": ("Customer No.", "N° client"),
    "vendor_number": ("Vendor No.", "N° fournisseur"),
    "your_vat_number": ("Your VAT No.", "Votre n° de TVA"),
    "salesperson": ("Our contact", "Notre contact"),
    "bill_to": ("Bill to", "Facturer à"),
    "pay_to": ("Pay to", "Payer à"),
    "ship_to": ("Ship to", "Livrer à"),
    "item": ("Item", "Article"),
    "text": ("Description", "Désignation"),
    "quantity": ("Quantity", "Quantité"),
    "unit": ("Unit", "Unité"),
    "unit_price": ("Unit price", "Prix unitaire"),
    "unit_price_with_vat": ("Unit price incl. VAT", "Prix unitaire TTC"),
    "discount": ("Disc. %", "Rem. %"),
    "vat_percent": ("VAT %", "TVA %"),
    "amount": ("Amount", "Montant HT"),
    "amount_with_vat": ("Amount incl. VAT", "Montant TTC"),
    "total_without_vat": ("Total excl. VAT", "Total HT"),
    "vat": ("VAT", "TVA"),
    "total": ("Total incl. VAT", "Total TTC"),
    "base": ("Net amount", "Base HT"),
    "vat_amount": ("VAT amount", "Montant TVA"),
    "reverse_charge": ("reverse charge", "autoliquidation"),
    "reverse_charge_note": (
        "Reverse charge: VAT is to be accounted for by the recipient.",
        "Autoliquidation : la TVA est due par le preneur.",
    ),
    "invoice_discount_note": (
        "The amounts include an invoice discount of {}.",
        "Les montants tiennent compte d'une remise globale de {}.",
    ),
    "no_lines": ("This document has no lines.", "Ce document n'a pas de lignes."),
    "phone": ("Phone", "Tél."),
    "vat_number": ("VAT No.", "N° TVA"),
    "page": ("Page", "Page"),
    "of": ("of", "sur"),
    "colon": (": ", "\u00a0: "),
}


def words(language: Language) -> Words:
    """Return the words of one language."""
    return {name: french if language == "fr" else english for name, (english, french) in _WORDS.items()}


def title(table: str, type_: DocumentType, language: Language) -> str:
    """Return what a document is called on paper."""
    english, french = TITLES[table, type_]
    return french if language == "fr" else english
