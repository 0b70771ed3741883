"""Declare what can be changed."""

from schema.declaring import object_type
from schema.mutations.bank_accounts import BankAccountMutations
from schema.mutations.batches import BatchMutations
from schema.mutations.codes import CodeMutations
from schema.mutations.contacts import ContactMutations
from schema.mutations.customers import CustomerMutations
from schema.mutations.documents import DocumentMutations
from schema.mutations.interactions import InteractionMutations
from schema.mutations.links import LinkMutations
from schema.mutations.papers import PaperMutations
from schema.mutations.repairing import RepairingMutations
from schema.mutations.reverting import RevertingMutations
from schema.mutations.rules import RuleMutations
from schema.mutations.setup import SetupMutations
from schema.mutations.vendors import VendorMutations


@object_type
class Mutation(
    ContactMutations,
    CustomerMutations,
    VendorMutations,
    BankAccountMutations,
    LinkMutations,
    BatchMutations,
    DocumentMutations,
    InteractionMutations,
    PaperMutations,
    CodeMutations,
    SetupMutations,
    RuleMutations,
    RevertingMutations,
    RepairingMutations,
):
    """What can be changed. Each mutation is one transaction: after a refusal nothing has changed."""


__all__ = ["Mutation"]
