"""Answer trusted queries by GET: what is asked stands in the URL, an ETag tells whether the answer is still right."""

from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

import orjson

from domain.keys import Caller
from schema.operations import Asked, Operations
from schema.trusted_documents import Documents
from server.bodies import asked_in
from server.callers import by
from server.heads import Head
from server.negotiation import NOT_ACCEPTABLE
from server.refusals import Refusal

MOST_PARAMETERS = 20


async def fetched(
    query_string: bytes, head: Head, caller: Caller, documents: Documents, operations: Operations
) -> bytes:
    """Return the response to this caller as JSON.

    Raises:
        Refusal: this is no request for a trusted query.
        Unanswerable: there is no document of this name, no such operation in it, or variables are wrong.
    """
    content = _parameters(query_string)
    if not content.keys() & {"query", "documentId", "extensions"}:
        raise _by_post("Send operations by POST.", "GET, POST")
    if head.media is None:
        raise Refusal(406, "NOT_ACCEPTABLE", NOT_ACCEPTABLE)
    asked = by(caller, asked_in(content, head.language, documents))
    _check(asked, documents, operations)
    return await operations.answer(asked)


def etag(body: bytes, media: str) -> bytes:
    """Return the strong ETag of a body in a media type."""
    return b'"%b"' % sha256(media.encode() + b"\n" + body).hexdigest()[:32].encode()


def has(if_none_match: bytes, tag: bytes) -> bool:
    """Tell whether a client that sends this header has what the tag stands for. Source: RFC 9110 §13.1.2."""
    known = [given.strip().removeprefix(b"W/") for given in if_none_match.split(b",")]
    return tag in known or known == [b"*"]


def _check(asked: Asked, documents: Documents, operations: Operations) -> None:
    """Refuse what a link must not carry: texts that may hold anything would stand in logs, and pages send links."""
    if asked.query not in documents.parsed:
        raise _by_post("GET answers only documents that this server keeps. Send this one by POST.", "GET, POST")
    if not operations.is_query(asked):
        raise _by_post("Send mutations by POST.", "POST")


def _by_post(message: str, allowed: str) -> Refusal:
    return Refusal(405, "METHOD_NOT_ALLOWED", message, allow=allowed)


def _parameters(query_string: bytes) -> dict[str, Any]:
    """Return the parameters that are not empty, those that are JSON as what they stand for."""
    try:
        pairs = parse_qsl(query_string.decode("ascii"), errors="strict", max_num_fields=MOST_PARAMETERS)
        content: dict[str, Any] = dict(pairs)
        for name in content.keys() & {"variables", "extensions"}:
            content[name] = orjson.loads(content[name])
    except ValueError:
        raise Refusal(400, "BAD_REQUEST", "The parameters of the URL are malformed.") from None
    if len(content) < len(pairs):
        raise Refusal(400, "BAD_REQUEST", "A parameter of the URL is given twice.")
    return content
