"""Read the demo company's CSV files, and say which columns of ours they fill."""

import csv
from collections import Counter
from pathlib import Path

from sqlmodel import SQLModel

from db.bank_accounts import BankAccount
from db.contacts import Contact
from db.customers import Customer
from db.links import BusinessRelation
from db.setup import Item, PaymentTerms, Salesperson
from db.vendors import Vendor

FOLDER = Path(__file__).parents[2] / "domain" / "demo_company"

Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


TABLES: dict[str, type[SQLModel]] = {
    "salespeople": Salesperson,
    "payment_terms": PaymentTerms,
    "business_relations": BusinessRelation,
    "contacts": Contact,
    "customers": Customer,
    "vendors": Vendor,
    "bank_accounts": BankAccount,
    "items": Item,
}
ROWS = {name: read(name) for name in (*TABLES, "contact_business_relations")}
CARDS = ("contacts", "customers", "vendors", "bank_accounts")
EVERY_CARD = [row for name in CARDS for row in ROWS[name]]

KEYS = dict.fromkeys((*CARDS, "items"), "number") | dict.fromkeys(
    ("salespeople", "payment_terms", "business_relations"), "code"
)
BY_KEY = {name: {row[key]: row for row in ROWS[name]} for name, key in KEYS.items()}

# Of a file's columns: those whose name differs from our column's, and those that are references or no column of ours.
COLUMN_BY_CSV_COLUMN = {
    "address": "address_line1",
    "address2": "address_line2",
    "gen_bus_posting_group": "general_business_posting_group",
    "vat_bus_posting_group": "vat_business_posting_group",
    "bank_acc_posting_group": "bank_account_posting_group",
    "bank_account_no": "bank_account_number",
    "bank_branch_no": "bank_branch_number",
    "swift": "bic",
    "base_unit": "unit_of_measure",
}
NO_COLUMN = {
    "company_number",
    "primary_contact_number",
    "bill_to_customer_number",
    "pay_to_vendor_number",
    "due_date_calculation",
    "discount_date_calculation",
    "discount_pct",
}

SHARED = [
    "name",
    "name2",
    "address",
    "address2",
    "post_code",
    "city",
    "county",
    "country_code",
    "phone",
    "mobile_phone",
    "fax",
    "email",
    "home_page",
    "currency_code",
    "language_code",
    "territory_code",
]
TAXED = ["vat_number", "registration_number", "privacy_blocked"]
FILE_BY_KIND = {"CUSTOMER": "customers", "VENDOR": "vendors", "BANK_ACCOUNT": "bank_accounts"}
LINKS = [row for row in ROWS["contact_business_relations"] if row["link_to"]]


def values(column: str) -> list[str]:
    return [row[column] for row in EVERY_CARD if row.get(column)]


def kinds_of(contact_number: str) -> Counter[str]:
    return Counter(link["link_to"] for link in LINKS if link["contact_number"] == contact_number)


def contacts_linked_as(*kinds: str) -> set[str]:
    return {number for number in BY_KEY["contacts"] if set(kinds) <= set(kinds_of(number))}


def persons_of(contact_number: str) -> list[Row]:
    return [row for row in ROWS["contacts"] if row["company_number"] == contact_number and row["type"] == "PERSON"]
