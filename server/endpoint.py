"""Speak GraphQL over HTTP: POST answers an operation, GET a trusted query, and shows GraphiQL to a browser.

Written against ASGI itself, because a hit in the plan cache takes less time than a framework's request object.
Source: the GraphQL over HTTP specification as its audit suite tests it, graphql.md §3.
"""

from typing import TypeAlias

import orjson
from starlette.types import Receive, Scope, Send

from schema.failures import failed, shown_error
from schema.operations import Operations, Unanswerable
from schema.trusted_documents import Documents
from server import graphiql
from server.bodies import asked, read_body
from server.callers import Callers, by
from server.deadlines import Deadlines, Overdue
from server.fetching import etag, fetched, has
from server.heads import Head, headers_of, read_head
from server.negotiation import GRAPHQL, JSON, NOT_ACCEPTABLE
from server.protocol import answered
from server.refusals import NOT_LOCAL, Refusal
from server.settings import Settings

_Headers: TypeAlias = list[tuple[bytes, bytes]]
_COMMON: _Headers = [(b"vary", b"Accept, Accept-Language, Authorization"), (b"x-content-type-options", b"nosniff")]
_TYPES = {media: (b"content-type", b"%b; charset=utf-8" % media.encode()) for media in (JSON, GRAPHQL)}
_HEADERS = {media: [(b"cache-control", b"no-store"), *_COMMON, of_type] for media, of_type in _TYPES.items()}
_WRITTEN = {media: b"".join(b"%b: %b\r\n" % header for header in headers) for media, headers in _HEADERS.items()}
_KEPT = [(b"cache-control", b"private, no-cache"), *_COMMON, (b"cross-origin-resource-policy", b"same-origin")]
"""Headers of an answer that the client may keep, as long as it asks each time whether it is still right."""

PLAN = b"carnet-plan"
"""The header, of any value, by which a client asks how the answer was found."""
SLOW = "The request took too long and was broken off. Ask for less."
LATE = f"{SLOW} A change may have been kept all the same: read the record before you send it again."


class GraphQLEndpoint:
    """The ASGI application at /graphql. `operations` and `callers` are set once the database is open."""

    operations: Operations
    callers: Callers

    def __init__(self, settings: Settings, documents: Documents) -> None:
        self._settings = settings
        self._names = settings.known_names
        self.documents = documents
        self.deadlines = Deadlines(min(1.0, settings.body_timeout_s / 4, settings.request_timeout_s / 4))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        get = headers_of(scope).get
        told = (get(b"host", b""), get(b"content-type", b""), get(b"accept", b""), get(b"accept-language", b""))
        head, authorization = read_head(*told, self._names), get(b"authorization", b"")
        by_get = scope["method"] in {"GET", "HEAD"}
        if by_get and head.wants_page and head.is_local:
            await graphiql.page()(scope, receive, send)
            return
        media = head.media or JSON
        try:
            if by_get:
                await self._fetch(scope["query_string"], head, authorization, get(b"if-none-match", b""), send)
                return
            shows_plan = bool(get(PLAN))
            status, body = await self._answer(scope["method"], head, authorization, receive, shows_plan=shows_plan)
            if status != 200 or not answered(send, _WRITTEN[media], body):  # noqa: PLR2004 - OK
                await _send(send, status, body, _HEADERS[media])
        except Refusal as refusal:
            body = orjson.dumps({"errors": [{"message": refusal.message, "extensions": {"code": refusal.code}}]})
            headers = [(name.encode(), value.encode()) for name, value in refusal.headers.items()]
            await _send(send, refusal.status, body, [*_HEADERS[media], *headers])

    async def _answer(
        self, method: str, head: Head, authorization: bytes, receive: Receive, *, shows_plan: bool
    ) -> tuple[int, bytes]:
        """Return status and body of an answer.

        Raises:
            Refusal: this is no GraphQL request, nobody knows who sends it, or it took too long.
        """
        if method != "POST" or not head.is_fit:
            raise _unfit(method, head)
        content = None
        try:
            with self.deadlines.within(self._settings.body_timeout_s) as deadline:
                caller = await self.callers.of(authorization)
                content = await read_body(receive, self._settings.body_limit)
                deadline.until += self._settings.request_timeout_s
                request = by(caller, asked(content, head.language, self.documents))
                return 200, await self.operations.answer(request._replace(shows_plan=True) if shows_plan else request)
        except Overdue:
            slow = (408, "TIMEOUT", "The body took too long to arrive.") if content is None else (503, "TIMEOUT", LATE)
            raise Refusal(*slow) from None
        except Refusal:
            raise
        except Exception as problem:  # noqa: BLE001 - masked, and logged under an id
            return _failure(problem, head)

    async def _fetch(
        self, query_string: bytes, head: Head, authorization: bytes, if_none_match: bytes, send: Send
    ) -> None:
        """Answer a trusted query, or say that the client has the answer already.

        Raises:
            Refusal: this is no request for one, nobody knows who sends it, or it took too long.
        """
        if not head.is_local:
            raise _unfit("GET", head)
        media = head.media or JSON
        try:
            with self.deadlines.within(self._settings.request_timeout_s):
                caller = await self.callers.of(authorization)
                body = await fetched(query_string, head, caller, self.documents, self.operations)
        except Overdue:
            raise Refusal(503, "TIMEOUT", SLOW) from None
        except Refusal:
            raise
        except Exception as problem:  # noqa: BLE001 - masked, and logged under an id
            await _send(send, *_failure(problem, head), _HEADERS[media])
        else:
            await _send_kept(send, body, media, if_none_match)


def _unfit(method: str, head: Head) -> Refusal:
    """Say why the headers already show that this is no GraphQL request."""
    if not head.is_local:
        return Refusal(400, "BAD_REQUEST", NOT_LOCAL)
    if method != "POST":
        return Refusal(405, "METHOD_NOT_ALLOWED", "Send operations by POST.", allow="GET, POST")
    if head.media is None:
        return Refusal(406, "NOT_ACCEPTABLE", NOT_ACCEPTABLE)
    return Refusal(415, "UNSUPPORTED_MEDIA_TYPE", f"Send the request as {JSON}.")


def _failure(problem: Exception, head: Head) -> tuple[int, bytes]:
    """Return status and body where an operation failed as a whole."""
    if isinstance(problem, Unanswerable):
        status = 200 if head.media == JSON else 400
        return status, orjson.dumps({"errors": [shown_error(error) for error in problem.errors]})
    return 200, failed(problem)


async def _send(send: Send, status: int, body: bytes, headers: _Headers) -> None:
    length = (b"content-length", b"%d" % len(body))
    await send({"type": "http.response.start", "status": status, "headers": [length, *headers]})
    await send({"type": "http.response.body", "body": body})


async def _send_kept(send: Send, body: bytes, media: str, if_none_match: bytes) -> None:
    tag = etag(body, media)
    kept = [*_KEPT, (b"etag", tag)]
    if has(if_none_match, tag):
        await send({"type": "http.response.start", "status": 304, "headers": kept})
        await send({"type": "http.response.body", "body": b""})
    else:
        await _send(send, 200, body, [*kept, _TYPES[media]])
