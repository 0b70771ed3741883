# ruff: noqa: RUF001 - letters that look alike are what is tested

import pytest

from domain.errors import ErrorCode
from domain.values.currencies import currency_code, minor_unit
from tests.domain.values.value_checking import code_of


@pytest.mark.parametrize(
    ("typed", "kept"), [("EUR", "EUR"), ("eur", "EUR"), (" Gbp ", "GBP"), ("XOF", "XOF"), ("isk", "ISK")]
)
def test_a_currency_is_kept_upper_cased(typed: str, kept: str):
    assert currency_code(typed) == kept


@pytest.mark.parametrize("typed", ["€", "EU", "EURO", "978", "DEM", "HRK", "£", "ıSK", "ＥＵＲ"])
def test_anything_but_a_currency_in_use_is_refused(typed: str):
    assert code_of(currency_code, typed) == ErrorCode.INVALID_CURRENCY


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [
        ("EUR", 2),
        ("USD", 2),
        ("JPY", 0),
        ("ISK", 0),
        ("HUF", 2),
        ("KWD", 3),
        ("IQD", 3),
        ("CLF", 4),
        ("UYW", 4),
        ("XAU", 2),
    ],
)
def test_a_currency_has_the_decimals_that_iso_4217_gives_it(currency: str, decimals: int):
    assert minor_unit(currency) == decimals
