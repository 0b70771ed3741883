"""Declare the table of bank accounts."""

from db.cards import CardColumns, filter_indexes, flag, order_indexes, text


class BankAccount(CardColumns, table=True):
    """An account of ours at a bank; its shared fields are the bank's."""

    __tablename__ = "bank_account"
    __table_args__ = (*order_indexes("bank_account"), *filter_indexes("bank_account"))

    our_contact_code: str | None = text(20)
    contact_name: str | None = text(100)
    blocked: bool = flag(default=False)
    bank_account_number: str | None = text(30)
    bank_branch_number: str | None = text(20)
    iban: str | None = text(50)
    bic: str | None = text(20)
    bank_account_posting_group: str | None = text(20)
