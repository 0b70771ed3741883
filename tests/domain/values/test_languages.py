# ruff: noqa: RUF001 - letters that look alike are what is tested

import pytest

from domain.errors import ErrorCode, ValueTooLong
from domain.values.languages import language_code
from domain.values.nav_languages import TAG_BY_NAV_CODE
from tests.domain.values.value_checking import code_of, refusal_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("fr", "fr"),
        ("FR", "fr"),
        ("en-gb", "en-GB"),
        ("EN-GB", "en-GB"),
        ("zh-hans", "zh-Hans"),
        ("ZH-HANT-TW", "zh-Hant-TW"),
        ("sr-Latn-RS", "sr-Latn-RS"),
        ("es-419", "es-419"),
        ("en-001", "en-001"),
        ("haw", "haw"),
        ("gsw-CH", "gsw-CH"),
    ],
)
def test_a_tag_is_kept_in_canonical_case(typed: str, kept: str):
    assert language_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"), [("spa", "es"), ("ger", "de"), ("fra-CA", "fr-CA"), ("eng-US", "en-US"), ("dut", "nl")]
)
def test_a_three_letter_code_becomes_the_shortest_one(typed: str, kept: str):
    assert language_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ENU", "en-US"),
        ("ENG", "en-GB"),
        ("FRA", "fr-FR"),
        ("DEU", "de-DE"),
        ("deu", "de-DE"),
        ("NOR", "nb-NO"),
        ("CHS", "zh-Hans"),
    ],
)
def test_navs_code_wins_over_iso_639_3(typed: str, kept: str):
    assert language_code(typed) == kept


def test_all_of_navs_codes_are_translated_to_tags():
    assert len(TAG_BY_NAV_CODE) == 54
    assert {language_code(nav_code) for nav_code in TAG_BY_NAV_CODE} == set(TAG_BY_NAV_CODE.values())
    assert {language_code(tag) for tag in TAG_BY_NAV_CODE.values()} == set(TAG_BY_NAV_CODE.values())


def test_only_the_two_spanish_sortings_share_a_tag():
    assert len(set(TAG_BY_NAV_CODE.values())) == 53
    assert TAG_BY_NAV_CODE["ESP"] == TAG_BY_NAV_CODE["ESN"] == "es-ES"


@pytest.mark.parametrize(
    "typed",
    [
        *("xx", "xxx", "English", "e", "en_GB", "en-", "-GB", "en-UK", "en-XX", "en-999", "en-Xxxx", "en--GB", "en GB"),
        *("en-GB-oed", "de-1996", "ca-valencia", "en-u-co-phonebk", "x-private", "und", "mul", "ıt", "ſv", "en-٤١٩"),
    ],
)
def test_an_unknown_language_is_refused(typed: str):
    assert code_of(language_code, typed) == ErrorCode.INVALID_LANGUAGE


def test_a_longer_tag_than_20_characters_is_refused():
    assert refusal_of(language_code, "en-" + "x" * 18) == ValueTooLong(length=21, limit=20)
