"""What holds for all checks of texts alike."""

# ruff: noqa: RUF001 - letters that look alike are what is tested

import re
import subprocess
import sys
from collections.abc import Callable
from unicodedata import is_normalized

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import ErrorCode, Refused
from domain.values.banks import bic, iban
from domain.values.countries import country_code
from domain.values.currencies import currency_code
from domain.values.emails import email
from domain.values.home_pages import home_page
from domain.values.languages import language_code
from domain.values.phones import phone
from domain.values.texts import code, text
from domain.values.vat_numbers import vat_number
from tests.domain.values.value_checking import any_text, refusal_of

Check = Callable[[str], str | None]


def _name(value: str) -> str | None:
    return text(value, 100)


def _number(value: str) -> str | None:
    return code(value, 20)


def _vat_number_of(country: str | None) -> Check:
    def check(value: str) -> str | None:
        return vat_number(value, country)

    return check


CHECKS = {
    "text": _name,
    "code": _number,
    "phone": phone,
    "email": email,
    "home_page": home_page,
    "country_code": country_code,
    "currency_code": currency_code,
    "language_code": language_code,
    "vat_number": _vat_number_of(None),
    "vat_number of GB": _vat_number_of("GB"),
    "vat_number of MX": _vat_number_of("MX"),
    "vat_number of US": _vat_number_of("US"),
    "iban": iban,
    "bic": bic,
}
every_check = pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)

# Right values, and pieces of them: what is nearly right finds more than noise does.
nearly_right = st.lists(
    st.sampled_from(
        [
            *("+44 20 7946 0018", "00", "+", "(0)", "#", "=&?", "12", "a@example.com", ";", "@", "ﬁ", "xn--", "ß", "ı"),
            *("https://", "www.contoso.com", ":", "/", "[", "]", "GB", "EUR", "en", "-", "Latn", "ENG", "980780684"),
            *("GB82 WEST 1234 5698 7654 32", "DEUTDEFF", " ", "\u00a0", "\u0301", "\u037e", "１", "٣", "²", "Ñ"),
        ],
    ),
    max_size=6,
).map("".join)


@every_check
@pytest.mark.parametrize("blank", ["", " ", "\t\r\n", "\u00a0\u2003\u3000", "\u200b\ufeff"])
def test_a_blank_value_is_none(check: Check, blank: str):
    assert check(blank) is None


@every_check
@settings(deadline=None)  # the first call imports a library
@given(value=any_text | nearly_right)
def test_a_checked_value_passes_again_unchanged(check: Check, value: str):
    try:
        checked = check(value)
    except Refused:
        return  # and nothing but Refused
    if checked is not None:
        assert check(checked) == checked
        assert checked
        assert checked == checked.strip()
        assert is_normalized("NFC", checked)
        checked.encode()


@every_check
@settings(deadline=None)  # the first call imports a library
@given(value=any_text | nearly_right)
def test_a_refusal_says_why_in_two_languages_without_a_path(check: Check, value: str):
    try:
        check(value)
    except Refused as refused:
        (refusal,) = refused.refusals
        assert refusal.path == ()
        english, french = refusal.message("en"), refusal.message("fr")
        assert english.endswith(".")
        assert french.endswith(".")
        assert english != french


@every_check
@pytest.mark.parametrize(
    "character", ["\x00", "\t", "\r", "\n", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ud800"]
)
def test_a_control_character_inside_is_refused(check: Check, character: str):
    refusal = refusal_of(check, f"12{character}34")

    assert refusal.code == ErrorCode.INVALID_VALUE
    assert f"U+{ord(character):04X} at position 3" in refusal.message("en")
    assert f"U+{ord(character):04X} en position 3" in refusal.message("fr")


@pytest.mark.parametrize("check", [phone, email, iban, bic, CHECKS["vat_number of GB"]])
def test_a_refusal_does_not_repeat_what_may_be_private(check: Check):
    refusal = refusal_of(check, "x4711")

    assert "4711" not in refusal.message("en") + refusal.message("fr")


def test_importing_the_checks_imports_none_of_the_large_libraries():
    modules = {check.__module__ for check in CHECKS.values() if check.__module__.startswith("domain.")}
    program = "import sys\n" + "\n".join(f"import {name}" for name in [*modules, "domain.values.vat_numbers"])
    program += "\nprint(*sys.modules)"

    imported = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert not re.findall(r"\b(?:phonenumbers|schwifty|pycountry|stdnum|email_validator)\b", imported)
