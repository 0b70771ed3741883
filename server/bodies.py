"""Read and check the body of a GraphQL request. Bodies come from anywhere, so nothing about them is believed."""

from typing import Any, cast

import orjson
from starlette.types import Receive

from domain.errors import Language
from schema.operations import Asked
from schema.trusted_documents import Documents
from server.refusals import Refusal
from server.trusted_documents import named

DEEPEST = 32
"""How deep the JSON of variables may nest."""


async def read_body(receive: Receive, limit: int) -> bytes:
    """Return the body.

    Raises:
        Refusal: it is longer than `limit` bytes, or the client went away.
    """
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return _within(body, limit)
    parts = [body]
    size = len(body)
    while message.get("more_body") and size <= limit:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal(400, "BAD_REQUEST", "The body ended early.")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
    return _within(b"".join(parts), limit)


def _within(body: bytes, limit: int) -> bytes:
    if len(body) > limit:
        raise Refusal(413, "BODY_TOO_LARGE", f"The body is longer than {limit} bytes. Send less at a time.")
    return body


def asked(body: bytes, language: Language, documents: Documents) -> Asked:
    """Return the GraphQL request in a JSON body.

    Raises:
        Refusal: it is not UTF-8, not JSON, not an object, or its members have the wrong types.
        Unanswerable: it names a document that we do not have.
    """
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise _bad("The body is not JSON in UTF-8.") from None
    if not isinstance(content, dict):
        raise _bad("The body must be a JSON object with a member 'query'. Batches are not supported.")
    return asked_in(content, language, documents)


def asked_in(content: dict[str, Any], language: Language, documents: Documents) -> Asked:
    """Return the GraphQL request in a JSON object.

    Raises:
        Refusal: its members have the wrong types.
        Unanswerable: it names a document that we do not have.
    """
    if "extensions" in content:
        _object(content, "extensions")
    query, name = content.get("query"), content.get("operationName")
    if query is None:
        query = named(content, documents)
    if not isinstance(query, str):
        raise _bad("The member 'query' must be a string: the GraphQL document.")
    if name is not None and not isinstance(name, str):
        raise _bad("The member 'operationName' must be a string or null.")
    variables = _object(content, "variables")
    for value in variables.values():
        if type(value) is not str and not _is_shallow(value, DEEPEST - 1):
            raise _bad(f"The variables nest deeper than {DEEPEST} levels.")
    return Asked(query, variables, name or None, language)


def _object(content: dict[str, Any], member: str) -> dict[str, Any]:
    value = content.get(member)
    if value is not None and not isinstance(value, dict):
        raise _bad(f"The member '{member}' must be an object or null.")
    return cast("dict[str, Any]", value or {})


def _is_shallow(value: Any, levels: int) -> bool:
    if isinstance(value, dict):
        return levels > 0 and all(_is_shallow(inner, levels - 1) for inner in value.values())
    if isinstance(value, list):
        return levels > 0 and all(_is_shallow(inner, levels - 1) for inner in value)
    return True


def _bad(message: str) -> Refusal:
    return Refusal(400, "BAD_REQUEST", message)
