"""What a document's pages say, and how, in English and French."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.documents.sides import PURCHASE, SERVICE
from domain.documents.totals import VatGroup
from domain.papers.addresses import address_lines
from domain.papers.formats import clean, habits, paper_size
from domain.papers.page import page_of
from domain.papers.words import TITLES, words
from tests.domain.papers.contents import contents, line, party

NARROW, WIDE = "\u202f", "\u00a0"


def facts(**values: Any) -> dict[str, str]:
    return dict(page_of(contents(**values))["facts"])


def test_english_and_french_have_all_words() -> None:
    english, french = words("en"), words("fr")
    assert english.keys() == french.keys()
    assert all(english.values())
    assert all(french.values())
    assert [pair for pair in TITLES.values() if not all(pair)] == []


def test_every_document_has_a_title_of_its_own() -> None:
    sides = [(side, type_) for side in (PURCHASE, SERVICE) for type_ in side.series]
    assert {(side.table, type_) for side, type_ in sides} <= TITLES.keys()
    assert len(set(TITLES.values())) == len(TITLES)


@pytest.mark.parametrize(
    ("language", "country", "amount", "day", "title"),
    [
        ("en-GB", "GB", "1,234,567.50", "5 November 2026", "Quote SQ00001"),
        ("en-US", "GB", "1,234,567.50", "November 5, 2026", "Quote SQ00001"),
        ("fr-FR", "FR", f"1{NARROW}234{NARROW}567,50", "5 novembre 2026", "Devis SQ00001"),
        ("fr", "BE", f"1{NARROW}234{NARROW}567,50", "5 novembre 2026", "Devis SQ00001"),
        ("fr-CH", "FR", f"1{NARROW}234{NARROW}567,50", "5 novembre 2026", "Devis SQ00001"),
        ("de-DE", "DE", "1.234.567,50", "5 November 2026", "Quote SQ00001"),
        ("ja", None, "1,234,567.50", "5 November 2026", "Quote SQ00001"),
        ("en", "ZZ", "1,234,567.50", "5 November 2026", "Quote SQ00001"),
        ("en-150", "FR", "1,234,567.50", "5 November 2026", "Quote SQ00001"),
    ],
)
def test_numbers_and_days_are_written_for_the_party(
    language: str, country: str | None, amount: str, day: str, title: str
) -> None:
    written = contents(
        languageCode=language, **{"sellTo.address.countryCode": country, "totals.amount": Decimal("1234567.5")}
    )
    page = page_of(written)
    assert page["totals"][0][1] == amount
    assert page["facts"][1][1] == day
    assert page["title"] == title


@pytest.mark.parametrize(
    ("currency", "amount", "price"), [("EUR", "25.00", "12.50"), ("JPY", "25", "12.5"), ("TND", "25.000", "12.500")]
)
def test_amounts_have_the_decimals_of_their_currency_and_prices_may_be_finer(
    currency: str, amount: str, price: str
) -> None:
    page = page_of(contents(currencyCode=currency))
    assert page["lines"] == [["1000", "Chair", "2", "", price, "", "19", amount]]
    assert page["totals"][2][0] == f"Total incl. VAT ({currency})"


def test_a_price_keeps_its_five_decimals() -> None:
    assert habits("en-GB", None).price(Decimal("0.00123"), "EUR") == "0.00123"
    assert habits("en-GB", None).number(Decimal("-3.5")) == "-3.5"


def test_prices_that_include_vat_are_said_to() -> None:
    page = page_of(contents(pricesIncludeVat=True))
    assert page["columns"][4] == "Unit price incl. VAT"
    assert (page["columns"][7], page["lines"][0][7]) == ("Amount incl. VAT", "29.75")


def test_a_comment_is_one_cell() -> None:
    comment = line(type="COMMENT", description="Thank you", quantity=None)
    assert page_of(contents(lines=[comment]))["lines"] == [["Thank you"]]


def test_only_what_there_is_is_said() -> None:
    assert facts() == {
        "Number": "SQ00001",
        "Date": "5 November 2026",
        "Customer No.": "D00010",
        "Currency": "EUR",
    }
    assert facts(validUntil=date(2026, 12, 5), yourReference="Fair")["Valid until"] == "5 December 2026"
    assert facts(yourReference="Fair")["Your reference"] == "Fair"


def test_a_party_that_is_not_the_one_addressed_is_named() -> None:
    assert page_of(contents())["others"] == []
    same = party(
        "billTo", name="Café Noël", line1="12 rue de la Paix", city="Paris", postCode="75002", countryCode="FR"
    )
    assert page_of(contents(**same))["others"] == []
    other = party("shipTo", name="Store", city="Lyon", postCode="69001", countryCode="FR")
    assert page_of(contents(**other))["others"] == [["Ship to", ["Store", "69001 Lyon", "FRANCE"]]]


def test_notes_tell_of_a_discount_and_of_reverse_charge() -> None:
    written = contents(**{"totals.invoiceDiscountAmount": Decimal("12.5")})
    reverse = VatGroup(vat_percent=Decimal(19), reverse_charge=True, base=Decimal(5), vat_amount=Decimal(0))
    page = page_of(contents())
    assert page["notes"] == []
    assert page_of(written)["notes"] == ["The amounts include an invoice discount of 12.50 EUR."]
    written.vat.append(reverse)  # type: ignore[attr-defined] # a list here
    assert page_of(written)["notes"][1] == "Reverse charge: VAT is to be accounted for by the recipient."
    assert page_of(written)["vat"]["rows"][1] == ["19 (reverse charge)", "5.00", "0.00", "5.00"]


@pytest.mark.parametrize(
    ("country", "home", "lines"),
    [
        ("FR", "FR", ["1 Road", "P1 City", "County"]),
        ("FR", "GB", ["1 Road", "P1 City", "County", "FRANCE"]),
        ("GB", "GB", ["1 Road", "City", "County", "P1"]),
        ("US", "GB", ["1 Road", "City County P1", "UNITED STATES"]),
        ("", "GB", ["1 Road", "P1 City", "County"]),
    ],
)
def test_an_address_is_written_as_in_its_country(country: str, home: str, lines: list[str]) -> None:
    values = party("x", line1="1 Road", city="City", postCode="P1", county="County", countryCode=country)
    assert address_lines(values, "x.", habits("en-GB", None), home) == lines


@pytest.mark.parametrize(("country", "size"), [("US", "us-letter"), ("FR", "a4"), (None, "a4")])
def test_paper_is_cut_as_in_the_partys_country(country: str | None, size: str) -> None:
    assert paper_size(country) == size


def test_nothing_unseen_is_printed_and_long_words_may_break() -> None:
    assert clean("a\u202eb\0c\x1f\ud800") == "abc"
    assert clean("W" * 60) == "\u200b".join(["W" * 24, "W" * 24, "W" * 12])
    assert clean("W" * 24) == "W" * 24
