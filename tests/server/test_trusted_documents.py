"""Documents that the operator trusts: checked at start, named by hash or id, over HTTP as over WebSocket."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from schema.trusted_documents import WrongDocuments
from server.trusted_documents import read_documents
from tests.answers import TYPENAME as ANSWER
from tests.answers import answered
from tests.carnet import Carnet, Kind, open_carnet
from tests.server.commands import fail_to_serve
from tests.server.sockets import opened, serve
from tests.server.trusting import CONTACT, LONG, RENAME, TWO, TYPENAME, apollo, hash_of, write


@pytest.fixture
async def trusting(database_url: str, tmp_path: Path) -> AsyncIterator[Carnet]:
    path = write(tmp_path, TYPENAME, CONTACT, TWO, RENAME, LONG, **{"x-typename": TYPENAME})
    async with open_carnet(database_url, trusted_documents=path) as opened_carnet:
        yield opened_carnet


@pytest.fixture
async def strict(sqlite_template: bytes, tmp_path: Path) -> AsyncIterator[Carnet]:
    (tmp_path / "carnet.db").write_bytes(sqlite_template)
    url, path = f"sqlite:///{tmp_path / 'carnet.db'}", write(tmp_path, TYPENAME)
    async with open_carnet(url, trusted_documents=path, documents="trusted") as opened_carnet:
        yield opened_carnet


async def sent(carnet: Carnet, **members: Any) -> Any:
    response = await carnet.client.post("/graphql", json=members)
    return response.json()


def codes(answer: Any) -> list[str]:
    assert answer.keys() == {"errors"}
    return [error["extensions"]["code"] for error in answer["errors"]]


async def test_a_document_is_named_by_its_hash_by_its_id_and_as_apollo_does(trusting: Carnet) -> None:
    contact = await trusting.add(Kind.CONTACT)
    for named in ({"documentId": f"sha256:{hash_of(CONTACT)}"}, {"extensions": apollo(CONTACT)}):
        answer = await sent(trusting, variables={"number": contact.number}, **named)
        assert answer == answered({"contact": {"name": contact.values["name"], "version": 1}}, 4)
    for named in ({"documentId": "x-typename"}, {"documentId": f"sha256:{hash_of(TYPENAME)}", "query": None}):
        assert await sent(trusting, **named) == ANSWER


async def test_a_mutation_is_named_like_a_query(trusting: Carnet) -> None:
    contact = await trusting.add(Kind.CONTACT)
    variables = {"id": f"contact-{contact.id}", "name": "New"}
    answer = await sent(trusting, documentId=f"sha256:{hash_of(RENAME)}", variables=variables)
    assert answer["data"] == {"updateContact": {"contact": {"name": "New"}, "errors": []}}
    assert (await trusting.stored(contact)).values["name"] == "New"


async def test_one_of_several_operations_is_chosen_by_name(trusting: Carnet) -> None:
    named = {"documentId": f"sha256:{hash_of(TWO)}"}
    assert await sent(trusting, **named, operationName="B") == answered({"b": "Query"}, 1)
    assert codes(await sent(trusting, **named)) == ["BAD_USER_INPUT"]
    assert codes(await sent(trusting, **named, operationName="C")) == ["BAD_USER_INPUT"]


async def test_a_trusted_document_may_be_longer_than_one_that_is_sent(trusting: Carnet) -> None:
    answer = await sent(trusting, documentId=f"sha256:{hash_of(LONG)}")
    assert len(answer["data"]) == 3_000
    assert await sent(trusting, query=LONG) == answer, "it is trusted whichever way it comes"
    assert codes(await sent(trusting, query=f"{LONG} ")) == ["OPERATION_TOO_LARGE"]


@pytest.mark.parametrize(
    "named",
    [
        {"documentId": f"sha256:{'0' * 64}"},
        {"documentId": ""},
        {"documentId": "x-other"},
        {"documentId": hash_of(TYPENAME)},
        {"documentId": f"sha256:{hash_of(TYPENAME).upper()}"},
        {"extensions": apollo("{ contacts { totalCount } }")},
        {"documentId": "x-other", "extensions": apollo(TYPENAME)},
    ],
    ids=str,
)
async def test_an_unknown_name_is_told_with_apollos_code(trusting: Carnet, named: Any) -> None:
    assert codes(await sent(trusting, **named)) == ["PERSISTED_QUERY_NOT_FOUND"]


@pytest.mark.parametrize(
    "named",
    [
        {"documentId": 1},
        {"documentId": ["x-typename"]},
        {"extensions": {"persistedQuery": 1}},
        {"extensions": {"persistedQuery": []}},
        {"extensions": {"persistedQuery": {"version": 2, "sha256Hash": hash_of(TYPENAME)}}},
        {"extensions": {"persistedQuery": {"version": 1}}},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": 1}}},
        {"query": 1, "documentId": "x-typename"},
        {"documentId": None},
        {"extensions": {"persistedQuery": None}},
    ],
    ids=str,
)
async def test_a_malformed_name_is_no_graphql_request(trusting: Carnet, named: Any) -> None:
    response = await trusting.client.post("/graphql", json=named)
    assert (response.status_code, codes(response.json())) == (400, ["BAD_REQUEST"])


async def test_a_text_that_is_sent_counts_before_a_name(trusting: Carnet) -> None:
    assert await sent(trusting, query=TYPENAME, extensions=apollo("{ x }")) == ANSWER
    assert await sent(trusting, query=TYPENAME, documentId="x-other") == ANSWER


async def test_without_trusted_documents_apollo_is_told_to_send_texts(carnet: Carnet) -> None:
    assert codes(await sent(carnet, extensions=apollo(TYPENAME))) == ["PERSISTED_QUERY_NOT_SUPPORTED"]
    assert codes(await sent(carnet, documentId="x")) == ["PERSISTED_QUERY_NOT_SUPPORTED"]


async def test_where_only_trusted_documents_are_answered_others_are_refused(strict: Carnet) -> None:
    assert await sent(strict, documentId=f"sha256:{hash_of(TYPENAME)}") == ANSWER
    assert await sent(strict, query=TYPENAME) == ANSWER
    for query in (f"{TYPENAME} ", "{ __schema { types { name } } }", CONTACT, RENAME, "", "{"):
        assert codes(await sent(strict, query=query)) == ["DOCUMENT_NOT_TRUSTED"], query
    headers = {"accept": "application/graphql-response+json"}
    assert (await strict.client.post("/graphql", json={"query": CONTACT}, headers=headers)).status_code == 400


async def test_documents_are_named_over_websocket_too(sqlite_template: bytes, tmp_path: Path) -> None:
    (tmp_path / "carnet.db").write_bytes(sqlite_template)
    path = write(tmp_path, TYPENAME)
    with serve(f"sqlite:///{tmp_path / 'carnet.db'}", trusted_documents=path, documents="trusted") as served:
        async with opened(served.port) as socket:
            assert await socket.ask(None, documentId=f"sha256:{hash_of(TYPENAME)}") == ANSWER  # type: ignore[arg-type]
            assert await socket.ask(None, extensions=apollo(TYPENAME)) == ANSWER  # type: ignore[arg-type]
            unknown = await socket.ask(None, extensions=apollo(CONTACT))  # type: ignore[arg-type]
            assert codes(unknown) == ["PERSISTED_QUERY_NOT_FOUND"]
            assert codes(await socket.ask(CONTACT)) == ["DOCUMENT_NOT_TRUSTED"]
            assert await socket.ask(TYPENAME) == ANSWER


HASH = hash_of(TYPENAME)
WRONG: dict[str, tuple[bytes, list[str]]] = {
    "no JSON": (b"{", ["trusted.json cannot be read: it is not JSON in UTF-8"]),
    "no UTF-8": (b'{"a": "\xff"}', ["cannot be read: it is not JSON in UTF-8"]),
    "empty": (b"", ["cannot be read"]),
    "a list": (b'["{ __typename }"]', ["must be a JSON object of texts"]),
    "no texts": (b'{"a": null}', ["must be a JSON object of texts"]),
    "the hash of another text": (
        json.dumps({f"sha256:{HASH}": "{ a: __typename }"}).encode(),
        [HASH, f"its text has the hash sha256:{hash_of('{ a: __typename }')}"],
    ),
    "a bare hash of another text": (json.dumps({HASH: f"{TYPENAME} "}).encode(), [HASH, "its text has the hash"]),
    "half a hash": (json.dumps({"sha256:00": TYPENAME}).encode(), ["sha256:00", f"sha256:{HASH}"]),
    "no GraphQL": (b'{"a": "{ x"}', ["a: line 1, column 4: Syntax Error"]),
    "an unknown field": (b'{"a": "{\\n  nope }"}', ["a: line 2, column 3: Cannot query field 'nope'"]),
    "a subscription": (b'{"a": "subscription { x }"}', ["a: ", "subscription"]),
    "several wrong ones": (b'{"a": "{ x }", "b": "{"}', ["a: line 1, column 3: ", "; b: line 1, column 2: "]),
}


@pytest.mark.parametrize(("content", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_refused_and_says_where(content: bytes, said: list[str], tmp_path: Path) -> None:
    path = tmp_path / "trusted.json"
    path.write_bytes(content)
    with pytest.raises(WrongDocuments) as refused:
        read_documents(path, alone=False)
    for hint in said:
        assert hint in str(refused.value)


def test_a_bare_hash_and_an_empty_file_are_fine(tmp_path: Path) -> None:
    documents = read_documents(write(tmp_path, **{HASH: TYPENAME}), alone=False)
    assert documents.text_by_id == {HASH: TYPENAME, f"sha256:{HASH}": TYPENAME}
    assert read_documents(write(tmp_path), alone=True).text_by_id == {}


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_serving_with_a_wrong_file_is_refused_before_anything_happens(name: str, tmp_path: Path) -> None:
    settings = {"database_url": f"sqlite:///{tmp_path / 'carnet.db'}", "trusted_documents": str(tmp_path / name)}
    code, said = fail_to_serve("--port", "0", **settings)
    assert code == 1
    assert said.startswith(f"CARNET_TRUSTED_DOCUMENTS: {tmp_path / name} cannot be read: ")
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
