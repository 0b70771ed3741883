"""Refuse what documents do not allow: whom they may be for, and what may be done with them when."""

from dataclasses import dataclass

from domain.errors.base import ErrorCode, Refusal


@dataclass(frozen=True, kw_only=True)
class NotRelatedToCustomer(Refusal):
    """Only quotes can be made for a contact that is no customer, neither itself nor through its company."""

    code: ErrorCode = ErrorCode.CONTACT_NOT_RELATED_TO_CUSTOMER
    contact: str
    name: str
    english = "Contact {contact} ({name}) is no customer. Make a quote, or create the customer with createCustomerFromContact."  # noqa: E501
    french = "Le contact {contact} ({name}) n'est pas un client. Faites un devis, ou créez le client avec createCustomerFromContact."  # noqa: E501


@dataclass(frozen=True, kw_only=True)
class NotRelatedToVendor(Refusal):
    """Only quotes can be asked of a contact that is no vendor, neither itself nor through its company."""

    code: ErrorCode = ErrorCode.CONTACT_NOT_RELATED_TO_VENDOR
    contact: str
    name: str
    english = (
        "Contact {contact} ({name}) is no vendor. Make a quote, or create the vendor with createVendorFromContact."
    )
    french = "Le contact {contact} ({name}) n'est pas un fournisseur. Faites un devis, ou créez le fournisseur avec createVendorFromContact."  # noqa: E501


@dataclass(frozen=True, kw_only=True)
class ContactOfDifferentCompany(Refusal):
    """The document is for somebody else than the contact's company."""

    code: ErrorCode = ErrorCode.CONTACT_OF_DIFFERENT_COMPANY
    contact: str
    card: str
    english = "Contact {contact} does not belong to {card}, whom the document is for. Choose one of its contacts, or make a new document."  # noqa: E501
    french = "Le contact {contact} n'appartient pas à {card}, à qui le document est destiné. Choisissez un de ses contacts, ou faites un nouveau document."  # noqa: E501


@dataclass(frozen=True, kw_only=True)
class CustomerBlocked(Refusal):
    """No quotes or orders are made for the customer; `blocked` is its block, or PRIVACY."""

    code: ErrorCode = ErrorCode.CUSTOMER_BLOCKED
    card: str
    blocked: str
    english = "Customer {card} is blocked ({blocked}): no quotes or orders are made for it. Lift the block first."
    french = "Le client {card} est bloqué ({blocked}) : ni devis ni commande pour lui. Levez d'abord ce blocage."


@dataclass(frozen=True, kw_only=True)
class VendorBlocked(Refusal):
    """Nothing is asked or ordered from the vendor; `blocked` is its block, or PRIVACY."""

    code: ErrorCode = ErrorCode.VENDOR_BLOCKED
    card: str
    blocked: str
    english = "Vendor {card} is blocked ({blocked}): nothing is asked or ordered from it. Lift the block first."
    french = (
        "Le fournisseur {card} est bloqué ({blocked}) : ni demande ni commande auprès de lui. Levez d'abord ce blocage."
    )


@dataclass(frozen=True, kw_only=True)
class DocumentNotOpen(Refusal):
    """The document is released."""

    code: ErrorCode = ErrorCode.DOCUMENT_NOT_OPEN
    document: str
    english = "{document} is released and stays as it is. Reopen it first with reopenDocument."
    french = "{document} est lancé et ne change plus. Rouvrez-le d'abord avec reopenDocument."


@dataclass(frozen=True, kw_only=True)
class DocumentWrongType(Refusal):
    """Orders are made from quotes and blanket orders only."""

    code: ErrorCode = ErrorCode.DOCUMENT_WRONG_TYPE
    document: str
    english = "{document} is an order. Orders are made from quotes and blanket orders."
    french = "{document} est une commande. On fait une commande d'un devis ou d'une commande cadre."


@dataclass(frozen=True, kw_only=True)
class NothingToRelease(Refusal):
    """No line of the document has a quantity."""

    code: ErrorCode = ErrorCode.NOTHING_TO_RELEASE
    document: str
    english = "{document} has no line with a quantity. Add one with setDocumentLines."
    french = "{document} n'a pas de ligne avec une quantité. Ajoutez-en une avec setDocumentLines."


@dataclass(frozen=True, kw_only=True)
class AlreadyOrdered(Refusal):
    """An order was made from the quote already."""

    code: ErrorCode = ErrorCode.NOTHING_TO_CREATE
    document: str
    order: str
    english = "Order {order} was made from {document} already. Delete that order first to make another one."
    french = "La commande {order} a déjà été faite de {document}. Supprimez-la d'abord pour en faire une autre."


@dataclass(frozen=True, kw_only=True)
class NothingToCreate(Refusal):
    """No quantity is asked for or left that an order could be made of, or the quote was ordered already."""

    code: ErrorCode = ErrorCode.NOTHING_TO_CREATE
    document: str
    english = "No quantity of {document} is asked for or left to order."
    french = "Aucune quantité de {document} n'est demandée ou ne reste à commander."


@dataclass(frozen=True, kw_only=True)
class DocumentInUse(Refusal):
    """Orders were made from the document that is to be deleted."""

    code: ErrorCode = ErrorCode.DOCUMENT_IN_USE
    document: str
    count: int
    english = "{count} orders were made from {document}, which they name. Delete those first."
    french = "{count} commandes ont été faites de {document} et le nomment. Supprimez-les d'abord."


@dataclass(frozen=True, kw_only=True)
class TemplateRequired(Refusal):
    """The quote is for nobody yet, and nothing says from which template the customer or vendor is made."""

    code: ErrorCode = ErrorCode.TEMPLATE_REQUIRED
    document: str
    setting: str
    english = "{document} is a quote for a contact without a card, and names no template. Give {setting}."
    french = "{document} est un devis pour un contact sans fiche, et ne nomme aucun modèle. Donnez {setting}."


@dataclass(frozen=True, kw_only=True)
class DocumentSeriesMissing(Refusal):
    """No series is set up that the number of such a document could be drawn from."""

    code: ErrorCode = ErrorCode.NUMBER_SERIES_MISSING
    setting: str
    english = "There is no number series for this document. Set {setting} with updateNumberSetup."
    french = "Aucune souche de numéros n'est définie pour ce document. Définissez {setting} avec updateNumberSetup."


@dataclass(frozen=True, kw_only=True)
class ItemBlocked(Refusal):
    """The item is neither sold nor bought."""

    code: ErrorCode = ErrorCode.ITEM_BLOCKED
    item: str
    english = "Item {item} is blocked. Choose another one, or lift the block with saveItem."
    french = "L'article {item} est bloqué. Choisissez-en un autre, ou levez le blocage avec saveItem."


@dataclass(frozen=True, kw_only=True)
class OrderedMore(Refusal):
    """More is ordered than is left of a line of the blanket order."""

    blanket: str
    position: int
    left: str
    english = "Line {position} of blanket order {blanket} has {left} left. Order that much or less."
    french = "Il reste {left} à la ligne {position} de la commande cadre {blanket}. Commandez-en autant ou moins."
