"""Tell which requests become a WebSocket, and refuse those of pages from elsewhere."""

from base64 import b64decode
from binascii import Error
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from server.refusals import NOT_LOCAL

PROTOCOL = "graphql-transport-ws"
_NAMES = {b"host", b"origin", b"accept-language", b"authorization", b"sec-websocket-protocol"}
_LONGEST = 4096
"""Bytes that each of these headers may have: the parser of the library behind allows 8,192 for a line."""
_KEY_BYTES = 16


class Refused(NamedTuple):
    """Status, code and message of the answer to a handshake that is refused."""

    status: int
    code: str
    message: str


def switching(method: bytes, url: bytes, headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]] | None:
    """Return the headers of a handshake that count here; None where a request is no proper one for /graphql.

    Any other offer to switch may be ignored, RFC 9110 §7.8, and is.
    """
    given = dict(headers)
    key = given.get(b"sec-websocket-key", b"")
    kept = [header for header in headers if header[0] in _NAMES]
    is_proper = (
        method == b"GET"
        and url.partition(b"?")[0] == b"/graphql"
        and given.get(b"upgrade", b"").strip().lower() == b"websocket"
        and given.get(b"sec-websocket-version", b"").strip() == b"13"
        and _is_key(key)
        and not given.keys() & {b"content-length", b"transfer-encoding"}
        and len({name for name, _ in kept}) == len(kept)
        and all(len(value) <= _LONGEST for _, value in kept)
    )
    if not is_proper:
        return None
    ours = [(b"connection", b"Upgrade"), (b"upgrade", b"websocket"), (b"sec-websocket-version", b"13")]
    return [*ours, (b"sec-websocket-key", key.strip()), *kept]


def _is_key(key: bytes) -> bool:
    try:
        return len(b64decode(key.strip(), validate=True)) == _KEY_BYTES
    except Error:
        return False


def refused(*, is_local: bool, host: str, origin: str | None, protocols: Sequence[str]) -> Refused | None:
    """Say why a handshake is refused, if it is: browsers let every page open a WebSocket to every server."""
    if not is_local:
        return Refused(400, "BAD_REQUEST", NOT_LOCAL)
    if origin is not None and not _is_same(origin, host):
        return Refused(403, "FORBIDDEN", "A page from elsewhere may not open a WebSocket to this server.")
    if PROTOCOL not in protocols:
        return Refused(400, "BAD_REQUEST", f"Ask for the sub-protocol {PROTOCOL}.")
    return None


def _is_same(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc.lower() == host.lower()
