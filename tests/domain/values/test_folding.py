# ruff: noqa: RUF001 - letters that look alike are what is tested

import sys
from unicodedata import is_normalized

import pytest
from hypothesis import given

from domain.values.folding import fold
from tests.domain.values.value_checking import any_text


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (None, ""),
        ("", ""),
        ("Contoso", "contoso"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("Østensjøveien 27", "ostensjoveien 27"),
        ("Straße 33", "strasse 33"),
        ("STRASSE 33", "strasse 33"),
        ("GROẞ", "gross"),
        ("Möbel", "mobel"),
        ("Łódź", "lodz"),
        ("Đorđe", "dorde"),
        ("Ærø", "aero"),
        ("Ǽ", "ae"),
        ("Œuvre", "oeuvre"),
        ("Þórr", "thorr"),
        ("Garðabær", "gardabaer"),
        ("Diyarbakır", "diyarbakir"),
        ("İstanbul", "istanbul"),
        ("Ŧ Ħ Ŋ", "t h n"),
        ("Škoda", "skoda"),
        ("Nguyễn", "nguyen"),
        ("ﬁ ① Ａ ½", "fi 1 a 1⁄2"),
        ("ΟΔΟΣ", "οδοσ"),
        ("οδός", "οδοσ"),
        ("Ёлка", "елка"),
        ("두산", "두산"),
        ("東京", "東京"),
        ("กี่", "กี"),
        ("\ud800A", "\ud800a"),
    ],
)
def test_a_text_folds_to_its_search_key(value: str | None, key: str):
    assert fold(value) == key


@given(any_text)
def test_a_folded_text_folds_to_itself(value: str):
    assert fold(fold(value)) == fold(value)
    assert is_normalized("NFC", fold(value))


def test_every_character_there_is_folds_to_a_stable_key():
    key = fold(" ".join(map(chr, range(sys.maxunicode + 1))))

    assert fold(key) == key


def test_upper_case_folds_as_lower_case_does_in_latin():
    latin = [chr(point) for point in range(0x250) if chr(point).isalpha()]

    assert [letter for letter in latin if fold(letter.upper()) != fold(letter)] == []
