# ruff: noqa: RUF001 - letters that look alike are what is tested

import sys
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import ErrorCode, Refused, ValueTooLong
from domain.values.texts import code, refuse_longer, text
from tests.domain.values.value_checking import any_text, code_of, refusal_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Contoso", "Contoso"),
        ("  Contoso Ltd. ", "Contoso Ltd."),
        ("Contoso\r\n", "Contoso"),
        ("\tContoso", "Contoso"),
        ("\ufeffContoso\u200b", "Contoso"),
        ("\u00a0Société\u202f", "Société"),
        ("Cafe\u0301", "Café"),
        ("두산", "두산"),
        ("Strasse  9", "Strasse  9"),
        ('Taylor"s Office Warehouse', 'Taylor"s Office Warehouse'),
        ("Müller & Søn <A/S>; DROP TABLE contact", "Müller & Søn <A/S>; DROP TABLE contact"),
        ("👩\u200d👧 Kids", "👩\u200d👧 Kids"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_a_text_is_kept_trimmed_and_composed(typed: str, kept: str):
    assert text(typed, 100) == kept


def test_a_text_as_long_as_the_field_fits():
    assert text("é" * 100, 100) == "é" * 100


def test_a_longer_text_is_refused_and_never_cut():
    assert refusal_of(text, "é" * 101, 100) == ValueTooLong(length=101, limit=100)


def test_the_length_counts_code_points_after_composing_and_trimming():
    assert text("e\u0301" * 100 + " ", 100) == "é" * 100
    assert text("👩" * 100, 100) == "👩" * 100


def test_without_a_limit_a_text_may_be_long():
    assert text("x" * 70_000, None) == "x" * 70_000


@pytest.mark.parametrize("edge", ["\x00", "\x0b", "\x0c", "\x1c", "\x1f", "\x85", "\u2028", "\u2029", "\u202a"])
def test_a_control_character_at_an_end_is_refused_not_trimmed(edge: str):
    assert code_of(text, f"Contoso{edge}", 100) == ErrorCode.INVALID_VALUE


def test_exactly_these_characters_are_refused_inside_a_text():
    refused = {point for point in range(0x10000) if _is_refused(f"a{chr(point)}b")}

    by_category = {point for point in range(0x10000) if category(chr(point)) in {"Cc", "Cs", "Zl", "Zp"}}
    assert refused == by_category | {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF}
    assert not _is_refused("".join(map(chr, range(0x10000, sys.maxunicode + 1))))


def _is_refused(value: str) -> bool:
    try:
        text(value, None)
    except Refused:
        return True
    return False


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("ct000001", "CT000001"), (" 1m(8d) ", "1M(8D)"), ("straße", "STRASSE"), ("ŉ", "ʼN"), ("éa", "ÉA"), ("ΐ", "Ϊ́")],
)
def test_a_code_is_upper_cased(typed: str, kept: str):
    assert code(typed, 20) == kept


def test_the_length_of_a_code_is_that_of_its_capitals():
    assert code("ß" * 5, 10) == "SS" * 5
    assert refusal_of(code, "ß" * 6, 10) == ValueTooLong(length=12, limit=10)


@given(value=any_text, limit=st.integers(min_value=0, max_value=10))
def test_no_result_is_longer_than_the_limit(value: str, limit: int):
    for check in (text, code):
        try:
            assert len(check(value, limit) or "") <= limit
        except Refused:
            continue


def test_a_length_can_be_checked_alone():
    refuse_longer("abc", 3)
    refuse_longer("abc", None)
    assert refusal_of(refuse_longer, "abcd", 3) == ValueTooLong(length=4, limit=3)
