"""Whatever a client sends to the application, it gets a status, a typed answer and a code; the next one is served."""

import gzip
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from tests.answers import TYPENAME
from tests.carnet import Carnet

pytestmark = pytest.mark.asyncio(loop_scope="module")

JSON, GRAPHQL = "application/json", "application/graphql-response+json"
QUERY = b'{"query":"{ __typename }"}'
LIMIT = 256 * 1024


@dataclass(frozen=True)
class Sent:
    """A request, good unless said otherwise; a header of None is left out."""

    body: bytes = QUERY
    method: str = "POST"
    path: str = "/graphql"
    headers: dict[str, str | None] = field(default_factory=dict)

    def headers_with(self, **others: str) -> dict[str, str]:
        named = {"content-type": JSON, **others, **self.headers}
        return {name: value for name, value in named.items() if value is not None}


def typed(content_type: str | None) -> Sent:
    return Sent(headers={"content-type": content_type})


def to(host: str, path: str = "/graphql", method: str = "POST") -> Sent:
    return Sent(method=method, path=path, headers={"host": host})


def called(method: str, path: str = "/graphql", **headers: str | None) -> Sent:
    return Sent(method=method, path=path, headers=dict(headers))


def variables(text: bytes) -> bytes:
    return b'{"query":"{ __typename }","variables":%b}' % text


def nested(levels: int, start: bytes = b'{"a":', end: bytes = b"}") -> bytes:
    return variables(b'{"a":' + start * (levels - 1) + b"1" + end * (levels - 1) + b"}")


# What is sent, the status and the code that it gets; no code where it is answered.
REQUESTS: dict[str, tuple[Sent, int, str | None]] = {
    "GET": (called("GET"), 405, "METHOD_NOT_ALLOWED"),
    "GET with a query": (called("GET", "/graphql?query=%7B__typename%7D"), 405, "METHOD_NOT_ALLOWED"),
    "PUT": (called("PUT"), 405, "METHOD_NOT_ALLOWED"),
    "PATCH": (called("PATCH"), 405, "METHOD_NOT_ALLOWED"),
    "DELETE": (called("DELETE"), 405, "METHOD_NOT_ALLOWED"),
    "OPTIONS": (called("OPTIONS"), 405, "METHOD_NOT_ALLOWED"),
    "OPTIONS before a request from elsewhere": (
        called("OPTIONS", origin="http://evil.example", **{"access-control-request-method": "POST"}),
        405,
        "METHOD_NOT_ALLOWED",
    ),
    "TRACE": (called("TRACE"), 405, "METHOD_NOT_ALLOWED"),
    "a method that nobody knows": (called("BREW"), 405, "METHOD_NOT_ALLOWED"),
    "a query in the URL of a POST is not looked at": (called("POST", "/graphql?query=x"), 200, None),
    "no content type": (typed(None), 415, "UNSUPPORTED_MEDIA_TYPE"),
    "an empty content type": (typed(""), 415, "UNSUPPORTED_MEDIA_TYPE"),
    "text": (typed("text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    "text with JSON in its charset": (typed("text/plain; application/json"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    "a form": (typed("application/x-www-form-urlencoded"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    "an upload": (typed("multipart/form-data; boundary=x"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    "a bare document": (typed("application/graphql"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    "nearly JSON": (typed("xapplication/jsonx"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    "two content types": (typed("application/json, text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    "a charset": (typed("application/json; charset=utf-8"), 200, None),
    "a charset that JSON does not have": (typed("application/json;charset=latin-1"), 200, None),
    "capitals": (typed("APPLICATION/JSON"), 200, None),
    "an empty body": (Sent(b""), 400, "BAD_REQUEST"),
    "blanks": (Sent(b" \n"), 400, "BAD_REQUEST"),
    "no JSON": (Sent(b"{ __typename }"), 400, "BAD_REQUEST"),
    "half of the JSON": (Sent(QUERY[:-1]), 400, "BAD_REQUEST"),
    "more than the JSON": (Sent(QUERY + b"x"), 400, "BAD_REQUEST"),
    "a zero byte": (Sent(b"\0"), 400, "BAD_REQUEST"),
    "a list": (Sent(b"[]"), 400, "BAD_REQUEST"),
    "a batch": (Sent(b"[%b]" % QUERY), 400, "BAD_REQUEST"),
    "a number": (Sent(b"1"), 400, "BAD_REQUEST"),
    "a text": (Sent(b'"{ __typename }"'), 400, "BAD_REQUEST"),
    "null": (Sent(b"null"), 400, "BAD_REQUEST"),
    "true": (Sent(b"true"), 400, "BAD_REQUEST"),
    "no query": (Sent(b"{}"), 400, "BAD_REQUEST"),
    "a query that is null": (Sent(b'{"query":null}'), 400, "BAD_REQUEST"),
    "a query that is a number": (Sent(b'{"query":1}'), 400, "BAD_REQUEST"),
    "a query that is an object": (Sent(b'{"query":{}}'), 400, "BAD_REQUEST"),
    "a query that is a list": (Sent(b'{"query":["{ __typename }"]}'), 400, "BAD_REQUEST"),
    "variables that are null": (Sent(variables(b"null")), 200, None),
    "variables that are a list": (Sent(variables(b"[]")), 400, "BAD_REQUEST"),
    "variables that are a text": (Sent(variables(b'"{}"')), 400, "BAD_REQUEST"),
    "variables that are false": (Sent(variables(b"false")), 400, "BAD_REQUEST"),
    "variables that are 0": (Sent(variables(b"0")), 400, "BAD_REQUEST"),
    "an operation name that is a number": (
        Sent(b'{"query":"{ __typename }","operationName":1}'),
        400,
        "BAD_REQUEST",
    ),
    "an empty operation name": (Sent(b'{"query":"{ __typename }","operationName":""}'), 200, None),
    "extensions that are a list": (Sent(b'{"query":"{ __typename }","extensions":[]}'), 400, "BAD_REQUEST"),
    "a member that nobody knows": (Sent(b'{"query":"{ __typename }","x":1}'), 200, None),
    "variables 32 levels deep": (Sent(nested(32)), 200, None),
    "variables 33 levels deep": (Sent(nested(33)), 400, "BAD_REQUEST"),
    "lists 32 levels deep": (Sent(nested(32, b"[", b"]")), 200, None),
    "lists 33 levels deep": (Sent(nested(33, b"[", b"]")), 400, "BAD_REQUEST"),
    "variables 20,000 levels deep": (Sent(nested(20_000)), 400, "BAD_REQUEST"),
    "100,000 open brackets": (Sent(b"[" * 100_000), 400, "BAD_REQUEST"),
    "NaN": (Sent(variables(b'{"a":NaN}')), 400, "BAD_REQUEST"),
    "an infinity": (Sent(variables(b'{"a":-Infinity}')), 400, "BAD_REQUEST"),
    "a number beyond all bounds": (Sent(variables(b'{"a":1e999}')), 400, "BAD_REQUEST"),
    "a number of 5,000 digits": (Sent(variables(b'{"a":%b}' % (b"9" * 5000))), 400, "BAD_REQUEST"),
    "a name twice, the last one counts": (Sent(b'{"query":1,"query":"{ __typename }"}'), 200, None),
    "a name twice, the last one is bad": (Sent(b'{"query":"{ __typename }","query":1}'), 400, "BAD_REQUEST"),
    "half a surrogate in the query": (Sent(b'{"query":"{ __typename } # \\ud800"}'), 400, "BAD_REQUEST"),
    "half a surrogate in a value": (Sent(variables(b'{"a":"\\udc00"}')), 400, "BAD_REQUEST"),
    "half a surrogate in a name": (Sent(variables(b'{"\\udc00":1}')), 400, "BAD_REQUEST"),
    "half a surrogate as bytes": (Sent(variables(b'{"a":"\xed\xa0\x80"}')), 400, "BAD_REQUEST"),
    "a byte that is not UTF-8": (Sent(variables(b'{"a":"\xff"}')), 400, "BAD_REQUEST"),
    "UTF-16": (Sent(QUERY.decode().encode("utf-16")), 400, "BAD_REQUEST"),
    "a byte order mark": (Sent(b"\xef\xbb\xbf" + QUERY), 400, "BAD_REQUEST"),
    "gzip": (Sent(gzip.compress(QUERY), headers={"content-encoding": "gzip"}), 400, "BAD_REQUEST"),
    "the longest body": (Sent(QUERY.ljust(LIMIT)), 200, None),
    "a body one byte too long": (Sent(QUERY.ljust(LIMIT + 1)), 413, "BODY_TOO_LARGE"),
    "a body far too long": (Sent(b" " * 5_000_000), 413, "BODY_TOO_LARGE"),
    "a foreign name": (to("evil.example"), 400, "BAD_REQUEST"),
    "a name that begins like an address": (to("127.0.0.1.evil.example"), 400, "BAD_REQUEST"),
    "an address of everybody": (to("0.0.0.0:8000"), 400, "BAD_REQUEST"),
    "an address in one number": (to("2130706433"), 400, "BAD_REQUEST"),
    "an address after a user": (to("user@127.0.0.1"), 400, "BAD_REQUEST"),
    "an empty name": (to(""), 400, "BAD_REQUEST"),
    "a foreign name for the health check": (to("evil.example", "/health", "GET"), 400, "BAD_REQUEST"),
    "a foreign name for a file": (to("evil.example", "/graphql/page/missing.js", "GET"), 400, "BAD_REQUEST"),
    "a foreign name for no path": (to("evil.example", "/x", "GET"), 400, "BAD_REQUEST"),
    "localhost": (to("localhost:8000"), 200, None),
    "localhost in capitals": (to("LOCALHOST"), 200, None),
    "the address of IPv6": (to("[::1]:8000"), 200, None),
    "another loopback address": (to("127.1.2.3"), 200, None),
    "no such path": (called("POST", "/x"), 404, "NOT_FOUND"),
    "no such path by GET": (called("GET", "/x"), 404, "NOT_FOUND"),
    "below the endpoint": (called("POST", "/graphql/x"), 404, "NOT_FOUND"),
    "a slash too many": (called("POST", "/graphql/"), 404, "NOT_FOUND"),
    "the path in capitals": (called("POST", "/GRAPHQL"), 404, "NOT_FOUND"),
    "the path with a zero byte": (called("POST", "/graphql%00"), 404, "NOT_FOUND"),
    "a path out of the page's files": (called("GET", "/graphql/page/%2e%2e/page.py"), 404, "NOT_FOUND"),
    "a path out of the built files": (called("GET", "/graphql/static/%2e%2e%2fpage.py"), 404, "NOT_FOUND"),
    "a file's name with a zero byte": (called("GET", "/graphql/page/%00"), 404, "NOT_FOUND"),
    "a file's name that is too long": (called("GET", "/graphql/page/" + "x" * 5000), 404, "NOT_FOUND"),
    "a POST to a file": (called("POST", "/graphql/page/missing.js"), 405, "METHOD_NOT_ALLOWED"),
    "a POST to the health check": (called("POST", "/health"), 405, "METHOD_NOT_ALLOWED"),
}


@pytest.mark.parametrize(("sent", "status", "code"), REQUESTS.values(), ids=REQUESTS.keys())
async def test_a_request_gets_its_status_and_code(
    shared_carnet: Carnet, sent: Sent, status: int, code: str | None
) -> None:
    response = await shared_carnet.client.request(
        sent.method, sent.path, content=sent.body, headers=sent.headers_with(accept=JSON)
    )
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == f"{JSON}; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in response.headers
    assert ("allow" in response.headers) is (status == 405)
    if code is None:
        assert response.json() == TYPENAME
    else:
        [error] = response.json()["errors"]
        assert response.json().keys() == {"errors"}
        assert error["extensions"] == {"code": code}
        assert error["message"]
    assert await shared_carnet.ask("{ __typename }") == TYPENAME["data"]


@pytest.mark.parametrize("path", ["/graphql", "/x", "/health", "/graphql/page/missing.js"])
async def test_head_is_answered_like_get_without_a_body(shared_carnet: Carnet, path: str) -> None:
    got, head = await shared_carnet.client.get(path), await shared_carnet.client.head(path)
    assert head.content == b""
    assert (head.status_code, dict(head.headers)) == (got.status_code, dict(got.headers))


async def test_the_methods_of_the_endpoint_are_told(shared_carnet: Carnet) -> None:
    assert (await shared_carnet.client.delete("/graphql")).headers["allow"] == "GET, POST"


# Bodies that are a GraphQL request, but a wrong one: the code, whatever the media type.
OPERATIONS: dict[str, tuple[bytes, str]] = {
    "an empty document": (b'{"query":""}', "GRAPHQL_PARSE_FAILED"),
    "a syntax error": (b'{"query":"{"}', "GRAPHQL_PARSE_FAILED"),
    "a zero byte": (b'{"query":"{ \\u0000 }"}', "GRAPHQL_PARSE_FAILED"),
    "selections 500 deep": (b'{"query":"%b"}' % (b"{a" * 500), "GRAPHQL_PARSE_FAILED"),
    "too many tokens": (b'{"query":"{ %b }"}' % (b"a " * 1001), "OPERATION_TOO_LARGE"),
    "a document that is too long": (b'{"query":"%b"}' % (b" " * 15_001), "OPERATION_TOO_LARGE"),
    "an unknown field": (b'{"query":"{ nope }"}', "GRAPHQL_VALIDATION_FAILED"),
    "an unused variable": (b'{"query":"query ($a: Int) { __typename }"}', "GRAPHQL_VALIDATION_FAILED"),
    "a subscription": (b'{"query":"subscription { x }"}', "GRAPHQL_VALIDATION_FAILED"),
    "a definition of a type": (b'{"query":"type A { a: Int }"}', "GRAPHQL_VALIDATION_FAILED"),
    "no operation": (b'{"query":"fragment a on Query { __typename }"}', "GRAPHQL_VALIDATION_FAILED"),
    "an unknown operation": (b'{"query":"{ __typename }","operationName":"x"}', "BAD_USER_INPUT"),
    "two operations": (b'{"query":"query a { __typename } query b { __typename }"}', "BAD_USER_INPUT"),
    "a missing variable": (b'{"query":"query ($a: Int!) { contacts(first: $a) { totalCount } }"}', "BAD_USER_INPUT"),
    "a variable out of bounds": (
        b'{"query":"query ($a: Int) { contacts(first: $a) { totalCount } }","variables":{"a":99999999999999999999}}',
        "BAD_USER_INPUT",
    ),
}


@pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (GRAPHQL, 400)])
@pytest.mark.parametrize(("body", "code"), OPERATIONS.values(), ids=OPERATIONS.keys())
async def test_a_wrong_operation_is_a_400_to_clients_that_know_what_it_means(
    shared_carnet: Carnet, body: bytes, code: str, accept: str, status: int
) -> None:
    headers = {"content-type": JSON, "accept": accept}
    response = await shared_carnet.client.post("/graphql", content=body, headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    assert response.json().keys() == {"errors"}
    assert {error["extensions"]["code"] for error in response.json()["errors"]} == {code}
    assert await shared_carnet.ask("{ __typename }") == TYPENAME["data"]


async def test_an_error_at_a_field_is_no_wrong_request(shared_carnet: Carnet) -> None:
    response = await shared_carnet.post("{ contacts(first: -1) { totalCount } salespeople { code } }", accept=GRAPHQL)
    assert response.status_code == 200
    assert response.json().keys() == {"data", "errors", "extensions"}


async def test_a_body_in_pieces_is_put_together_and_not_read_beyond_the_limit(shared_carnet: Carnet) -> None:
    taken = []

    async def pieces(*given: bytes) -> AsyncIterator[bytes]:
        for piece in given:
            taken.append(piece)
            yield piece

    headers = {"content-type": JSON}
    good = await shared_carnet.client.post("/graphql", content=pieces(QUERY[:5], b"", QUERY[5:]), headers=headers)
    assert (good.status_code, good.json()) == (200, TYPENAME)
    taken.clear()
    long = await shared_carnet.client.post("/graphql", content=pieces(*[b" " * 65_536] * 100), headers=headers)
    assert (long.status_code, long.json()["errors"][0]["extensions"]["code"]) == (413, "BODY_TOO_LARGE")
    assert len(taken) == 5
