"""Declare which cards get a contact."""

from schema.declaring import about, input_type
from schema.lists import BankAccountFilter, CustomerFilter, VendorFilter

_WHERE = "Which of them, as in the list; without it, all."


@input_type
class CreateContactsFromCustomersInput:
    """The customers that get a contact, unless they have one."""

    where: CustomerFilter | None = about(_WHERE, default=None)


@input_type
class CreateContactsFromVendorsInput:
    """The vendors that get a contact, unless they have one."""

    where: VendorFilter | None = about(_WHERE, default=None)


@input_type
class CreateContactsFromBankAccountsInput:
    """The bank accounts that get a contact, unless they have one."""

    where: BankAccountFilter | None = about(_WHERE, default=None)
