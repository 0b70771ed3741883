"""Declare vendors."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.cards import After, Card, First
from schema.connections import Connection
from schema.declaring import about, enum_type, object_type, with_arguments
from schema.documents.lists import OfPurchases
from schema.documents.purchases import PurchaseDocument

if TYPE_CHECKING:
    from schema.contacts import Contact

_Contact = Annotated["Contact", strawberry.lazy("schema.contacts")]


@enum_type(
    NONE="Nothing.",
    PAYMENT="Payments.",
    ALL="Everything.",
)
class VendorBlocked(StrEnum):
    """What a vendor is blocked for."""

    NONE = "NONE"
    PAYMENT = "PAYMENT"
    ALL = "ALL"


@object_type
class VendorBilling:
    """Invoicing and posting: the vendor's own, never synchronised."""

    vendor_posting_group: str | None = about("Which accounts payables are posted to.")
    general_business_posting_group: str | None = about("Which accounts cost is posted to.")
    vat_business_posting_group: str | None = about("How VAT is worked out.")
    payment_terms_code: str | None = about("When invoices fall due: a code of `paymentTerms`.")
    payment_method_code: str | None = about("How we pay.")
    prices_include_vat: bool = about("Whether prices on documents include VAT.")
    pay_to_vendor: Annotated["Vendor", strawberry.lazy("schema.vendors")] | None = about(
        "Who is paid instead of this vendor."
    )


@object_type
class Vendor(Card):
    """Somebody we buy from. Shared fields are kept equal with the linked contact's."""

    purchaser_code: str | None = about("The vendor's own responsible person of ours: never synchronised.")
    vat_number: str | None = about("VAT registration number; shared with contact and customer.")
    registration_number: str | None = about("Number in the trade register; shared with contact and customer.")
    privacy_blocked: bool = about("Set on the contact.")
    linked_contact: _Contact | None = about("The contact whose shared fields equal this vendor's.")
    primary_contact: _Contact | None = about("The person to talk to; belongs to the linked contact.")
    contact_name: str | None = about("Free-text name of the person to talk to.")
    blocked: VendorBlocked = about("What the vendor is blocked for.")
    billing: VendorBilling = about("Invoicing and posting: not on the contact, never synchronised.")

    @with_arguments
    def purchase_documents(
        self, type: OfPurchases = None, first: First = 50, after: After = None
    ) -> Connection[PurchaseDocument]:
        """The vendor's documents, by number."""
