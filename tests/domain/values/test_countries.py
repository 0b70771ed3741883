# ruff: noqa: RUF001 - letters that look alike are what is tested

import pytest

from domain.errors import ErrorCode
from domain.values.countries import country_code, country_codes, is_country
from tests.domain.values.value_checking import code_of


@pytest.mark.parametrize(("typed", "kept"), [("GB", "GB"), ("gb", "GB"), (" Fr ", "FR"), ("gR", "GR"), ("ss", "SS")])
def test_a_country_is_kept_upper_cased(typed: str, kept: str):
    assert country_code(typed) == kept


@pytest.mark.parametrize("typed", ["UK", "EL", "EU", "XX", "GBR", "826", "Germany", "G", "ß", "ıt", "ﬁ", "ＧＢ", "G B"])
def test_anything_but_two_letters_of_iso_3166_is_refused(typed: str):
    assert code_of(country_code, typed) == ErrorCode.INVALID_COUNTRY


def test_all_of_iso_3166_is_known():
    assert len(country_codes()) == 249
    assert is_country("fr")
    assert not is_country("ﬁ")
