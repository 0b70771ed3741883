import pytest

from domain.errors import ErrorCode, ValueTooLong
from domain.values.home_pages import home_page
from tests.domain.values.value_checking import code_of, refusal_of


@pytest.mark.parametrize(
    "typed",
    [
        "www.contoso.com",
        "contoso.com",
        "WWW.Contoso.COM/Shop",
        "www.contoso.com/x?y=1&z=a@b#top",
        "www.contoso.com?x=1",
        "https://www.contoso.com",
        "HTTP://www.contoso.com:8080/",
        "https://müller.de/über",
        "https://例子.公司/",
        "https://ไทย.com",
        "xn--mller-kva.de",
        "a-b.co.uk",
        "3m.com",
    ],
)
def test_a_web_address_is_kept_as_typed(typed: str):
    assert home_page(f" {typed} ") == typed


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "javascript://www.contoso.com/%0aalert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "vbscript:x.y",
        "file:///etc/passwd",
        "ftp://www.contoso.com",
        "mailto:andy@contoso.com",
        "//www.contoso.com",
        "https:www.contoso.com",
        "https:///www.contoso.com",
        "https://",
        "https://https://www.contoso.com",
    ],
)
def test_another_scheme_than_http_and_https_is_refused(typed: str):
    assert code_of(home_page, typed) == ErrorCode.INVALID_VALUE


@pytest.mark.parametrize(
    "typed",
    [
        "contoso",
        "localhost",
        "http://localhost:8000",
        "127.0.0.1",
        "http://[::1]/",
        "http://[::1]:80/",
        "http://[x",
        "www..com",
        ".contoso.com",
        "www.contoso.com.",
        "-www.contoso.com",
        "www-.contoso.com",
        "www.con_toso.com",
        "www.contoso!.com",
        f"{'a' * 64}.com",
        f"{'a.' * 126}com",
        "www.contoso.com:",
        "www.contoso.com:0",
        "www.contoso.com:http",
        "www.contoso.com:99999",
        "www.contoso.com℀evil.com",
    ],
)
def test_a_host_that_cannot_be_one_is_refused(typed: str):
    assert code_of(home_page, typed) == ErrorCode.INVALID_VALUE


@pytest.mark.parametrize("typed", ["https://contoso.com@evil.com", "user:secret@www.contoso.com", "@www.contoso.com"])
def test_a_user_name_in_front_of_the_host_is_refused(typed: str):
    assert code_of(home_page, typed) == ErrorCode.INVALID_VALUE


@pytest.mark.parametrize(
    "typed",
    [
        "www.contoso.com and more",
        "www.contoso.com\u00a0x",
        "https://contoso.com\\@evil.com",
        'contoso.com/"x',
        "contoso.com/<b>",
        "contoso.com/`",
    ],
)
def test_a_blank_or_a_character_that_breaks_a_link_is_refused(typed: str):
    refusal = refusal_of(home_page, typed)

    assert refusal.code == ErrorCode.INVALID_VALUE
    assert refusal.message("fr").startswith("Ceci n'est pas l'adresse d'un site.")


def test_an_address_longer_than_the_field_is_refused():
    assert home_page("contoso.com/" + "x" * 243) == "contoso.com/" + "x" * 243
    assert refusal_of(home_page, "contoso.com/" + "x" * 244) == ValueTooLong(length=256, limit=255)
