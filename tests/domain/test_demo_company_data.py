"""The demo company's CSV files keep what the program demands: keys, references, valid values, equal links."""

from collections import Counter
from decimal import Decimal
from unicodedata import is_normalized

import phonenumbers
import pycountry
import pytest
from email_validator import validate_email
from schwifty import BIC, IBAN
from stdnum import get_cc_module

from tests.domain.demo_files import (
    BY_KEY,
    COLUMN_BY_CSV_COLUMN,
    EVERY_CARD,
    FILE_BY_KIND,
    KEYS,
    LINKS,
    NO_COLUMN,
    ROWS,
    SHARED,
    TABLES,
    TAXED,
    Row,
    contacts_linked_as,
    kinds_of,
    persons_of,
    values,
)


def test_the_files_have_the_counts_that_the_demo_promises():
    types = Counter(row["type"] for row in ROWS["contacts"])
    alone = [row for row in ROWS["contacts"] if row["type"] == "PERSON" and not row["company_number"]]
    counts = {name: len(rows) for name, rows in ROWS.items()}
    assert counts == {
        "salespeople": 6,
        "payment_terms": 8,
        "business_relations": 7,
        "contacts": 302,
        "customers": 60,
        "vendors": 35,
        "bank_accounts": 8,
        "items": 25,
        "contact_business_relations": 113,
    }
    assert (types, len(alone)) == ({"COMPANY": 110, "PERSON": 192}, 7)


@pytest.mark.parametrize("name", KEYS)
def test_every_key_is_unique_whatever_its_case(name: str):
    keys = [row[KEYS[name]].casefold() for row in ROWS[name]]
    assert "" not in keys
    assert len(set(keys)) == len(keys)


def test_persons_have_names_of_their_own():
    persons = Counter(row["name"] for row in ROWS["contacts"] if row["type"] == "PERSON")
    assert {name for name, times in persons.items() if times > 1} == set()


@pytest.mark.parametrize(
    ("name", "column", "target"),
    [
        ("contacts", "company_number", "contacts"),
        ("contacts", "salesperson_code", "salespeople"),
        ("customers", "salesperson_code", "salespeople"),
        ("vendors", "purchaser_code", "salespeople"),
        ("bank_accounts", "our_contact_code", "salespeople"),
        ("customers", "primary_contact_number", "contacts"),
        ("vendors", "primary_contact_number", "contacts"),
        ("customers", "payment_terms_code", "payment_terms"),
        ("vendors", "payment_terms_code", "payment_terms"),
        ("customers", "bill_to_customer_number", "customers"),
        ("vendors", "pay_to_vendor_number", "vendors"),
        ("contact_business_relations", "contact_number", "contacts"),
        ("contact_business_relations", "business_relation_code", "business_relations"),
    ],
)
def test_every_reference_resolves(name: str, column: str, target: str):
    given = {row[column] for row in ROWS[name]} - {""}
    assert given
    assert given - set(BY_KEY[target]) == set()


def test_a_person_belongs_to_a_company_and_a_company_to_itself():
    for row in ROWS["contacts"]:
        if row["type"] == "COMPANY":
            assert row["company_number"] == row["number"]
        elif row["company_number"]:
            assert BY_KEY["contacts"][row["company_number"]]["type"] == "COMPANY"


def test_a_name_is_made_of_its_parts_and_a_company_has_none():
    for row in ROWS["contacts"]:
        parts = " ".join(filter(None, (row["first_name"], row["middle_name"], row["last_name"])))
        assert parts == (row["name"] if row["type"] == "PERSON" else "")


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_ours_and_every_value_short_enough(name: str):
    columns = TABLES[name].__table__.columns
    for column in ROWS[name][0].keys() - NO_COLUMN:
        limit = getattr(columns[COLUMN_BY_CSV_COLUMN.get(column, column)].type, "limit", None)
        assert [row[column] for row in ROWS[name] if limit and len(row[column]) > limit] == []


@pytest.mark.parametrize("name", ROWS)
def test_every_value_is_trimmed_nfc_and_without_control_characters(name: str):
    for value in (value for row in ROWS[name] for value in row.values()):
        assert value == value.strip()
        assert is_normalized("NFC", value)
        assert value.isprintable()


def test_every_name_on_a_card_is_there():
    assert all(row["name"] for row in EVERY_CARD)


def test_every_phone_is_valid_and_written_internationally():
    typed = [number for column in ("phone", "mobile_phone", "fax") for number in values(column)]
    typed += [row["phone"] for row in ROWS["salespeople"]]
    for number in typed:
        parsed = phonenumbers.parse(number)
        assert phonenumbers.is_valid_number(parsed), number
        assert phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL) == number


def test_a_phone_is_in_the_country_of_its_card():
    for row in EVERY_CARD:
        assert phonenumbers.region_code_for_number(phonenumbers.parse(row["phone"])) == row["country_code"], row[
            "number"
        ]


def test_every_vat_number_is_valid_in_its_country():
    numbered = [row for row in EVERY_CARD if row.get("vat_number")]
    assert len(numbered) > 150
    for row in numbered:
        assert get_cc_module(row["country_code"].lower(), "vat").is_valid(row["vat_number"]), row


def test_no_two_companies_share_a_vat_number_a_registration_number_or_a_phone():
    companies = [row for row in ROWS["contacts"] if row["type"] == "COMPANY"]
    for column in ("vat_number", "registration_number", "phone", "email", "home_page"):
        given = [row[column] for row in companies if row[column]]
        assert len(set(given)) == len(given), column


def test_every_iban_and_bic_is_valid_and_no_real_bank():
    ibans = [row["iban"] for row in ROWS["bank_accounts"] if row["iban"]]
    assert len(set(ibans)) == len(ibans) == 7
    for iban in ibans:
        assert IBAN(iban, validate_bban=True).bank is None
        assert IBAN(iban).compact == iban
    for row in ROWS["bank_accounts"]:
        assert BIC(row["swift"]).country_code == row["country_code"]
        assert not BIC(row["swift"]).exists
        assert not row["iban"] or row["iban"][:2] == row["country_code"]


def test_every_email_is_valid_and_goes_nowhere():
    addresses = values("email") + [row["email"] for row in ROWS["salespeople"]]
    assert len(addresses) == len(EVERY_CARD) + 6
    for address in addresses:
        assert validate_email(address, check_deliverability=False).normalized == address
        assert address.endswith((".example.com", ".example.org", ".example.net"))


def test_every_home_page_is_at_an_example_domain():
    for page in values("home_page"):
        assert page.startswith("https://www.")
        assert page.endswith((".example.com", ".example.org", ".example.net"))


def test_every_country_currency_and_language_is_known():
    assert all(pycountry.countries.get(alpha_2=code) for code in set(values("country_code")))
    assert all(pycountry.currencies.get(alpha_3=code) for code in set(values("currency_code")))
    for tag in set(values("language_code")):
        language, region = tag.split("-")
        assert pycountry.languages.get(alpha_2=language)
        assert pycountry.countries.get(alpha_2=region)


def test_the_firms_come_from_many_countries_languages_and_currencies():
    companies = [row for row in ROWS["contacts"] if row["type"] == "COMPANY"]
    assert len({row["country_code"] for row in companies}) == 18
    assert len({row["language_code"] for row in companies}) == 22
    currencies = {"", "EUR", "GBP", "CHF", "DKK", "SEK", "NOK", "PLN", "USD", "CAD", "JPY"}
    assert {row["currency_code"] for row in companies} == currencies


@pytest.mark.parametrize(
    ("name", "column", "allowed"),
    [
        ("contacts", "type", {"COMPANY", "PERSON"}),
        ("contacts", "privacy_blocked", {"true", "false"}),
        ("customers", "contact_type", {"COMPANY", "PERSON"}),
        ("customers", "blocked", {"", "SHIP", "INVOICE", "ALL"}),
        ("customers", "prices_include_vat", {"true", "false"}),
        ("customers", "privacy_blocked", {"false"}),
        ("vendors", "blocked", {"", "PAYMENT", "ALL"}),
        ("vendors", "prices_include_vat", {"false"}),
        ("vendors", "privacy_blocked", {"false"}),
        ("contact_business_relations", "link_to", {"", "CUSTOMER", "VENDOR", "BANK_ACCOUNT"}),
    ],
)
def test_every_choice_is_one_that_the_program_knows(name: str, column: str, allowed: set[str]):
    assert {row[column] for row in ROWS[name]} == allowed


def test_every_card_has_exactly_one_contact():
    linked = Counter((FILE_BY_KIND[link["link_to"]], link["number"]) for link in LINKS)
    assert linked == Counter((name, row["number"]) for name in FILE_BY_KIND.values() for row in ROWS[name])


def test_a_contact_has_one_customer_and_one_vendor_at_most():
    for number in BY_KEY["contacts"]:
        assert kinds_of(number)["CUSTOMER"] <= 1
        assert kinds_of(number)["VENDOR"] <= 1


def test_a_relation_is_a_link_with_its_own_code_or_only_classifies_once():
    code_by_kind = {"CUSTOMER": "CUST", "VENDOR": "VEND", "BANK_ACCOUNT": "BANK"}
    for link in LINKS:
        assert link["business_relation_code"] == code_by_kind[link["link_to"]]
    classes = [row for row in ROWS["contact_business_relations"] if not row["link_to"]]
    assert {row["number"] for row in classes} == {""}
    assert Counter(row["business_relation_code"] for row in classes) == {
        "PROSPECT": 3,
        "PRESS": 4,
        "LAWYER": 2,
        "ACCOUNTANT": 1,
    }
    assert len({(row["contact_number"], row["business_relation_code"]) for row in classes}) == len(classes)


@pytest.mark.parametrize("link", LINKS, ids=lambda link: f"{link['contact_number']}-{link['number']}")
def test_linked_cards_are_equal_in_all_shared_fields(link: Row):
    contact, card = BY_KEY["contacts"][link["contact_number"]], BY_KEY[FILE_BY_KIND[link["link_to"]]][link["number"]]
    fields = SHARED + (TAXED if link["link_to"] != "BANK_ACCOUNT" else [])
    fields += ["salesperson_code"] if link["link_to"] == "CUSTOMER" else []
    assert {field: card[field] for field in fields} == {field: contact[field] for field in fields}
    assert card.get("contact_type", contact["type"]) == contact["type"]


def test_a_privacy_blocked_contact_is_linked_to_nothing():
    blocked = {row["number"] for row in ROWS["contacts"] if row["privacy_blocked"] == "true"}
    primary = {row["primary_contact_number"] for name in ("customers", "vendors") for row in ROWS[name]}
    assert len(blocked) == 5
    assert blocked & ({row["contact_number"] for row in ROWS["contact_business_relations"]} | primary) == set()


def test_a_primary_contact_is_a_person_of_the_linked_company_and_gives_the_contact_name():
    company_by_card = {link["number"]: link["contact_number"] for link in LINKS}
    cards = [row for row in (*ROWS["customers"], *ROWS["vendors"]) if row["primary_contact_number"]]
    assert len(cards) > 50
    for card in cards:
        person = BY_KEY["contacts"][card["primary_contact_number"]]
        assert (person["type"], person["company_number"]) == ("PERSON", company_by_card[card["number"]])
        assert card["contact_name"] == person["name"]


def test_persons_speak_the_language_of_their_company_and_are_sold_to_by_the_same_salesperson():
    for person in (row for row in ROWS["contacts"] if row["type"] == "PERSON" and row["company_number"]):
        company = BY_KEY["contacts"][person["company_number"]]
        for column in ("country_code", "language_code", "territory_code", "salesperson_code", "home_page"):
            assert person[column] == company[column]


def test_the_first_contact_is_a_bank_that_also_buys_and_sells():
    first = ROWS["contacts"][0]
    assert (first["number"], first["type"]) == ("C00001", "COMPANY")
    assert kinds_of("C00001") == {"CUSTOMER": 1, "VENDOR": 1, "BANK_ACCOUNT": 2}
    assert [row["number"] for row in persons_of("C00001")] == ["C00002", "C00003", "C00004"]


def test_many_contacts_are_several_things_at_once():
    banks = contacts_linked_as("BANK_ACCOUNT")
    assert len(contacts_linked_as("CUSTOMER", "VENDOR")) == 14
    assert len(contacts_linked_as("CUSTOMER", "VENDOR", "BANK_ACCOUNT")) == 2
    assert sorted(kinds_of(number)["BANK_ACCOUNT"] for number in banks) == [1, 1, 1, 2, 3]
    assert Counter(row["contact_type"] for row in ROWS["customers"]) == {"COMPANY": 57, "PERSON": 3}


def test_payment_terms_are_formulas_as_in_nav():
    assert [tuple(row.values())[:4] for row in ROWS["payment_terms"]] == [
        ("COD", "0D", "", "0"),
        ("7D", "7D", "", "0"),
        ("14D", "14D", "", "0"),
        ("30D", "30D", "", "0"),
        ("60D", "60D", "", "0"),
        ("CM", "CM", "", "0"),
        ("1M", "1M", "", "0"),
        ("1M(8D)", "1M", "8D", "2"),
    ]


def test_items_cost_less_than_their_price():
    for item in ROWS["items"]:
        assert 0 < Decimal(item["unit_cost"]) < Decimal(item["unit_price"])
        assert 0 < Decimal(item["vat_percent"]) <= 20
