"""Read and write the messages of graphql-transport-ws. They come from anywhere: nothing about them is believed."""

from typing import Any, cast

import orjson

ACKNOWLEDGED = b'{"type":"connection_ack"}'
REASON_BYTES = 123
"""Bytes that the reason for a close may have. Source: RFC 6455 §5.5."""


class Closing(Exception):  # noqa: N818 - an answer to the client
    """The conversation is over; the code says why."""

    def __init__(self, code: int, reason: str) -> None:
        self.code = code
        self.reason = reason.encode()[:REASON_BYTES].decode(errors="ignore")
        super().__init__(reason)


def invalid(reason: str) -> Closing:
    """Return the end of a conversation after a message that the protocol does not have."""
    return Closing(4400, reason)


def read_message(text: str | None) -> dict[str, Any]:
    """Return a message.

    Raises:
        Closing: it is binary, no JSON or no object.
    """
    if text is None:
        raise invalid("Messages are text, not binary.")
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise invalid("The message is not JSON.") from None
    if not isinstance(message, dict):
        raise invalid("The message must be a JSON object.")
    return message


def payload_of(message: dict[str, Any]) -> dict[str, Any]:
    """Return what a message brings along.

    Raises:
        Closing: it is no object.
    """
    payload = message.get("payload")
    if payload is not None and not isinstance(payload, dict):
        raise invalid("The member 'payload' must be an object.")
    return cast("dict[str, Any]", payload or {})


def id_of(message: dict[str, Any]) -> str:
    """Return which operation a message is about.

    Raises:
        Closing: it does not say.
    """
    key = message.get("id")
    if not isinstance(key, str) or not key:
        raise invalid("The member 'id' must be a string that is not empty.")
    return key


def pong(payload: dict[str, Any]) -> bytes:
    """Return the answer to a ping."""
    return orjson.dumps({"type": "pong", "payload": payload} if payload else {"type": "pong"})


def answered(key: str, answer: bytes) -> list[bytes]:
    """Return the messages that bring a response with `data` and end the operation."""
    name = orjson.dumps(key)
    return [b'{"id":%b,"type":"next","payload":%b}' % (name, answer), b'{"id":%b,"type":"complete"}' % name]


def refused(key: str, errors: list[dict[str, Any]]) -> bytes:
    """Return the message that ends an operation without `data`."""
    return orjson.dumps({"id": key, "type": "error", "payload": errors})


def error(message: str, code: str) -> dict[str, Any]:
    """Return an error as clients see it."""
    return {"message": message, "extensions": {"code": code}}
