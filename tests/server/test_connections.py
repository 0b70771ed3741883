"""Bytes on a connection to a real server: what is no HTTP, comes late, never ends or breaks off."""

import json
import select
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from time import monotonic, sleep

import pytest

from tests.answers import TYPENAME, answered
from tests.serving import Reply, Served, exchange, read_reply, request, serving

QUERY = b'{"query":"{ __typename }"}'
LIMIT = 1000
BODY_TIMEOUT_S = 0.5
CONNECTIONS = 512
PATIENCE_S = 8.0
"""What the server may take to break off what has half a second, on a busy machine; longer than it keeps idle ones."""


@pytest.fixture(scope="module")
def server(sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with small limits; it must end well, and have found nothing of all this an error of its own."""
    folder = tmp_path_factory.mktemp("connections")
    (folder / "carnet.db").write_bytes(sqlite_template)
    settings = {"CARNET_BODY_TIMEOUT_S": str(BODY_TIMEOUT_S), "CARNET_BODY_LIMIT": str(LIMIT)}
    with serving(f"sqlite:///{folder / 'carnet.db'}", folder / "log", **settings) as served:
        yield served
    assert served.process.returncode == -signal.SIGTERM  # uvicorn ends well, then by the signal that it was sent
    levels = {json.loads(line)["level"] for line in served.log.read_text().splitlines()}
    assert levels <= {"warning"}, served.log.read_text()


def connect(server: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=20)


def assert_serves(server: Served) -> None:
    reply = exchange(server.port, request(body=QUERY))
    assert (reply.status, reply.json) == (200, TYPENAME)


def lines(*given: str) -> bytes:
    return "\r\n".join([*given, "", ""]).encode()


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    body = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + end
    return request(body=body, content_length=None, transfer_encoding="chunked")


def twice(header: str, value: str) -> bytes:
    """Return a good request that has a header a second time, in front."""
    return request(body=QUERY).replace(b"\r\n", f"\r\n{header}: {value}\r\n".encode(), 1)


# What is sent, and the status and code that it gets; no code where it is answered.
BYTES: dict[str, tuple[bytes, int, str | None]] = {
    "a word": (b"hello\r\n\r\n", 400, "BAD_REQUEST"),
    "zero bytes": (b"\0" * 100, 400, "BAD_REQUEST"),
    "blanks": (b" " * 100, 400, "BAD_REQUEST"),
    "a greeting of TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 50, 400, "BAD_REQUEST"),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "BAD_REQUEST"),
    "HTTP/9.9": (lines("GET /graphql HTTP/9.9", "host: 127.0.0.1"), 400, "BAD_REQUEST"),
    "HTTP/1.0": (request(body=QUERY).replace(b"HTTP/1.1", b"HTTP/1.0"), 200, None),
    "a method that HTTP does not have": (request("BREW", body=QUERY), 400, "BAD_REQUEST"),
    "a method in small letters": (request("post", body=QUERY), 400, "BAD_REQUEST"),
    "CONNECT": (request("CONNECT", "127.0.0.1:80"), 400, "BAD_REQUEST"),
    "TRACE": (request("TRACE"), 405, "METHOD_NOT_ALLOWED"),
    "OPTIONS of everything": (request("OPTIONS", "*"), 404, "NOT_FOUND"),
    "an upgrade to WebSocket": (
        request("GET", connection="upgrade, close", upgrade="websocket", sec_websocket_key="x"),
        405,
        "METHOD_NOT_ALLOWED",
    ),
    "lines without a carriage return": (request(body=QUERY).replace(b"\r\n", b"\n"), 400, "BAD_REQUEST"),
    "a path that is not ASCII": (request(path="/é", body=QUERY), 400, "BAD_REQUEST"),
    "a path of 16,000 characters": (request(path="/" + "x" * 16_000, body=QUERY), 404, "NOT_FOUND"),
    "a path of 16,384 characters": (request(path="/" + "x" * 16_384, body=QUERY), 431, "HEADERS_TOO_LARGE"),
    "a path of 70,000 characters": (request(path="/" + "x" * 70_000, body=QUERY), 431, "HEADERS_TOO_LARGE"),
    "parameters of 16,384 characters": (request("GET", "/graphql?x=" + "x" * 16_384), 431, "HEADERS_TOO_LARGE"),
    "a path out of the page's files": (request("GET", "/graphql/page/../page.py"), 404, "NOT_FOUND"),
    "no host": (request(body=QUERY, host=None), 400, "BAD_REQUEST"),
    "a foreign host": (request(body=QUERY, host="evil.example"), 400, "BAD_REQUEST"),
    "a foreign host behind ours": (request(body=QUERY, host="127.0.0.1, evil.example"), 400, "BAD_REQUEST"),
    "two hosts": (twice("host", "evil.example"), 400, "BAD_REQUEST"),  # RFC 9112 §3.2
    "a header with a zero byte": (request(body=QUERY, x="a\0b"), 400, "BAD_REQUEST"),
    "a header with a blank in its name": (twice("x y", "1"), 400, "BAD_REQUEST"),
    "a folded header": (twice("x", "1\r\n 2"), 400, "BAD_REQUEST"),
    "a header that is not ASCII": (request(body=QUERY, x="é"), 200, None),
    "headers of 16,000 bytes": (request(body=QUERY, x="x" * 16_000), 200, None),
    "a header that is too long": (request(body=QUERY, x="x" * 16_384), 431, "HEADERS_TOO_LARGE"),
    "too many headers": (request(body=QUERY, **{f"x{at}": "x" * 60 for at in range(300)}), 431, "HEADERS_TOO_LARGE"),
    "a length of no number": (request(body=QUERY, content_length="x"), 400, "BAD_REQUEST"),
    "a length below nothing": (request(body=QUERY, content_length="-1"), 400, "BAD_REQUEST"),
    "a length beyond all bounds": (request(body=QUERY, content_length="9" * 30), 400, "BAD_REQUEST"),
    "two lengths": (twice("content-length", "3"), 400, "BAD_REQUEST"),
    "a length and chunks": (request(body=b"0\r\n\r\n", transfer_encoding="chunked"), 400, "BAD_REQUEST"),
    "the longest body": (request(body=QUERY.ljust(LIMIT)), 200, None),
    "a body one byte too long": (request(body=QUERY.ljust(LIMIT + 1)), 413, "BODY_TOO_LARGE"),
    "chunks": (chunked(QUERY[:1], QUERY[1:]), 200, None),
    "the longest body in chunks": (chunked(QUERY, *[b" "] * (LIMIT - len(QUERY))), 200, None),
    "chunks one byte too long": (chunked(QUERY, *[b" "] * (LIMIT + 1 - len(QUERY))), 413, "BODY_TOO_LARGE"),
    "chunks too long, and no end": (chunked(b" " * LIMIT, b" ", end=b""), 413, "BODY_TOO_LARGE"),
    "half of the body": (request(body=QUERY)[:-1], 408, "TIMEOUT"),
    "no body of those announced": (request(body=QUERY)[: -len(QUERY)], 408, "TIMEOUT"),
    "half a chunk": (chunked(end=b"5\r\nhe"), 408, "TIMEOUT"),
    "chunks without an end": (chunked(QUERY, end=b""), 408, "TIMEOUT"),
}


@pytest.mark.parametrize(("sent", "status", "code"), BYTES.values(), ids=BYTES.keys())
def test_bytes_get_a_status_and_a_code(server: Served, sent: bytes, status: int, code: str | None) -> None:
    reply = exchange(server.port, sent)
    assert reply.status == status, reply
    assert reply.headers["content-type"] == "application/json; charset=utf-8"
    assert reply.headers["cache-control"] == "no-store"
    assert "server" not in reply.headers
    if code is None:
        assert reply.json == TYPENAME
    else:
        assert reply.codes == [code]
    assert_serves(server)


def test_a_chunk_size_that_is_no_number_ends_the_connection(server: Served) -> None:
    with connect(server) as connection:
        connection.sendall(chunked(end=b"zz\r\n"))
        assert read_reply(connection).status == 400
        assert connection.recv(1) == b""
    assert_serves(server)


def test_a_body_that_drips_gets_no_more_time_than_one_that_stops(server: Served) -> None:
    with connect(server) as connection:
        connection.sendall(request(body=b" " * LIMIT, connection="keep-alive")[:-LIMIT])
        until = monotonic() + PATIENCE_S
        while not select.select([connection], [], [], 0.05)[0] and monotonic() < until:
            connection.sendall(b" ")
        reply = read_reply(connection)
    assert (reply.status, reply.codes) == (408, ["TIMEOUT"])
    assert_serves(server)


SILENT = {
    "nothing at all": b"",
    "half a request line": b"POST /gra",
    "half of the headers": b"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\n",
    "nothing behind a whole request": request(body=QUERY, connection="keep-alive"),
    "half a request behind a whole one": request(body=QUERY, connection="keep-alive") + b"POST /gra",
}


def test_a_request_that_is_silent_before_its_body_is_broken_off_too(server: Served) -> None:
    with ExitStack() as opened:
        waiting = {opened.enter_context(connect(server)): name for name in SILENT}
        for connection, name in waiting.items():
            connection.sendall(SILENT[name])
        until = monotonic() + PATIENCE_S
        while waiting and (ready := select.select(waiting, [], [], max(0.0, until - monotonic()))[0]):
            for connection in ready:
                if not connection.recv(65_536):
                    del waiting[connection]
        assert list(waiting.values()) == []


def test_a_connection_that_is_used_now_and_then_is_kept_for_longer_than_an_idle_one(server: Served) -> None:
    with connect(server) as connection:
        until = monotonic() + PATIENCE_S
        while monotonic() < until:
            connection.sendall(request(body=QUERY, connection="keep-alive"))
            assert read_reply(connection).json == TYPENAME
            sleep(1)


@pytest.mark.parametrize(
    "start",
    [b"GET /", b"GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ", b"GET /graphql HTTP/1.1\r\nx"],
    ids=["path", "header", "name of a header"],
)
def test_a_line_that_never_ends_is_not_kept_in_memory(server: Served, start: bytes) -> None:
    with connect(server) as connection:
        connection.settimeout(3)
        with pytest.raises((BrokenPipeError, ConnectionResetError)):  # noqa: PT012 -- whichever step notices it
            connection.sendall(start)
            for _ in range(100):
                connection.sendall(b"x" * 65_536)
            if not connection.recv(65_536):
                raise BrokenPipeError
    assert_serves(server)


def test_several_requests_on_one_connection_are_answered_whatever_became_of_the_others(server: Served) -> None:
    sent = {
        request(body=QUERY, connection="keep-alive"): 200,
        request("GET", connection="keep-alive"): 405,
        request(body=b"x", connection="keep-alive"): 400,
        request(body=QUERY, content_type="text/plain", connection="keep-alive"): 415,
        request(body=b" " * (LIMIT + 1), connection="keep-alive"): 413,
        request("GET", "/x", connection="keep-alive"): 404,
        request("GET", "/health", connection="keep-alive"): 200,
    }
    with connect(server) as connection:
        for _ in range(3):
            for content, status in sent.items():
                connection.sendall(content)
                assert read_reply(connection).status == status
        connection.sendall(request(body=QUERY))
        assert read_reply(connection).json == TYPENAME
        assert connection.recv(1) == b""


def test_requests_sent_at_once_are_answered_in_their_order(server: Served) -> None:
    bodies = [b'{"query":"{ a%d: __typename }"}' % at for at in range(20)] + [b"x"]
    everything = b"".join(request(body=body, connection="keep-alive") for body in bodies) + request(body=QUERY)
    received = b""
    with connect(server) as connection:
        connection.sendall(everything)
        while piece := connection.recv(65_536):
            received += piece
    answers = [_reply(part) for part in received.split(b"HTTP/1.1 ")[1:]]
    assert [answer.json for answer in answers[:20]] == [answered({f"a{at}": "Query"}, 1) for at in range(20)]
    assert [answer.status for answer in answers[20:]] == [400, 200]


def _reply(part: bytes) -> Reply:
    top, _, body = part.partition(b"\r\n\r\n")
    return Reply(int(top[:3]), {}, body)


def test_a_client_that_waits_to_be_asked_for_the_body_is_asked(server: Served) -> None:
    with connect(server) as connection:
        connection.sendall(request(body=QUERY, expect="100-continue")[: -len(QUERY)])
        assert connection.recv(65_536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(QUERY)
        assert read_reply(connection).json == TYPENAME


@pytest.mark.parametrize("sent", [request(body=QUERY)[:-5], request(body=QUERY)[:40], chunked(QUERY, end=b"5\r\nhe")])
def test_clients_that_hang_up_in_the_middle_leave_nothing_behind(server: Served, sent: bytes) -> None:
    for _ in range(20):
        with connect(server) as connection:
            connection.sendall(sent)
        with connect(server) as connection:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            assert connection.recv(1) == b""
    assert_serves(server)


def test_clients_that_do_not_stay_for_the_answer_leave_nothing_behind(server: Served) -> None:
    for _ in range(20):
        with connect(server) as connection:
            connection.sendall(request(body=QUERY))
    assert_serves(server)


def test_more_connections_than_there_may_be_are_told_so_until_others_end(server: Served) -> None:
    with ExitStack() as opened:
        held = [opened.enter_context(connect(server)) for _ in range(CONNECTIONS - 1)]
        for connection in held[:1] + held[-1:]:  # so that all of them are known to be open
            connection.sendall(request("GET", "/health", connection="keep-alive"))
            assert read_reply(connection).status == 200
        assert exchange(server.port, request(body=QUERY)).status == 503
        held[-1].shutdown(socket.SHUT_RDWR)
        held[-2].shutdown(socket.SHUT_RDWR)
    assert_serves(server)
