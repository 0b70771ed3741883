"""Answer in JSON also what is no HTTP at all, and bound what a request's head may take.

Source: reliability.md §3.1: uvicorn bounds the head for h11 only, and we serve by httptools, which is quicker.
"""

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

HEAD_LIMIT = 16 * 1024
"""Bytes that the headers of a request may have."""


class HeadTooLarge(Exception):  # noqa: N818 - an answer to the client
    """The headers are longer than `HEAD_LIMIT`."""


class Protocol(HttpToolsProtocol):
    """One connection with a client."""

    _head_size = 0

    def on_message_begin(self) -> None:
        """Begin to count."""
        self._head_size = 0
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take one header.

        Raises:
            HeadTooLarge: the parser then gives up and calls `send_400_response`.
        """
        self._head_size += len(name) + len(value)
        if self._head_size > HEAD_LIMIT:
            raise HeadTooLarge
        super().on_header(name, value)

    def send_400_response(self, msg: str) -> None:
        """Answer what cannot be parsed, and hang up."""
        status, code = 400, "BAD_REQUEST"
        if self._head_size > HEAD_LIMIT:
            status, code, msg = 431, "HEADERS_TOO_LARGE", f"The headers are longer than {HEAD_LIMIT} bytes."
        body = orjson.dumps({"errors": [{"message": msg, "extensions": {"code": code}}]})
        headers = (
            b"content-type: application/json; charset=utf-8\r\n"
            b"cache-control: no-store\r\n"
            b"connection: close\r\n"
            b"content-length: %d\r\n\r\n" % len(body)
        )
        self.transport.write(STATUS_LINE[status] + headers + body)
        self.transport.close()
