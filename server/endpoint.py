"""Speak GraphQL over HTTP: POST answers an operation, GET shows GraphiQL to a browser.

Written against ASGI itself, because a hit in the plan cache takes less time than a framework's request object.
Source: the GraphQL over HTTP specification as its audit suite tests it, graphql.md §3.
"""

from collections.abc import Iterable

import orjson
from graphql import GraphQLError
from starlette.types import Receive, Scope, Send

from schema.failures import failed, shown_error
from schema.operations import Operations, Unanswerable
from server import graphiql
from server.bodies import Refusal, asked, read_body
from server.deadlines import Deadlines, Overdue
from server.heads import Head, headers_of, read_head
from server.negotiation import GRAPHQL, JSON
from server.protocol import ANSWER
from server.settings import Settings

_COMMON = [
    (b"cache-control", b"no-store"),
    (b"vary", b"Accept, Accept-Language"),
    (b"x-content-type-options", b"nosniff"),
]
_HEADERS = {media: [*_COMMON, (b"content-type", b"%b; charset=utf-8" % media.encode())] for media in (JSON, GRAPHQL)}
_WRITTEN = {media: b"".join(b"%b: %b\r\n" % header for header in headers) for media, headers in _HEADERS.items()}

LATE = (
    "The request took too long and was broken off. Ask for less. A change may have been kept all the same: "
    "read the record before you send it again."
)


class GraphQLEndpoint:
    """The ASGI application at /graphql. `operations` is set once the database is open."""

    operations: Operations

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.deadlines = Deadlines(min(1.0, settings.body_timeout_s / 4, settings.request_timeout_s / 4))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        get = headers_of(scope).get
        head = read_head(
            get(b"host", b""), get(b"content-type", b""), get(b"accept", b""), get(b"accept-language", b"")
        )
        if scope["method"] in {"GET", "HEAD"} and head.wants_page and head.is_local:
            await graphiql.page()(scope, receive, send)
            return
        media = head.media or JSON
        try:
            status, body = await self._answer(scope["method"], head, receive)
            at_once = scope.get("extensions", {}).get(ANSWER)
            if status != 200 or at_once is None or not at_once(_WRITTEN[media], body):  # noqa: PLR2004 - OK
                await _send(send, status, body, media)
        except Refusal as refusal:
            body = orjson.dumps({"errors": [{"message": refusal.message, "extensions": {"code": refusal.code}}]})
            await _send(send, refusal.status, body, media, refusal.headers)

    async def _answer(self, method: str, head: Head, receive: Receive) -> tuple[int, bytes]:
        """Return status and body of an answer.

        Raises:
            Refusal: this is no GraphQL request, or it took too long.
        """
        if method != "POST" or not head.is_fit:
            raise _unfit(method, head)
        content = None
        try:
            with self.deadlines.within(self._settings.body_timeout_s) as deadline:
                content = await read_body(receive, self._settings.body_limit)
                deadline.until += self._settings.request_timeout_s
                return 200, await self.operations.answer(asked(content, head.language))
        except Overdue:
            slow = (408, "TIMEOUT", "The body took too long to arrive.") if content is None else (503, "TIMEOUT", LATE)
            raise Refusal(*slow) from None
        except Unanswerable as problem:
            return 200 if head.media == JSON else 400, _errors(problem.errors)
        except Refusal:
            raise
        except Exception as problem:  # noqa: BLE001 - masked, and logged under an id
            return 200, failed(problem)


def _unfit(method: str, head: Head) -> Refusal:
    """Say why the headers already show that this is no GraphQL request."""
    if not head.is_local:
        return Refusal(400, "BAD_REQUEST", "This server is for this machine: call it as 127.0.0.1 or localhost.")
    if method != "POST":
        return Refusal(405, "METHOD_NOT_ALLOWED", "Send operations by POST.", allow="GET, POST")
    if head.media is None:
        return Refusal(406, "NOT_ACCEPTABLE", f"Answers come as {GRAPHQL} or {JSON}.")
    return Refusal(415, "UNSUPPORTED_MEDIA_TYPE", f"Send the request as {JSON}.")


def _errors(errors: Iterable[GraphQLError]) -> bytes:
    return orjson.dumps({"errors": [shown_error(error) for error in errors]})


async def _send(send: Send, status: int, body: bytes, media: str, extra: dict[str, str] | None = None) -> None:
    headers = [(b"content-length", b"%d" % len(body)), *_HEADERS[media]]
    if extra:
        headers += [(name.encode(), value.encode()) for name, value in extra.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
