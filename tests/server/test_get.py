"""GET answers trusted queries and nothing else; a client that has the answer already is told so."""

import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import httpx2 as httpx
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from tests.answers import TYPENAME as ANSWER
from tests.answers import answered
from tests.carnet import Carnet, Kind, open_carnet
from tests.running import holds_in_this_loop
from tests.server.trusting import CONTACT, RENAME, TWO, TYPENAME, apollo, hash_of, write
from tests.serving import exchange, read_reply, request, serving

JSON, GRAPHQL = "application/json", "application/graphql-response+json"
DEEP = '{"a":' * 33 + "1" + "}" * 33
BAD_VARIABLE = "query ($a: Int!) { contacts(first: $a) { totalCount } }"
TRUSTED = (TYPENAME, CONTACT, TWO, RENAME, BAD_VARIABLE)


@pytest.fixture
async def trusting(database_url: str, tmp_path: Path) -> AsyncIterator[Carnet]:
    path = write(tmp_path, *TRUSTED)
    async with open_carnet(database_url, trusted_documents=path) as opened_carnet:
        yield opened_carnet


KNOWN = {
    "BAD_REQUEST",
    "BAD_USER_INPUT",
    "METHOD_NOT_ALLOWED",
    "PERSISTED_QUERY_NOT_FOUND",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Carnet]:
    folder = tmp_path_factory.mktemp("get")
    (folder / "carnet.db").write_bytes(sqlite_template)
    path = write(folder, *TRUSTED)
    async with open_carnet(f"sqlite:///{folder / 'carnet.db'}", trusted_documents=path) as opened_carnet:
        yield opened_carnet


async def got(carnet: Carnet, *, headers: Any = None, **parameters: Any) -> httpx.Response:
    """Send a GET; parameters that are no text are sent as JSON."""
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}
    return await carnet.client.get(f"/graphql?{urlencode(texts)}", headers=headers)


def named(text: str) -> str:
    return f"sha256:{hash_of(text)}"


async def test_a_query_is_named_by_id_by_apollos_hash_and_by_its_text(trusting: Carnet) -> None:
    contact = await trusting.add(Kind.CONTACT)
    for by in ({"documentId": named(CONTACT)}, {"extensions": apollo(CONTACT)}, {"query": CONTACT}):
        response = await got(trusting, variables={"number": contact.number}, **by)
        assert response.status_code == 200
        assert response.json() == answered({"contact": {"name": contact.values["name"], "version": 1}}, 4)
        assert response.headers["content-type"] == f"{JSON}; charset=utf-8"
        assert response.headers["cache-control"] == "private, no-cache"
        assert response.headers["vary"] == "Accept, Accept-Language, Authorization"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in response.headers


async def test_an_operation_is_chosen_by_name_and_empty_parameters_are_absent(trusting: Carnet) -> None:
    response = await got(trusting, documentId=named(TWO), operationName="B")
    assert response.json() == answered({"b": "Query"}, 1)
    response = await got(trusting, documentId=named(TYPENAME), operationName="", variables="", extensions="", query="")
    assert response.json() == ANSWER
    response = await got(trusting, documentId=named(TYPENAME), variables=None, extensions=None)
    assert response.json() == ANSWER


REFUSED: dict[str, tuple[str, int, str]] = {
    "nothing": ("", 405, "METHOD_NOT_ALLOWED"),
    "no document": ("variables=%7B%7D", 405, "METHOD_NOT_ALLOWED"),
    "an empty document": ("documentId=", 405, "METHOD_NOT_ALLOWED"),
    "a text that is not trusted": ("query=%7Ba:__typename%7D", 405, "METHOD_NOT_ALLOWED"),
    "a text of which one blank differs": ("query=%7B__typename%7D", 405, "METHOD_NOT_ALLOWED"),
    "a text that is wrong": ("query=%7B", 405, "METHOD_NOT_ALLOWED"),
    "a mutation that is not trusted": ("query=mutation%7B__typename%7D", 405, "METHOD_NOT_ALLOWED"),
    "a trusted mutation": (f"documentId={named(RENAME)}", 405, "METHOD_NOT_ALLOWED"),
    "an unknown hash": (f"documentId=sha256:{'0' * 64}", 200, "PERSISTED_QUERY_NOT_FOUND"),
    "an operation that is not there": (f"documentId={named(TWO)}&operationName=C", 200, "BAD_USER_INPUT"),
    "several operations and no name": (f"documentId={named(TWO)}", 200, "BAD_USER_INPUT"),
    "a missing variable": (f"documentId={named(BAD_VARIABLE)}", 200, "BAD_USER_INPUT"),
    "variables that are no JSON": (f"documentId={named(TYPENAME)}&variables=x", 400, "BAD_REQUEST"),
    "variables that are a list": (f"documentId={named(TYPENAME)}&variables=[]", 400, "BAD_REQUEST"),
    "variables that are too deep": (
        f"documentId={named(TYPENAME)}&variables={DEEP}",
        400,
        "BAD_REQUEST",
    ),
    "extensions that are no JSON": ("extensions=%7B", 400, "BAD_REQUEST"),
    "extensions that are a number": ("extensions=1", 400, "BAD_REQUEST"),
    "extensions that name nothing": ("extensions=%7B%7D", 400, "BAD_REQUEST"),
    "a document twice": (f"documentId={named(TYPENAME)}&documentId=x", 400, "BAD_REQUEST"),
    "bytes that are not UTF-8": ("documentId=%ff", 400, "BAD_REQUEST"),
    "half a surrogate": ("documentId=%ed%a0%80", 400, "BAD_REQUEST"),
    "a zero byte": ("documentId=%00", 200, "PERSISTED_QUERY_NOT_FOUND"),
    "too many parameters": (f"documentId={named(TYPENAME)}" + "&x=1" * 20, 400, "BAD_REQUEST"),
}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("query_string", "status", "code"), REFUSED.values(), ids=REFUSED.keys())
async def test_anything_else_is_refused(shared: Carnet, query_string: str, status: int, code: str) -> None:
    url = f"/graphql?{query_string}"
    for accept in (JSON, GRAPHQL):
        response = await shared.client.get(url, headers={"accept": accept, "if-none-match": "*"})
        assert response.status_code == (400 if accept == GRAPHQL and status == 200 else status)
        assert [error["extensions"]["code"] for error in response.json()["errors"]] == [code]
        assert response.json().keys() == {"errors"}
        assert response.headers["content-type"] == f"{accept}; charset=utf-8"
        assert response.headers["cache-control"] == "no-store"
        assert "etag" not in response.headers
        assert ("allow" in response.headers) is (status == 405)


PIECES = st.sampled_from(
    [
        *(b"documentId=", b"query=", b"variables=", b"extensions=", b"operationName=", b"&", b"=", b";", b"%", b"+"),
        *(named(TYPENAME).encode(), b"{}", b"%7B%7D", b"null", b"[", b"%22", b"%ff", b"%00"),
        *(b'{"persistedQuery":', b'{"version":1,"sha256Hash":', hash_of(TYPENAME).encode(), b"}}"),
    ]
)


@pytest.mark.asyncio(loop_scope="module")
async def test_any_parameters_get_an_answer_or_a_code(shared: Carnet) -> None:
    @given(st.lists(PIECES | st.binary(max_size=8).map(quote_from_bytes).map(str.encode)).map(b"".join))
    async def is_answered(query_string: bytes) -> None:
        response = await shared.client.get(httpx.URL("http://127.0.0.1:8000/graphql", query=query_string))
        assert response.status_code in {200, 400, 405}, query_string
        answer = response.json()
        assert answer == ANSWER or answer["errors"][0]["extensions"]["code"] in KNOWN

    await holds_in_this_loop(is_answered)


async def test_a_refused_mutation_changes_nothing_and_says_how_it_is_sent(trusting: Carnet) -> None:
    contact = await trusting.add(Kind.CONTACT)
    variables = {"id": f"contact-{contact.id}", "name": "New"}
    response = await got(trusting, documentId=named(RENAME), variables=variables)
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert (await trusting.stored(contact)).version == 1
    await trusting.client.post("/graphql", json={"documentId": named(RENAME), "variables": variables})
    assert (await trusting.stored(contact)).version == 2, "the same by POST is carried out"


async def test_without_trusted_documents_get_answers_nothing(carnet: Carnet) -> None:
    assert (await got(carnet, query=TYPENAME)).status_code == 405
    response = await got(carnet, documentId=named(TYPENAME))
    assert response.json()["errors"][0]["extensions"] == {"code": "PERSISTED_QUERY_NOT_SUPPORTED"}


async def test_a_foreign_name_and_a_form_that_we_do_not_have_are_refused(trusting: Carnet) -> None:
    foreign = await got(trusting, documentId=named(TYPENAME), headers={"host": "evil.example"})
    assert (foreign.status_code, foreign.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")
    image = await got(trusting, documentId=named(TYPENAME), headers={"accept": "image/png"})
    assert (image.status_code, image.json()["errors"][0]["extensions"]["code"]) == (406, "NOT_ACCEPTABLE")


async def test_a_client_that_has_the_answer_gets_304_until_it_changes(trusting: Carnet) -> None:
    contact = await trusting.add(Kind.CONTACT)
    asked: dict[str, Any] = {"documentId": named(CONTACT), "variables": {"number": contact.number}}
    first = await got(trusting, **asked)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    for known in (tag, f"W/{tag}", f'"x", {tag}', f'"x",W/{tag} , "y"', "*"):
        again = await got(trusting, headers={"if-none-match": known}, **asked)
        assert (again.status_code, again.content) == (304, b""), known
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == "private, no-cache"
        assert again.headers["vary"] == "Accept, Accept-Language, Authorization"
        assert "content-type" not in again.headers
    for other in ("", '"x"', tag.strip('"'), tag[:-2] + '"', f"{tag}x", "W/"):
        again = await got(trusting, headers={"if-none-match": other}, **asked)
        assert (again.status_code, again.content) == (200, first.content), other

    await trusting.ask(RENAME, id=f"contact-{contact.id}", name="New")
    changed = await got(trusting, headers={"if-none-match": tag}, **asked)
    assert (changed.status_code, changed.json()) == (200, answered({"contact": {"name": "New", "version": 2}}, 4))
    assert changed.headers["etag"] != tag


async def test_each_media_type_has_a_tag_of_its_own(trusting: Carnet) -> None:
    answers = [await got(trusting, documentId=named(TYPENAME), headers={"accept": media}) for media in (JSON, GRAPHQL)]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["etag"] != answers[1].headers["etag"]
    assert answers[1].headers["content-type"] == f"{GRAPHQL}; charset=utf-8"


async def test_a_post_has_no_tag(trusting: Carnet) -> None:
    response = await trusting.client.post("/graphql", json={"query": TYPENAME}, headers={"if-none-match": "*"})
    assert (response.status_code, response.json()) == (200, ANSWER)
    assert "etag" not in response.headers


async def test_over_the_wire_a_connection_goes_on_after_304_and_head(sqlite_template: bytes, tmp_path: Path) -> None:
    (tmp_path / "carnet.db").write_bytes(sqlite_template)
    settings = {"CARNET_TRUSTED_DOCUMENTS": str(write(tmp_path, TYPENAME))}
    path = f"/graphql?{urlencode({'documentId': named(TYPENAME)})}"
    with serving(f"sqlite:///{tmp_path / 'carnet.db'}", tmp_path / "log", **settings) as served:
        tag = exchange(served.port, request("GET", path)).headers["etag"]
        with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
            connection.sendall(request("GET", path, connection="keep-alive", if_none_match=tag))
            kept = read_reply(connection)
            assert (kept.status, kept.body) == (304, b"")
            assert kept.headers.keys() & {"content-length", "transfer-encoding"} == set()
            connection.sendall(request("HEAD", path, connection="keep-alive"))
            head = read_reply(connection, head=True)
            connection.sendall(request("GET", path))
            reply = read_reply(connection)
        assert (reply.status, reply.json, reply.headers["etag"]) == (200, ANSWER, tag)
        assert {name for name in head.headers | reply.headers if head.headers.get(name) != reply.headers.get(name)} <= {
            "date",
            "connection",
        }
        assert head.headers["content-length"] == str(len(reply.body))
        assert (tmp_path / "log").read_text() == ""
