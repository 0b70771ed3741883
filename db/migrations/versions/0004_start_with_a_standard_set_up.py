"""Fill in a standard set-up, so that everything works at once; what is there already stays.

Revision: 0004, after 0003.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db import types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

RELATIONS = (("customer", "CUST", "Customer"), ("vendor", "VEND", "Vendor"), ("bank_account", "BANK", "Bank"))
SERIES = (
    ("contact_numbers", "CONTACT", "Contacts", "CT00001"),
    ("customers", "CUSTOMER", "Customers", "CU00001"),
    ("vendors", "VENDOR", "Vendors", "VE00001"),
    ("bank_accounts", "BANK", "Bank accounts", "BA00001"),
    ("sales_quotes", "S-QUOTE", "Sales quotes", "SQ00001"),
    ("sales_orders", "S-ORDER", "Sales orders", "SO00001"),
    ("sales_blanket_orders", "S-BLANKET", "Sales blanket orders", "SB00001"),
    ("purchase_quotes", "P-QUOTE", "Purchase quotes", "PQ00001"),
    ("purchase_orders", "P-ORDER", "Purchase orders", "PO00001"),
    ("purchase_blanket_orders", "P-BLANKET", "Purchase blanket orders", "PB00001"),
    ("service_orders", "SERVICE", "Service orders", "SV00001"),
)
TERMS = (("COD", "Cash on delivery", 0), ("14D", "Net 14 days", 14), ("30D", "Net 30 days", 30))
CUSTOMER_TEMPLATES = (("COMPANY", "Company"), ("PERSON", "Person"))


def upgrade() -> None:
    relations = {kind: _relation(at, code, words) for at, (kind, code, words) in enumerate(RELATIONS)}
    series = {use: _series(at, *rest) for at, (use, *rest) in enumerate(SERIES)}
    _set_up_marketing(relations, series.pop("contact_numbers"))
    _insert("number_setup", {"id": 1, **{f"{use}_id": key for use, key in series.items()}})
    for at, (code, words, days) in enumerate(TERMS):
        if _found("payment_terms", code) is None:
            row = {"id": _key(200 + at), "code": code, "description": words, "due_days": days, "end_of_month": False}
            _insert("payment_terms", row)
    for at, (type_, words) in enumerate(CUSTOMER_TEMPLATES):
        _template("customer_template", 300 + at, type_, words)
    _template("vendor_template", 310, "COMPANY", "Company")
    own = {"id": 1, "name": "Our company", "currency_code": "EUR", "language_code": "en-GB"}
    _insert("company_information", own)


def _relation(at: int, code: str, words: str) -> str:
    key = _found("business_relation", code)
    if key is None:
        key = _key(at + 1)
        _insert("business_relation", {"id": key, "code": code, "description": words})
    return key


def _series(at: int, code: str, words: str, first: str) -> str:
    found = _found("number_series", code)
    if found is not None:
        return found
    key = _key(100 + at)
    _insert("number_series", {"id": key, "code": code, "description": words, "automatic": True, "manual": True})
    line = {"series_id": key, "position": 1, "starting_number": first, "increment_by": 1}
    _insert("number_series_line", line)
    return key


def _set_up_marketing(relations: dict[str, str], series: str) -> None:
    setup = sa.table("marketing_setup", *(sa.column(f"{kind}_relation_id", types.Id()) for kind in relations))
    for kind, key in relations.items():
        column = setup.c[f"{kind}_relation_id"]
        op.execute(setup.update().where(column.is_(None)).values({column: key}))
    numbers = sa.table("marketing_setup", sa.column("contact_numbers_id", types.Id()))
    op.execute(numbers.update().values(contact_numbers_id=series))


def _template(table: str, at: int, type_: str, words: str) -> None:
    row = {"id": _key(at), "code": type_, "description": words, "contact_type": type_, "payment_terms_code": "14D"}
    _insert(table, {**row, "prices_include_vat": type_ == "PERSON"})


def _found(table: str, code: str) -> str | None:
    rows = sa.table(table, sa.column("id", types.Id()), sa.column("code", types.Chars()))
    found: str | None = op.get_bind().scalar(sa.select(rows.c.id).where(rows.c.code == code))
    return found


def _insert(table: str, row: dict[str, Any]) -> None:
    op.bulk_insert(sa.table(table, *(sa.column(name, _type(name, value)) for name, value in row.items())), [row])


def _type(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return types.Flag()
    if isinstance(value, int):
        return sa.Integer()
    return types.Id() if name == "id" or name.endswith("_id") else types.Chars()


def _key(at: int) -> str:
    """Return the id of a standard row: a UUIDv7 of the first of January 2026."""
    return f"019b76da-a800-7000-8000-{at:012}"


def downgrade() -> None:
    """Leave the set-up as it is: nothing tells which of it is still the standard one."""
