# ruff: noqa: RUF001 - letters that look alike are what is tested

import pytest

from domain.errors import ErrorCode, ValueTooLong
from domain.values.banks import bic, iban
from tests.domain.values.value_checking import code_of, refusal_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("GB 80 RBOS 161732 41116737", "GB80RBOS16173241116737"),
        ("gb82 west 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000", "DE89370400440532013000"),
        ("FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"),
        ("NL91ABNA0417164300", "NL91ABNA0417164300"),
        ("NO93 8601 1117 947", "NO9386011117947"),
        ("MT84MALT011000012345MTLCAST001S", "MT84MALT011000012345MTLCAST001S"),
        ("XK05 1212 0123 4567 8906", "XK051212012345678906"),
    ],
)
def test_an_iban_is_kept_compact(typed: str, kept: str):
    assert iban(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("GB82 WEST 1234 5698 7654 33", "GB82WEST1234569876543", "DE89370400440532013000X", "US12345678901234567890"),
        *("GB82-WEST-1234-5698-7654-32", "IBAN GB82WEST12345698765432", "GB", "82", "DE٨٩370400440532013000"),
        *("ＤＥ89370400440532013000", "\u200d", "NO93860111179471", "GB00WEST12345698765432"),
    ],
)
def test_a_wrong_iban_is_refused(typed: str):
    assert code_of(iban, typed) == ErrorCode.INVALID_IBAN


def test_an_iban_longer_than_its_field_is_refused():
    assert refusal_of(iban, "1" * 51) == ValueTooLong(length=51, limit=50)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("DEUTDEFF", "DEUTDEFF"),
        ("deut de ff 500", "DEUTDEFF500"),
        ("BNPAFRPPXXX", "BNPAFRPPXXX"),
        ("NWBKGB2L", "NWBKGB2L"),
        ("NCBVXKPR", "NCBVXKPR"),
    ],
)
def test_a_bic_is_kept_upper_cased(typed: str, kept: str):
    assert bic(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["DEUT", "DEUTDEFF5", "DEUTXXFF", "DEUTD3FF", "DEUT-DEFF", "DEUTDEFF5000", "DEUTıTFF", "ＤEUTDEFF", "DEUTDEF٣"],
)
def test_a_wrong_bic_is_refused(typed: str):
    assert code_of(bic, typed) == ErrorCode.INVALID_BIC


def test_a_bic_longer_than_its_field_is_refused():
    assert refusal_of(bic, "A" * 21) == ValueTooLong(length=21, limit=20)
