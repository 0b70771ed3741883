"""A client that offers another protocol is answered in HTTP/1.1 as if it had not. Source: RFC 9110 §7.8."""

import socket
from collections.abc import Iterator

import orjson
import pytest

from tests.answers import TYPENAME
from tests.serving import Served, exchange, request, serving

QUERY = b'{"query":"{ __typename }"}'

OFFERS = {
    # what the HTTP client of Java sends to every http:// address, and curl with --http2
    "HTTP/2": {"connection": "Upgrade, HTTP2-Settings", "upgrade": "h2c", "http2_settings": "AAEAAEAAAAIAAAAB"},
    "WebSocket": {"connection": "Upgrade", "upgrade": "websocket", "sec_websocket_key": "x"},
    "TLS": {"connection": "upgrade", "upgrade": "TLS/1.0"},
}


@pytest.fixture(scope="module")
def server(sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over an empty database."""
    folder = tmp_path_factory.mktemp("upgrades")
    (folder / "carnet.db").write_bytes(sqlite_template)
    with serving(f"sqlite:///{folder / 'carnet.db'}", folder / "log") as served:
        yield served


@pytest.mark.parametrize("offer", OFFERS)
def test_an_operation_that_offers_another_protocol_is_answered(server: Served, offer: str) -> None:
    reply = exchange(server.port, request(body=QUERY, **OFFERS[offer]))
    assert (reply.status, reply.json) == (200, TYPENAME)


@pytest.mark.parametrize("offer", OFFERS)
def test_a_body_that_comes_later_is_read_all_the_same(server: Served, offer: str) -> None:
    whole = request(body=QUERY, **OFFERS[offer])
    reply = exchange(server.port, *(whole[at : at + 7] for at in range(0, len(whole), 7)))
    assert (reply.status, reply.json) == (200, TYPENAME)


def test_requests_sent_at_once_are_all_answered_though_each_offers_another_protocol(server: Served) -> None:
    everything = b"".join(request(body=QUERY, **offer) for offer in OFFERS.values()) + request(body=QUERY)
    received = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(everything)
        while piece := connection.recv(65_536):
            received += piece
    assert received.count(b"HTTP/1.1 200 OK") == received.count(orjson.dumps(TYPENAME)) == len(OFFERS) + 1


@pytest.mark.parametrize("offer", OFFERS)
def test_a_page_is_shown_to_a_browser_that_offers_another_protocol(server: Served, offer: str) -> None:
    reply = exchange(server.port, request("GET", accept="text/html", **OFFERS[offer]))
    assert (reply.status, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")


def test_thousands_of_requests_in_one_piece_that_offer_another_protocol_are_answered(server: Served) -> None:
    offering = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"
    everything = offering * 2000 + request(body=QUERY)
    received = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(everything)
        while piece := connection.recv(65_536):
            received += piece
    assert received.count(b"HTTP/1.1 415 ") == 2000
    assert received.count(b"HTTP/1.1 200 OK") == 1
