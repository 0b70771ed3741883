"""Answer in JSON also what is no HTTP at all, and bound what the head of a request may take, in bytes and in time.

Source: reliability.md §3.1: uvicorn bounds the head for h11 only, and we serve by httptools, which is quicker.
"""

import asyncio
from functools import lru_cache

import orjson
from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from starlette.types import Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from server.websocket.handshake import switching

HEAD_LIMIT = 16 * 1024
"""Bytes that the URL and the headers of a request may have."""


class BadHead(Exception):  # noqa: N818 - an answer to the client
    """The URL and the headers are too long."""


class Protocol(HttpToolsProtocol):
    """One connection with a client. A head must be complete within the time that an idle connection is kept."""

    _refusal: tuple[int, str, str] | None = None
    _in_head = True
    _head_size = 0
    """Bytes of the head that earlier pieces brought; what stands behind another request in a piece is not counted."""
    _at_most = 0
    """Bytes that the head can have with the piece that is being parsed."""
    _head_until: float | None = None
    """When the next head must be complete; None while there is a request to answer."""
    _looking: asyncio.TimerHandle

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn does
        """Wait for the first request."""
        super().connection_made(transport)
        self._wait_for_head()
        self._look_at(self.loop.time() + self.timeout_keep_alive)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._looking.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what arrived; while it does not complete a head, count it."""
        while data:
            data = self._parse(data)

    def _parse(self, data: bytes) -> bytes:
        """Return what must be parsed once more, because the parser took it for another protocol."""
        goes_on = self._in_head
        self._at_most = self._head_size + len(data)
        try:
            self.parser.feed_data(data)
        except HttpParserUpgrade as upgrade:
            self._head_size = 0
            if len(data) == upgrade.args[0] and self._switches():
                return b""
            head = self._head_without_upgrade()
            self.parser = HttpRequestParser(self)
            return head + data[upgrade.args[0] :]
        except HttpParserError as problem:
            self.send_400_response(str(problem))
            return b""
        if self._in_head:
            self._head_size = self._at_most if goes_on else 0
            if self._head_size > HEAD_LIMIT:
                self._refuse_long_head()
                self.send_400_response("")
        return b""

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of the head."""
        self._in_head = True
        self._wait_for_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Check the head and go on to the body.

        Raises:
            BadHead: the parser then gives up.
        """
        self._in_head = False
        self._head_size = 0
        self._head_until = None
        if self._at_most > HEAD_LIMIT and self._length_of_head() > HEAD_LIMIT:
            self._refuse_long_head()
            raise BadHead
        self._at_most = 0
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """Go on to what was sent meanwhile, or wait for the next head; uvicorn sets a timer for each, and stops it."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
        else:
            self._wait_for_head()

    def _should_upgrade(self) -> bool:
        """Tell uvicorn not to answer yet: the parser takes what follows an Upgrade header for another protocol."""
        return bool(self.parser.get_method() != b"CONNECT")

    def _switches(self) -> bool:
        """Hand the connection over where the request is a handshake of a WebSocket that may be opened."""
        is_free = self.cycle is None or self.cycle.response_complete
        most = self.limit_concurrency
        is_full = most is not None and max(len(self.connections), len(self.tasks)) >= most
        if self.ws_protocol_class is None or not is_free or is_full:
            return False
        headers = switching(self.parser.get_method(), self.url, self.headers)
        if headers is None:
            return False
        self.scope["headers"] = headers
        self._looking.cancel()
        self.handle_websocket_upgrade()
        return True

    def _head_without_upgrade(self) -> bytes:
        """Return the head of a request as if it had offered nothing: a server may ignore an Upgrade, RFC 9110 §7.8."""
        version = self.parser.get_http_version().encode()
        lines = [b"%b %b HTTP/%b" % (self.parser.get_method(), self.url, version)]
        lines += [b"%b: %b" % header for header in self.headers if header[0] != b"upgrade"]
        return b"\r\n".join([*lines, b"", b""])

    def send_400_response(self, msg: str) -> None:
        """Answer what cannot be parsed, and hang up."""
        status, code, message = self._refusal or (400, "BAD_REQUEST", msg)
        body = orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})
        headers = (
            b"content-type: application/json; charset=utf-8\r\n"
            b"cache-control: no-store\r\n"
            b"x-content-type-options: nosniff\r\n"
            b"connection: close\r\n"
            b"content-length: %d\r\n\r\n" % len(body)
        )
        self.transport.write(STATUS_LINE[status] + headers + body)
        self.transport.close()

    def _length_of_head(self) -> int:
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers)

    def _refuse_long_head(self) -> None:
        message = f"The URL and the headers are longer than {HEAD_LIMIT} bytes."
        self._refusal = 431, "HEADERS_TOO_LARGE", message

    def _wait_for_head(self) -> None:
        self._head_until = self.loop.time() + self.timeout_keep_alive

    def _look(self) -> None:
        """Hang up if a head is overdue; bytes that drip in do not put it off. Else look again when it may be."""
        now = self.loop.time()
        if self._head_until is None or (self.cycle is not None and not self.cycle.response_complete):
            self._look_at(now + self.timeout_keep_alive)
        elif now < self._head_until:
            self._look_at(self._head_until)
        else:
            self.transport.close()

    def _look_at(self, moment: float) -> None:
        self._looking = self.loop.call_at(moment, self._look)


@lru_cache(maxsize=4)
def _usual(headers: tuple[tuple[bytes, bytes], ...]) -> bytes:
    """Write the headers that every answer has; they change once a second, with the date."""
    return b"".join([b"%b: %b\r\n" % header for header in headers])


def answered(send: Send, headers: bytes, body: bytes) -> bool:
    """Answer 200 in one piece with headers that are known to be well formed: `send` looks at each of them every time.

    That is a tenth of a small answer. Return False, and do nothing, where `send` is not this server's, or must wait for
    the client or give up.
    """
    cycle = getattr(send, "__self__", None)
    if not isinstance(cycle, RequestResponseCycle):
        return False
    if cycle.flow.write_paused or cycle.disconnected or cycle.response_started or cycle.scope["method"] == "HEAD":
        return False
    cycle.response_started = cycle.response_complete = True
    cycle.waiting_for_100_continue = False
    end = b"\r\n" if cycle.keep_alive else b"connection: close\r\n\r\n"
    cycle.transport.write(
        b"%b%b%bcontent-length: %d\r\n%b%b"
        % (STATUS_LINE[200], _usual(tuple(cycle.default_headers)), headers, len(body), end, body)
    )
    cycle.message_event.set()
    if not cycle.keep_alive:
        cycle.transport.close()
    cycle.on_response()
    return True
