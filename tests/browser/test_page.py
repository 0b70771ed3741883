"""The page as the server hands it out: its policy, the examples in it, and what happens without a build."""

import json
from html.parser import HTMLParser
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette

from server.graphiql import examples, files, page, routes

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Scripts(HTMLParser):
    """The script elements of a page: attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[dict[str, str | None], str]] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script"
        if self.inside:
            self.found.append((dict(attrs), ""))

    def handle_endtag(self, tag):  # noqa: ARG002 -- given by HTMLParser
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            attributes, text = self.found[-1]
            self.found[-1] = (attributes, text + data)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    (tmp_path / "manifest.json").write_text('{"script": "graphiql-AAAAAAAA.js", "styles": "graphiql-BBBBBBBB.css"}')
    (tmp_path / "graphiql-AAAAAAAA.js").write_text("export {};")
    monkeypatch.setattr(files, "BUILT", tmp_path)
    return tmp_path


@pytest.fixture
def not_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(files, "BUILT", tmp_path / "missing")


@pytest.fixture
async def client():
    transport = httpx2.ASGITransport(Starlette(routes=routes()))
    async with httpx2.AsyncClient(transport=transport, base_url="http://carnet") as client:
        yield client


def html() -> str:
    return bytes(page().body).decode()


def test_the_policy_allows_this_server_only(built):
    assert page().headers["Content-Security-Policy"] == POLICY


def test_the_plain_page_has_the_same_policy(not_built):
    assert page().headers["Content-Security-Policy"] == POLICY


def test_the_page_is_neither_guessed_at_nor_kept_nor_mixed_up_with_answers(built):
    headers = page().headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Vary"] == "Accept"


def test_the_page_loads_the_files_of_the_last_build(built):
    assert 'src="/graphql/static/graphiql-AAAAAAAA.js"' in html()
    assert 'href="/graphql/static/graphiql-BBBBBBBB.css"' in html()


@pytest.mark.parametrize("state", ["built", "not_built"])
def test_no_script_is_inline(state, request: pytest.FixtureRequest):
    request.getfixturevalue(state)
    [(program, program_text), (data, _)] = Scripts(html()).found
    assert program["type"] == "module"
    assert program_text == ""
    assert data == {"id": "examples", "type": "application/json"}


def test_no_example_can_break_out_of_its_element(built, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    hostile = '# </script><script>alert(1)</script> <!-- $endpoint ${script} & "quotes" \'é\u2028\n{ a }'
    (tmp_path / "01-hostile.graphql").write_text(hostile, encoding="utf-8")
    monkeypatch.setattr(examples, "EXAMPLES", tmp_path)
    [_, (attributes, text)] = Scripts(html()).found
    assert attributes["id"] == "examples"
    assert json.loads(text) == [{"query": hostile, "variables": None}]


def test_examples_come_in_the_order_of_their_names_with_their_variables(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "02-second.graphql").write_text("{ b }")
    (tmp_path / "01-first.graphql").write_text("{ a }")
    (tmp_path / "02-second.json").write_text("{}")
    monkeypatch.setattr(examples, "EXAMPLES", tmp_path)
    assert examples.read_examples() == [
        {"query": "{ a }", "variables": None},
        {"query": "{ b }", "variables": "{}"},
    ]


def test_variables_of_the_examples_are_objects():
    variables = [json.loads(example["variables"]) for example in examples.read_examples() if example["variables"]]
    assert len(variables) == 3
    assert all(isinstance(values, dict) for values in variables)


def test_the_plain_page_says_how_to_get_graphiql(not_built):
    assert "make install" in html()
    assert "Node.js" in html()


async def test_built_files_are_kept_for_ever(built, client):
    response = await client.get("/graphql/static/graphiql-AAAAAAAA.js")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"].startswith("text/javascript")


async def test_our_own_files_are_checked_for_newer_ones(client):
    response = await client.get("/graphql/page/missing.js")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"


async def test_a_file_that_was_never_built_is_not_found(not_built, client):
    assert (await client.get("/graphql/static/graphiql-AAAAAAAA.js")).status_code == 404


async def test_nothing_outside_the_folder_is_served(built, client):
    assert (await client.get("/graphql/static/%2e%2e/%2e%2e/etc/passwd")).status_code == 404


async def test_a_browser_that_asks_for_the_icon_gets_one(client):
    response = await client.get("/favicon.ico")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/svg+xml"
