"""A WebSocket connection from its handshake to its end: who may open one, how many, and what a bad client costs."""

import asyncio
import socket as sockets
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import orjson
import pytest
from websockets.frames import Frame, Opcode

from server.websocket.connection import WebSocketProtocol
from tests.answers import TYPENAME
from tests.db.waiting import until
from tests.server.sockets import PROTOCOL, ROOT, Serving, opened, serve
from tests.serving import Served, exchange, read_reply, request, serving

CONNECTIONS = 512
KEY = b64encode(b"0123456789abcdef").decode()
OFFER: dict[str, str | None] = {
    "connection": "Upgrade",
    "upgrade": "websocket",
    "sec_websocket_version": "13",
    "sec_websocket_key": KEY,
    "sec_websocket_protocol": PROTOCOL,
}
UNREAD_S = 0.5
LARGE = "{ __schema { types { name description fields { name description args { name description } } } } }"


@pytest.fixture(scope="module")
def served(sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    path = tmp_path_factory.mktemp("connections") / "carnet.db"
    path.write_bytes(sqlite_template)
    with serve(f"sqlite:///{path}", ping_s=0.2, unread_s=UNREAD_S) as running:
        yield running


def offer(method: str = "GET", path: str = "/graphql", body: bytes | None = None, **headers: str | None) -> bytes:
    return request(method, path, body, **{**OFFER, "host": "localhost", **headers})


ACCEPTED = {
    "a plain one": offer(),
    "a query in the URL": offer(path="/graphql?x=1"),
    "capitals": offer(connection="keep-alive, UPGRADE", upgrade="WebSocket"),
    "several sub-protocols": offer(sec_websocket_protocol=f"graphql-ws, {PROTOCOL}"),
    "another name of this machine": offer(host="[::1]:8000"),
    "a page of this server": offer(host="LOCALHOST:8000", origin="http://localhost:8000"),
    "a page of this server behind TLS": offer(host="localhost", origin="https://localhost"),
    "compression, which is not agreed on": offer(sec_websocket_extensions="permessage-deflate"),
    "a long cookie of another server on this machine": offer(cookie="x" * 12_000),
    "headers that are not ASCII": offer(cookie="é", accept_language="é"),
}


@pytest.mark.parametrize("sent", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_a_handshake_is_accepted(served: Serving, sent: bytes) -> None:
    reply = exchange(served.port, *(sent[at : at + 50] for at in range(0, len(sent), 50)))
    assert (reply.status, reply.headers["sec-websocket-protocol"]) == (101, PROTOCOL)
    assert "sec-websocket-extensions" not in reply.headers
    assert "server" not in reply.headers


REFUSED = {
    "a foreign host": (offer(host="evil.example"), 400, "BAD_REQUEST"),
    "no host": (offer(host=None), 400, "BAD_REQUEST"),
    "a page from elsewhere": (offer(origin="http://evil.example"), 403, "FORBIDDEN"),
    "a page of another server on this machine": (offer(origin="http://localhost:3000"), 403, "FORBIDDEN"),
    "a page by another name of this machine": (offer(origin="http://127.0.0.1"), 403, "FORBIDDEN"),
    "a page out of a file": (offer(origin="null"), 403, "FORBIDDEN"),
    "an empty origin": (offer(origin=""), 403, "FORBIDDEN"),
    "an origin without a scheme": (offer(origin="localhost"), 403, "FORBIDDEN"),
    "an origin of another kind": (offer(origin="file://localhost"), 403, "FORBIDDEN"),
    "an origin that is no address": (offer(origin="http://[localhost"), 403, "FORBIDDEN"),
    "no sub-protocol": (offer(sec_websocket_protocol=None), 400, "BAD_REQUEST"),
    "the sub-protocol of old": (offer(sec_websocket_protocol="graphql-ws"), 400, "BAD_REQUEST"),
    "a sub-protocol in capitals": (offer(sec_websocket_protocol=PROTOCOL.upper()), 400, "BAD_REQUEST"),
}


@pytest.mark.parametrize(("sent", "status", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_a_handshake_is_refused(served: Serving, sent: bytes, status: int, code: str) -> None:
    reply = exchange(served.port, sent)
    assert (reply.status, reply.codes) == (status, [code])
    assert reply.headers["content-type"] == "application/json; charset=utf-8"
    assert reply.headers["cache-control"] == "no-store"


QUERY = b'{"query":"{ __typename }"}'
IGNORED = {
    "another path": (offer(path="/"), 307),
    "a path of something else": (offer(path="/health"), 200),
    "a path that leads nowhere": (offer(path="/graphql/x"), 404),
    "POST": (offer("POST", body=QUERY), 200),
    "a body": (offer(body=QUERY), 405),
    "an older version": (offer(sec_websocket_version="8"), 405),
    "no version": (offer(sec_websocket_version=None), 405),
    "no key": (offer(sec_websocket_key=None), 405),
    "a key that is too short": (offer(sec_websocket_key="x"), 405),
    "a key that is no base64": (offer(sec_websocket_key="?" * 24), 405),
    "another protocol": (offer(upgrade="h2c"), 405),
    "a choice of protocols": (offer(upgrade="websocket, h2c"), 405),
    "an offer that is not for the connection": (offer(connection="close"), 405),
    "two origins": (offer(origin="http://localhost").replace(b"\r\n", b"\r\norigin: http://evil.example\r\n", 1), 405),
    "two hosts": (offer().replace(b"\r\n", b"\r\nhost: evil.example\r\n", 1), 400),
    "a list of languages that is too long": (offer(accept_language="x" * 5000), 405),
}


@pytest.mark.parametrize(("sent", "status"), IGNORED.values(), ids=IGNORED.keys())
def test_what_is_no_proper_handshake_is_answered_as_if_nothing_had_been_offered(
    served: Serving, sent: bytes, status: int
) -> None:
    reply = exchange(served.port, sent)
    assert reply.status == status


def test_a_client_that_does_not_wait_for_the_answer_to_its_handshake_gets_no_websocket(served: Serving) -> None:
    assert exchange(served.port, offer() + masked(b'{"type":"connection_init"}')).status == 400


def test_a_connection_that_was_used_for_requests_becomes_a_websocket(served: Serving) -> None:
    with connect(served) as connection:
        connection.sendall(request(body=QUERY, connection="keep-alive"))
        assert read_reply(connection).json == TYPENAME
        connection.sendall(offer())
        assert read_reply(connection).status == 101
        connection.sendall(masked(b'{"type":"ping"}'))
        assert b'{"type":"pong"}' in connection.recv(1000)


def test_a_handshake_behind_a_request_that_is_not_answered_yet_is_no_handshake(served: Serving) -> None:
    with connect(served) as connection:
        connection.sendall(request(body=QUERY, connection="keep-alive") + offer(connection="upgrade, close"))
        received = b""
        while piece := connection.recv(65_536):
            received += piece
    assert [part[:3] for part in received.split(b"HTTP/1.1 ")[1:]] == [b"200", b"405"]


def test_the_application_speaks_to_real_clients(served: Serving) -> None:
    async def ask() -> Any:
        async with opened(served.port, origin=f"http://127.0.0.1:{served.port}") as socket:
            return await socket.ask("{ __typename }")

    assert asyncio.run(ask()) == TYPENAME


@pytest.fixture
def patient(sqlite_template: bytes, tmp_path: Path) -> Iterator[Serving]:
    """A server that does not ask whether a client is there, only whether it reads."""
    (tmp_path / "carnet.db").write_bytes(sqlite_template)
    with serve(f"sqlite:///{tmp_path / 'carnet.db'}", ping_s=60, unread_s=UNREAD_S) as running:
        yield running


class TestBadClients:
    def test_a_client_that_answers_no_ping_is_hung_up_on(self, served: Serving) -> None:
        with websocket(served) as connection:
            begun = monotonic()
            connection.sendall(masked(b'{"type":"connection_init"}'))
            received = b""
            while piece := connection.recv(65_536):
                received += piece
            assert b"keepalive ping timeout" in received
            assert monotonic() - begun < 10
        assert_free(served)

    def test_a_client_that_reads_no_answers_costs_little_memory_and_not_for_long(self, patient: Serving) -> None:
        with websocket(patient) as connection:
            connection.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
            connection.sendall(masked(b'{"type":"connection_init"}'))
            for number in range(200):
                payload = {"type": "subscribe", "id": f"{number}", "payload": {"query": LARGE}}
                connection.sendall(masked(orjson.dumps(payload)))
            kept = most_kept(patient, until_free=True)
            assert_free(patient)
        assert 65_536 < kept < 300_000, "one answer is waiting to be read, beside what the system keeps"

    def test_a_client_that_reads_no_pongs_is_not_read_from(self, patient: Serving) -> None:
        ping = Frame(Opcode.PING, b"x" * 125).serialize(mask=True) * 1000
        with websocket(patient) as connection:
            connection.sendall(masked(b'{"type":"connection_init"}'))
            connection.settimeout(5)
            with pytest.raises((TimeoutError, ConnectionError)):  # noqa: PT012 -- whichever of them
                for _ in range(1000):
                    connection.sendall(ping)
                    assert most_kept(patient) < 1_000_000
        assert_free(patient)

    def test_a_client_that_is_told_to_go_and_reads_nothing_is_hung_up_on(self, served: Serving) -> None:
        with websocket(served) as connection:
            connection.sendall(masked(b"{}"))
            ended = connection.recv(1000)
            assert ended[2:4] == (4400).to_bytes(2, "big")
            assert_free(served)


def test_websockets_count_among_the_connections_of_which_there_may_be_so_many(served: Serving) -> None:
    with ExitStack() as opened_:
        for _ in range(CONNECTIONS - 1):
            opened_.enter_context(connect(served))
        with connect(served) as one_more:  # so that all of them are known to be open
            one_more.sendall(offer())
            assert read_reply(one_more).status == 503


def test_no_bytes_of_clients_are_an_error_in_the_log(
    sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("log")
    (folder / "carnet.db").write_bytes(sqlite_template)
    with serving(f"sqlite:///{folder / 'carnet.db'}", folder / "log", PYTHONPATH=str(ROOT)) as process:
        for sent in (masked(b"{}"), masked(b"\xff"), b"\xff" * 10, masked(b"x", Opcode.BINARY), b""):
            with websocket(process) as connection:
                connection.sendall(sent)
        for sent, *_ in (*REFUSED.values(), *IGNORED.values()):
            exchange(process.port, sent)
    assert (folder / "log").read_text() == ""


@contextmanager
def websocket(served: Serving | Served) -> Iterator[sockets.socket]:
    with connect(served) as connection:
        connection.sendall(offer())
        assert read_reply(connection).status == 101
        yield connection


def connect(served: Serving | Served) -> sockets.socket:
    return sockets.create_connection(("127.0.0.1", served.port), timeout=20)


def masked(content: bytes, opcode: Opcode = Opcode.TEXT) -> bytes:
    return Frame(opcode, content).serialize(mask=True)


def most_kept(served: Serving, *, until_free: bool = False) -> int:
    """Return the most bytes that are kept for clients to read, now or until there are no more clients."""
    most, end = 0, monotonic() + 20
    while True:
        for connection in list(served.server.server_state.connections):
            if isinstance(connection, WebSocketProtocol):
                most = max(most, connection.transport.get_write_buffer_size())
        if not until_free or not served.server.server_state.connections or monotonic() > end:
            return most


def assert_free(served: Serving) -> None:
    """No connection is left, and nothing goes on for it."""

    async def is_free() -> bool:
        return not served.server.server_state.tasks and not served.server.server_state.connections

    asyncio.run(until(is_free, 15))
