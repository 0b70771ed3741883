"""Name every table in one place, so that importing this module fills the metadata."""

from sqlmodel import SQLModel

from db.bank_accounts import BankAccount
from db.contacts import Contact
from db.customers import Customer
from db.idempotency import IdempotencyKey
from db.journal import ChangeSet, FieldChange
from db.links import BusinessRelation, ContactRelation
from db.setup import ImportIssue, Item, MarketingSetup, PaymentTerms, Salesperson
from db.vendors import Vendor

__all__ = [
    "BankAccount",
    "BusinessRelation",
    "ChangeSet",
    "Contact",
    "ContactRelation",
    "Customer",
    "FieldChange",
    "IdempotencyKey",
    "ImportIssue",
    "Item",
    "MarketingSetup",
    "PaymentTerms",
    "Salesperson",
    "Vendor",
]

metadata = SQLModel.metadata
