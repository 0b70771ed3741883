import pytest

from domain.errors import ErrorCode, ValueTooLong
from domain.values.emails import email
from tests.domain.values.value_checking import code_of, refusal_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("andy.teal@contoso.com", "andy.teal@contoso.com"),
        (" tina.slone.o'dell@contoso.com ", "tina.slone.o'dell@contoso.com"),
        ("Andy.Teal@CONTOSO.com", "Andy.Teal@contoso.com"),
        ("Postmaster@Contoso.com", "Postmaster@contoso.com"),
        ("user+tag@example.com", "user+tag@example.com"),
        ("a@example.org", "a@example.org"),
        ("a@shop.example", "a@shop.example"),
        ("a@shop.test", "a@shop.test"),
        ("info@müller.de", "info@müller.de"),
        ("info@xn--mller-kva.de", "info@müller.de"),
        ("jürgen@example.com", "jürgen@example.com"),
        ("用户@例子.公司", "用户@例子.公司"),
        ("a@example.com;b@example.com", "a@example.com;b@example.com"),
        (" a@example.com ; b@EXAMPLE.com ", "a@example.com;b@example.com"),
        (";a@example.com;", "a@example.com"),
        ("; ;a@example.com;b@example.com; ;", "a@example.com;b@example.com"),
        ("a@example.com\u037eb@example.com", "a@example.com;b@example.com"),
    ],
)
def test_addresses_are_kept_in_one_form(typed: str, kept: str):
    assert email(typed) == kept


@pytest.mark.parametrize("typed", [";", " ; ; ", ";;"])
def test_only_semicolons_are_no_address(typed: str):
    assert email(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "contoso.com",
        "@contoso.com",
        "andy@",
        "andy@contoso",
        "andy@@contoso.com",
        "andy@home@contoso.com",
        "andy..teal@contoso.com",
        ".andy@contoso.com",
        "andy@-contoso.com",
        "andy@contoso..com",
        "andy@[127.0.0.1]",
        '"andy"@contoso.com',
        "Andy<andy@contoso.com>",
        "mailto:andy@contoso.com",
        "andy@localhost",
        "andy@printer.local",
        "a@example.com;;b@example.com",
        "a@example.com;b",
    ],
)
def test_a_malformed_address_is_refused(typed: str):
    refusal = refusal_of(email, typed)

    assert refusal.code == ErrorCode.INVALID_EMAIL
    assert refusal.message().startswith("This is not an e-mail address.")


@pytest.mark.parametrize("separator", [",", " ", "|", ", ", "\u00a0"])
def test_another_separator_than_the_semicolon_is_refused(separator: str):
    refusal = refusal_of(email, f"a@example.com{separator}b@example.com")

    assert refusal.code == ErrorCode.INVALID_EMAIL
    assert (
        refusal.message() == "An e-mail address has no comma, blank or bar. Separate several addresses with semicolons."
    )


def test_all_addresses_together_are_at_most_as_long_as_the_field():
    fits = ";".join(["a" * 27 + "@example.com"] * 2) + ";"  # 39 + 1 + 39 characters, and a semicolon that goes

    assert email(fits) == fits.strip(";")
    assert refusal_of(email, fits + "b@x.com") == ValueTooLong(length=87, limit=80)


def test_an_address_that_grows_past_the_limit_when_it_is_normalised_is_refused():
    assert email("a@ﬁ.com", 8) == "a@fi.com"
    assert refusal_of(email, "a@ﬁ.com", 7) == ValueTooLong(length=8, limit=7)


def test_a_very_long_value_is_refused_before_its_addresses_are_checked():
    assert code_of(email, "a@b;" * 100_000) == ErrorCode.VALUE_TOO_LONG
