from decimal import ROUND_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import ErrorCode, Refused
from domain.values.decimals import amount
from tests.domain.values.value_checking import code_of, refusal_of


@pytest.mark.parametrize(
    ("given_amount", "kept"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("-0.000", "0"),
        ("0E+999", "0"),
        ("1.005", "1.005"),
        ("12.50", "12.5"),
        ("100", "100"),
        ("1E+2", "100"),
        ("100.00", "100"),
        ("-3.14159", "-3.14159"),
        ("0.00001", "0.00001"),
        ("1.00000000000000000000000000000000000", "1"),
        ("10000000000000", "10000000000000"),
        ("-1E+13", "-10000000000000"),
        ("9999999999999.99999", "9999999999999.99999"),
    ],
)
def test_a_number_is_kept_without_trailing_zeros_and_exponent(given_amount: str, kept: str):
    assert str(amount(Decimal(given_amount))) == kept


@pytest.mark.parametrize("wrong", ["NaN", "sNaN", "-NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(wrong: str):
    assert code_of(amount, Decimal(wrong)) == ErrorCode.INVALID_VALUE


@pytest.mark.parametrize(
    "wrong",
    ["10000000000000.00001", "-10000000000001", "1E+14", "1E+999999", "10000000000000.0000000000000000000000000001"],
)
def test_a_number_beyond_ten_to_the_13_is_refused(wrong: str):
    refusal = refusal_of(amount, Decimal(wrong))

    assert refusal.code == ErrorCode.INVALID_VALUE
    assert refusal.message() == "Enter a number between -10 000 000 000 000 and 10 000 000 000 000."


@pytest.mark.parametrize("wrong", ["0.000001", "1.123456", "1E-999999", "9999999999999.999995", f"1.{'0' * 40}1"])
def test_more_than_five_decimals_are_refused_and_never_rounded(wrong: str):
    refusal = refusal_of(amount, Decimal(wrong))

    assert refusal.code == ErrorCode.INVALID_VALUE
    assert refusal.message("fr") == "Ce nombre a trop de décimales. Saisissez-en au plus 5."


def test_the_callers_context_changes_nothing():
    with localcontext(prec=2, rounding=ROUND_UP):
        assert amount(Decimal("1234.56789")) == Decimal("1234.56789")
        assert amount(Decimal("1234.00")).as_tuple() == Decimal(1234).as_tuple()


@given(st.decimals())
def test_a_kept_number_equals_the_given_one_and_passes_again_unchanged(value: Decimal):
    try:
        kept = amount(value)
    except Refused:
        return
    assert kept == value
    assert amount(kept).as_tuple() == kept.as_tuple()
    assert "E" not in str(kept)


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=5))
def test_every_number_of_five_decimals_in_the_range_is_kept(value: Decimal):
    assert amount(value) == value
