"""The client says in which form it takes answers, with weights; a browser gets the page."""

import pytest

from tests.answers import TYPENAME
from tests.carnet import Carnet

pytestmark = pytest.mark.asyncio(loop_scope="module")

JSON, GRAPHQL, PAGE = "application/json", "application/graphql-response+json", "text/html"

ACCEPTED = [
    (None, JSON),
    ("", JSON),
    ("*/*", JSON),
    ("application/*", JSON),
    (JSON, JSON),
    ("Application/JSON", JSON),
    ("application/json; charset=utf-8", JSON),
    (GRAPHQL, GRAPHQL),
    (f"{GRAPHQL};charset=utf-8", GRAPHQL),
    (f"{GRAPHQL}, {JSON}", GRAPHQL),
    (f"{JSON}, {GRAPHQL}", JSON),
    (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
    (f"{JSON};q=0.5, {GRAPHQL}", GRAPHQL),
    (f"{GRAPHQL};q=0.1, {JSON};q=0.2", JSON),
    (f"{GRAPHQL};q=x, {JSON};q=0.001", JSON),
    (f"{JSON}, multipart/mixed", JSON),
    ("application/xml, */*;q=0.1", JSON),
    (f"{GRAPHQL}, */*", GRAPHQL),
    (f"text/html, {GRAPHQL}", GRAPHQL),
    (f"{JSON};q=0, */*", GRAPHQL),  # RFC 9110 §12.5.1: the most specific range counts
    (f"*/*, {JSON};q=0.1", GRAPHQL),
    (PAGE, None),
    ("text/*", None),
    ("image/png, application/xml", None),
    ("application/graphql+json", None),
    (f"{JSON};q=0", None),
    (f"{JSON};q=0, {GRAPHQL};q=0.0", None),
    ("*/*;q=0", None),
    (f"{JSON};q=x", None),
    (f"{JSON};q=2", None),
    (f"{JSON};q=-1", None),
    (f"{JSON};q=nan", None),
    (",;,q=,;;", None),
    ("x" * 5000, None),
]


@pytest.mark.parametrize(("accept", "media"), ACCEPTED, ids=[str(accept)[:60] for accept, _ in ACCEPTED])
async def test_the_answer_comes_in_what_the_client_likes_best(
    shared_carnet: Carnet, accept: str | None, media: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if accept is None:
        monkeypatch.delitem(shared_carnet.client.headers, "accept")
    headers = {} if accept is None else {"accept": accept}
    good = await shared_carnet.post("{ __typename }", **headers)
    wrong = await shared_carnet.post("{", **headers)
    if media is None:
        assert (good.status_code, wrong.status_code) == (406, 406)
        assert good.json()["errors"][0]["extensions"] == {"code": "NOT_ACCEPTABLE"}
    else:
        assert (good.status_code, wrong.status_code) == (200, 400 if media == GRAPHQL else 200)
        assert good.json() == TYPENAME
    assert {good.headers["content-type"], wrong.headers["content-type"]} == {f"{media or JSON}; charset=utf-8"}
    assert good.headers["vary"] == "Accept, Accept-Language, Authorization"


@pytest.mark.parametrize("media", [JSON, GRAPHQL])
async def test_what_is_no_graphql_request_is_refused_with_one_status_in_either_form(
    shared_carnet: Carnet, media: str
) -> None:
    for content, content_type, status in (("{}", JSON, 400), ("{}", "text/plain", 415), (" " * 300_000, JSON, 413)):
        headers = {"content-type": content_type, "accept": media}
        response = await shared_carnet.client.post("/graphql", content=content, headers=headers)
        assert response.status_code == status
        assert response.headers["content-type"] == f"{media}; charset=utf-8"


@pytest.mark.parametrize("accept", [PAGE, "text/html,application/xhtml+xml,*/*;q=0.8", "*/*, TEXT/HTML;q=0.1"])
async def test_a_browser_gets_the_page_by_get_and_head_only(shared_carnet: Carnet, accept: str) -> None:
    for method in ("GET", "HEAD"):
        response = await shared_carnet.client.request(method, "/graphql", headers={"accept": accept})
        assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert "default-src 'none'" in response.headers["content-security-policy"]
        assert bool(response.content) is (method == "GET")
    for method in ("PUT", "OPTIONS"):
        assert (await shared_carnet.client.request(method, "/graphql", headers={"accept": accept})).status_code == 405


@pytest.mark.parametrize("accept", ["*/*", JSON, "text/html;q=0", "text/plain", "text/htmlx", ""])
async def test_nobody_else_gets_the_page(shared_carnet: Carnet, accept: str) -> None:
    response = await shared_carnet.client.get("/graphql", headers={"accept": accept})
    assert response.status_code == 405
    assert response.json()["errors"][0]["extensions"] == {"code": "METHOD_NOT_ALLOWED"}


async def test_no_page_under_a_foreign_name(shared_carnet: Carnet) -> None:
    response = await shared_carnet.client.get("/graphql", headers={"accept": PAGE, "host": "evil.example"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"] == {"code": "BAD_REQUEST"}


async def test_the_root_leads_to_the_page(shared_carnet: Carnet) -> None:
    response = await shared_carnet.client.get("/", headers={"accept": PAGE})
    assert (response.status_code, response.headers["location"]) == (307, "/graphql")


NOT_FOUND = {"en": "There is no Contact", "fr": "Aucun enregistrement"}


@pytest.mark.parametrize(
    ("liked", "language"),
    [
        ("fr", "fr"),
        ("FR-be, en;q=0.5", "fr"),
        ("en;q=0.5, fr;q=0.6", "fr"),
        ("de, fr;q=0.1", "fr"),
        ("en, fr;q=0.9", "en"),
        ("fr;q=0", "en"),
        ("fr;q=x", "en"),
        ("de", "en"),
        ("", "en"),
        (",;q=", "en"),
    ],
)
async def test_messages_come_in_the_language_that_the_client_likes_best(
    shared_carnet: Carnet, liked: str, language: str
) -> None:
    query = 'mutation { updateContact(input: {id: "x"}) { errors { message } } }'
    response = await shared_carnet.post(query, **{"accept-language": liked})
    [error] = response.json()["data"]["updateContact"]["errors"]
    assert error["message"].startswith(NOT_FOUND[language])
