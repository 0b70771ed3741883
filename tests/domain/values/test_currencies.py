# ruff: noqa: RUF001 - letters that look alike are what is tested

import pytest

from domain.errors import ErrorCode
from domain.values.currencies import currency_code
from tests.domain.values.value_checking import code_of


@pytest.mark.parametrize(
    ("typed", "kept"), [("EUR", "EUR"), ("eur", "EUR"), (" Gbp ", "GBP"), ("XOF", "XOF"), ("isk", "ISK")]
)
def test_a_currency_is_kept_upper_cased(typed: str, kept: str):
    assert currency_code(typed) == kept


@pytest.mark.parametrize("typed", ["€", "EU", "EURO", "978", "DEM", "HRK", "£", "ıSK", "ＥＵＲ"])
def test_anything_but_a_currency_in_use_is_refused(typed: str):
    assert code_of(currency_code, typed) == ErrorCode.INVALID_CURRENCY
