# ruff: noqa: RUF001 - letters that look alike are what is tested

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import ErrorCode, Refused, ValueTooLong
from domain.values.countries import country_codes
from domain.values.vat_numbers import vat_number
from tests.domain.values.value_checking import any_text, code_of, refusal_of


@pytest.mark.parametrize(
    ("country", "typed"),
    [
        ("GB", "980780684"),
        ("GB", "GB 980 7806 84"),
        ("GB", "XI980780684"),
        ("DE", "DE136695976"),
        ("DE", "136,695 976"),
        ("DE", "DE 136 695 976"),
        ("FR", "FR 40 303 265 045"),
        ("FR", "40303265045"),
        ("AT", "ATU13585627"),
        ("AT", "U13585627"),
        ("BE", "BE 0428.759.497"),
        ("ES", "ES B-58378431"),
        ("NL", "NL004495445B01"),
        ("IT", "IT00743110157"),
        ("DK", "13585628"),
        ("SE", "SE 123456789701"),
        ("GR", "EL 094259216"),
        ("GR", "GR094259216"),
        ("CH", "CHE-107.787.577 IVA"),
        ("NO", "NO 995 525 828 MVA"),
        ("IE", "IE 6433435F"),
        ("PL", "PL 8567346215"),
        ("MX", "GODE561231GR8"),
        ("AU", "AU 83 914 571 673"),
        ("AU", "83 914 571 673"),
        ("IS", "IS 00621"),
        ("IN", "27AAPFU0939F1ZV"),
    ],
)
def test_a_number_that_obeys_its_country_is_kept_as_typed(country: str, typed: str):
    assert vat_number(typed, country) == typed


def test_a_number_is_kept_upper_cased():
    assert vat_number(" fr 40 303 265 045 ", "fr") == "FR 40 303 265 045"


@pytest.mark.parametrize(
    ("country", "typed"),
    [
        ("GB", "802311781"),
        ("GB", "789456278"),
        ("GB", "GB"),
        ("GB", "GBGB980780684"),
        ("DE", "GB980780684"),
        ("DE", "DE136695978"),
        ("FR", "FR 41 303 265 045"),
        ("AT", "ATU12456832"),
        ("CH", "CHE-123.456.789 TVA"),
        ("GH", "C00000A3561"),
        ("GR", "EL 123456781"),
        ("ES", "hello"),
    ],
)
def test_a_number_that_breaks_the_rules_of_its_country_is_refused(country: str, typed: str):
    refusal = refusal_of(vat_number, typed, country)

    assert refusal.code == ErrorCode.INVALID_VAT_NUMBER
    assert refusal.message() == f"This is not a VAT number of {country}. Check its digits, or the country."


@pytest.mark.parametrize("country", [None, "US", "ZA", "EU", "util", "", "ß"])
def test_without_rules_only_the_characters_count(country: str | None):
    assert vat_number("ab-12.34/5 6\u00a07", country) == "AB-12.34/5 6\u00a07"
    assert code_of(vat_number, "12#34", country) == ErrorCode.INVALID_VAT_NUMBER
    assert code_of(vat_number, "ÄB12", country) == ErrorCode.INVALID_VAT_NUMBER
    assert code_of(vat_number, "１２３", country) == ErrorCode.INVALID_VAT_NUMBER


def test_a_number_longer_than_20_characters_is_refused():
    assert refusal_of(vat_number, "1" * 21, None) == ValueTooLong(length=21, limit=20)


digits_and_letters = st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ .-/Ñ&٣²１", max_size=20)


@settings(deadline=None)  # the first call imports a library
@given(value=digits_and_letters | any_text, country=st.sampled_from(sorted(country_codes())))
def test_no_country_answers_with_anything_but_refused(value: str, country: str):
    try:
        checked = vat_number(value, country)
    except Refused:
        return
    assert checked is None or vat_number(checked, country) == checked
