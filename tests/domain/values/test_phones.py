# ruff: noqa: RUF001 - letters that look alike are what is tested

import pytest

from domain.errors import ErrorCode, ValueTooLong
from domain.values.phones import phone
from tests.domain.values.value_checking import code_of, refusal_of


@pytest.mark.parametrize(
    "typed",
    [
        "+44 20 7946 0018",
        "+44 (0)20 7946 0018",
        "(+44) 20 7946 0018",
        "0044 20 7946 0018",
        "(0044) 20 7946 0018",
        "+33 1 23 45 67 89",
        "+33\u00a01\u202f23\u202f45\u202f67\u202f89",
        "+49 (0) 30/901820",
        "+39 06 698 82",
        "+1 425.555.0123",
        "+1-425-555-0123",
        "+1 (425) 555-0123, 45",
        "+44 20 7946 0018 #123",
        "+800 1234 5678",
        "+44=20=7946=0018",
        "+91 98765 43210",
        "+86 10 6552 9988",
        "+55 11 91234-5678",
        "+354 511 5511",
    ],
)
def test_an_international_number_is_kept_as_typed(typed: str):
    assert phone(f"  {typed} ") == typed


@pytest.mark.parametrize(
    "typed",
    ["020 7946 0018", "01 23 45 67 89", "112", "(425) 555-0123", "1234=56&78?", "030/901820-0", "*100#", "9" * 20],
)
def test_a_national_number_is_kept_as_typed(typed: str):
    assert phone(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "+44",
        "+44 20",
        "+999 123456",
        "+44 20 7946 0018 0018",
        "00",
        "00 00 123456",
        "+44 20 7946 0018 / 19",
        "+",
        "+&+",
    ],
)
def test_an_international_number_that_no_line_can_have_is_refused(typed: str):
    refusal = refusal_of(phone, typed)

    assert refusal.code == ErrorCode.INVALID_PHONE
    assert (
        refusal.message()
        == "This is not a possible phone number. Check the country code after + and the number of digits."
    )


@pytest.mark.parametrize("typed", ["12", "-", "()", "9" * 21, "1 2"])
def test_a_national_number_of_fewer_than_3_or_more_than_20_digits_is_refused(typed: str):
    assert refusal_of(phone, typed).message() == "A phone number has 3 to 20 digits. Enter one complete number."


@pytest.mark.parametrize(
    "typed",
    [
        "call me",
        "1-800-FLOWERS",
        "020 7946 0018 ext 12",
        "020 7946 0018x12",
        "٠١٢٣٤٥٦",
        "０１２３４５",
        "12345²",
        "012;345",
        "tel:112",
    ],
)
def test_a_letter_or_another_character_is_refused(typed: str):
    refusal = refusal_of(phone, typed)

    assert refusal.code == ErrorCode.INVALID_PHONE
    assert refusal.message("fr").startswith("Un numéro de téléphone n'a que des chiffres")


def test_a_number_longer_than_the_field_is_refused():
    assert refusal_of(phone, "1" + " " * 29 + "2") == ValueTooLong(length=31, limit=30)
    assert code_of(phone, "123456", 5) == ErrorCode.VALUE_TOO_LONG
