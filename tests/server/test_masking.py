"""No literal of a client comes into the log, whatever goes wrong; a failure of ours is found there by its id."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2 as httpx
import pytest

from schema import failures
from tests.carnet import Carnet, Kind, id_of, open_carnet
from tests.conftest import execute
from tests.server.sockets import opened
from tests.server.trusting import CONTACT, hash_of, write
from tests.serving import Served, exchange, request, serving

CANARY = "DE89370400440532013000"
SEARCH = (
    'query ($a: String) { contacts(where: {name: {startsWith: "%s"}}) { totalCount } c: contact(number: $a) { id } }'
)
UPDATE = 'mutation ($id: ID!) { updateContact(input: {id: $id, name: "%s"}) { contact { name } errors { code } } }'

WRONG: dict[str, tuple[str, Any]] = {
    "GRAPHQL_PARSE_FAILED": ('{ contact(number: "%s" "%s" { id } }', None),
    "GRAPHQL_VALIDATION_FAILED": ('{ contact(nope: "%s") { id } %s }', None),
    "BAD_USER_INPUT": ("query %s ($a: Int) { contacts(first: $a) { totalCount } }", {"a": CANARY}),
    "OPERATION_TOO_LARGE": ('{ a: __typename # "%s"' + "x" * 15_000 + "\n}", None),
}


def spelled(text: str) -> str:
    return text.replace("%s", CANARY)


@pytest.fixture
def served(database_url: str, tmp_path: Path) -> Iterator[Served]:
    settings = {"CARNET_TRUSTED_DOCUMENTS": str(write(tmp_path, CONTACT))}
    with serving(database_url, tmp_path / "log", **settings) as running:
        yield running


async def both_ways(served: Served, query: str, variables: Any) -> list[str]:
    """Send an operation over HTTP and over WebSocket; return code and id, if any, of each answer's first error."""
    async with httpx.AsyncClient(base_url=served.url) as client:
        answers = [(await client.post("/graphql", json={"query": query, "variables": variables})).json()]
    async with opened(served.port) as socket:
        answers.append(await socket.ask(query, variables))
    return [first_error(answer) for answer in answers]


def first_error(answer: Any) -> str:
    extensions = answer["errors"][0]["extensions"]
    return f"{extensions['code']} {extensions.get('id', '')}"


LOSE = ["ALTER TABLE contact RENAME TO lost"]
"""Statements after which nothing can be read of contacts."""
BETRAY = {
    "sqlite": [
        f"CREATE TRIGGER betray BEFORE INSERT ON record_change BEGIN SELECT RAISE(ABORT, 'not this: {CANARY}'); END"
    ],
    "postgresql": [
        """CREATE FUNCTION betray() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN RAISE 'not this: %', NEW.changes; END $$""",
        "CREATE TRIGGER betray BEFORE INSERT ON record_change FOR EACH ROW EXECUTE FUNCTION betray()",
    ],
}
"""Statements after which the database refuses each change and says the value."""


async def break_down(database_url: str, statements: list[str]) -> None:
    if database_url.startswith("sqlite"):
        with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as connection:
            for statement in statements:
                connection.execute(statement)
    else:
        await execute(database_url, *statements)


async def test_nothing_that_a_client_sends_is_logged_when_its_request_is_wrong(served: Served) -> None:
    for code, (query, variables) in WRONG.items():
        assert await both_ways(served, spelled(query), variables) == [f"{code} "] * 2
    named = urlencode({"documentId": f"sha256:{hash_of(CONTACT)}", "variables": json.dumps({"number": [CANARY]})})
    for sent in (
        request("GET", f"/graphql?{named}"),
        request("GET", f"/graphql?query={CANARY}"),
        request("GET", f"/graphql?documentId={CANARY}"),
        request("GET", f"/{CANARY}"),
        request(body=f'{{"query": "{CANARY}'.encode()),
        request(CANARY),
        request(host=CANARY),
        request(body=b"{}", accept=CANARY, content_type=CANARY, x=CANARY),
    ):
        reply = exchange(served.port, sent)
        assert reply.codes
        assert reply.status < 500
    assert CANARY not in served.log.read_text()
    assert {json.loads(line)["level"] for line in served.log.read_text().splitlines()} <= {"warning"}


async def test_a_read_that_fails_is_logged_under_the_id_that_the_client_gets_and_without_its_values(
    served: Served, database_url: str
) -> None:
    await break_down(database_url, LOSE)
    told = await both_ways(served, spelled(SEARCH), {"a": CANARY})
    parameters = {"documentId": f"sha256:{hash_of(CONTACT)}", "variables": json.dumps({"number": CANARY})}
    reply = exchange(served.port, request("GET", f"/graphql?{urlencode(parameters)}"))
    assert reply.headers["cache-control"] == "no-store"
    assert_logged(served, [*told, first_error(reply.json)])


async def test_a_write_that_fails_is_logged_under_the_id_that_the_client_gets_and_without_its_values(
    served: Served, database_url: str, engine: str
) -> None:
    async with open_carnet(database_url) as carnet:
        contact = await carnet.add(Kind.CONTACT)
    await break_down(database_url, BETRAY[engine])
    assert_logged(served, await both_ways(served, spelled(UPDATE), {"id": id_of(contact)}))


def assert_logged(served: Served, told: list[str]) -> None:
    assert {each.partition(" ")[0] for each in told} == {"INTERNAL"}
    logged = [json.loads(line) for line in served.log.read_text().splitlines()]
    assert [each["level"] for each in logged] == ["error"] * len(told)
    for answer, entry in zip(told, logged, strict=True):
        assert answer.partition(" ")[2] in entry["message"]
    assert CANARY not in served.log.read_text()


async def test_whoever_logged_the_text_of_a_failure_would_log_the_values(
    carnet: Carnet, database_url: str, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of this page."""
    texts: list[str] = []
    masked = failures._masked
    monkeypatch.setattr(failures, "_masked", lambda problem: texts.append(str(problem)) or masked(problem))
    contact = await carnet.add(Kind.CONTACT)
    await break_down(database_url, BETRAY[engine])
    await carnet.post(spelled(UPDATE), {"id": id_of(contact)})
    assert len(texts) == 1
    assert CANARY in texts[0]
