"""Say how bank accounts are read, and carry out what a client asks of one."""

from collections.abc import Mapping
from typing import Any

from db.bank_accounts import BankAccount
from domain import bank_accounts
from domain.change import Kind
from resolvers import changes
from resolvers.cards import FILTERS as CARD_FILTERS
from resolvers.cards import ORDERS, card_fields, contact_of, is_linked, rows
from resolvers.reading.declarations import Fields, Paged, columns, secrets
from resolvers.reading.filters import Filters
from resolvers.requests import Answer, ResolveInfo
from resolvers.updates import carry_out, edit_of

FILTERS: Filters = CARD_FILTERS | {"hasContact": is_linked("bank_account")}
BANK_ACCOUNTS = Paged(rows("bank_account"), ORDERS, FILTERS)

TYPES: dict[str, Fields] = {
    "BankAccount": {
        **card_fields("BankAccount", BankAccount),
        **columns(BankAccount, "ourContactCode", "contactName", "blocked", "bankBranchNumber", "bic"),
        **columns(BankAccount, "bankAccountPostingGroup"),
        **secrets("bankAccountNumber", "iban"),
        "linkedContact": contact_of("bank_account"),
    },
}


async def update_bank_account(info: ResolveInfo, given: Mapping[str, Any], **options: Any) -> Answer:
    """Change a bank account, with all that follows from it."""
    edit = edit_of(info.context, Kind.BANK_ACCOUNT, "updateBankAccount", given, **options)
    return await carry_out(info, bank_accounts.update_bank_account, edit)


async def create_bank_account(info: ResolveInfo, given: Mapping[str, Any], **options: Any) -> Answer:
    """Create a bank account."""
    return await changes.create(info, Kind.BANK_ACCOUNT, "createBankAccount", given, **options)


async def create_bank_account_from_contact(info: ResolveInfo, given: Mapping[str, Any], **options: Any) -> Answer:
    """Create a bank account from a contact, linked with it."""
    return await changes.create_from_contact(info, Kind.BANK_ACCOUNT, "createBankAccountFromContact", given, **options)


async def delete_bank_account(info: ResolveInfo, **options: Any) -> Answer:
    """Delete a bank account."""
    return await changes.delete(info, Kind.BANK_ACCOUNT, "deleteBankAccount", **options)
