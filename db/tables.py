"""Name every table in one place, so that importing this module fills the metadata."""

from sqlmodel import SQLModel

from db.bank_accounts import BankAccount
from db.contacts import Contact
from db.customers import Customer
from db.document_lines import (
    PurchaseDocumentLine,
    PurchaseDocumentVat,
    SalesDocumentLine,
    SalesDocumentVat,
    ServiceOrderLine,
    ServiceOrderVat,
)
from db.documents import PurchaseDocument, SalesDocument, ServiceOrder
from db.idempotency import IdempotencyKey
from db.interactions import Interaction, InteractionGroup, InteractionTemplate, InteractionTemplateSetup
from db.journal import ChangeSet, RecordChange
from db.keys import ApiKey
from db.links import BusinessRelation, ContactRelation
from db.numbers import NumberSeries, NumberSeriesLine, NumberSetup
from db.outbox import OutgoingEmail
from db.papers import Paper
from db.setup import (
    CompanyInformation,
    ImportIssue,
    Item,
    MarketingSetup,
    PaymentTerms,
    Salesperson,
    SyncRule,
)
from db.templates import CustomerTemplate, VendorTemplate
from db.vendors import Vendor

__all__ = [
    "ApiKey",
    "BankAccount",
    "BusinessRelation",
    "ChangeSet",
    "CompanyInformation",
    "Contact",
    "ContactRelation",
    "Customer",
    "CustomerTemplate",
    "IdempotencyKey",
    "ImportIssue",
    "Interaction",
    "InteractionGroup",
    "InteractionTemplate",
    "InteractionTemplateSetup",
    "Item",
    "MarketingSetup",
    "NumberSeries",
    "NumberSeriesLine",
    "NumberSetup",
    "OutgoingEmail",
    "Paper",
    "PaymentTerms",
    "PurchaseDocument",
    "PurchaseDocumentLine",
    "PurchaseDocumentVat",
    "RecordChange",
    "SalesDocument",
    "SalesDocumentLine",
    "SalesDocumentVat",
    "Salesperson",
    "ServiceOrder",
    "ServiceOrderLine",
    "ServiceOrderVat",
    "SyncRule",
    "Vendor",
    "VendorTemplate",
]

metadata = SQLModel.metadata
