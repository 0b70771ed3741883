"""Speak GraphQL over HTTP: POST answers an operation, GET shows GraphiQL to a browser.

Written against ASGI itself, because a hit in the plan cache takes less time than a framework's request object.
Source: the GraphQL over HTTP specification as its audit suite tests it, graphql.md §3.
"""

import asyncio
from collections.abc import Iterable

import orjson
from graphql import GraphQLError
from starlette.types import Receive, Scope, Send

from schema.failures import shown_error
from schema.operations import Operations, Unanswerable
from server import graphiql
from server.bodies import Refusal, asked, read_body
from server.negotiation import GRAPHQL, JSON, language, media_type, wants_page
from server.settings import Settings

Headers = dict[bytes, bytes]


class GraphQLEndpoint:
    """The ASGI application at /graphql. `operations` is set once the database is open."""

    operations: Operations

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers: Headers = dict(scope["headers"])
        if scope["method"] == "GET" and wants_page(headers.get(b"accept", b"").decode("latin-1")):
            await graphiql.page()(scope, receive, send)
            return
        media = media_type(headers.get(b"accept", b"").decode("latin-1"))
        try:
            async with asyncio.timeout(self._settings.request_timeout_s):
                status, body = await self._post(scope, headers, media, receive)
            await _send(send, status, body, media or JSON)
        except Refusal as refusal:
            await _refuse(send, refusal, media or JSON)
        except TimeoutError:
            timeout = Refusal(503, "TIMEOUT", "The request took too long and was broken off. Ask for less.")
            await _refuse(send, timeout, media or JSON)

    async def _post(self, scope: Scope, headers: Headers, media: str | None, receive: Receive) -> tuple[int, bytes]:
        """Return status and body of an answer.

        Raises:
            Refusal: this is no GraphQL request.
        """
        if scope["method"] != "POST":
            raise Refusal(405, "METHOD_NOT_ALLOWED", "Send operations by POST.", allow="GET, POST")
        if media is None:
            raise Refusal(406, "NOT_ACCEPTABLE", f"Answers come as {GRAPHQL} or {JSON}.")
        if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != JSON.encode():
            raise Refusal(415, "UNSUPPORTED_MEDIA_TYPE", f"Send the request as {JSON}.")
        try:
            async with asyncio.timeout(self._settings.body_timeout_s):
                content = await read_body(receive, self._settings.body_limit)
        except TimeoutError:
            raise Refusal(408, "TIMEOUT", "The body took too long to arrive.") from None
        request = asked(content, language(headers.get(b"accept-language", b"").decode("latin-1")))
        try:
            return 200, await self.operations.answer(request)
        except Unanswerable as problem:
            return 200 if media == JSON else 400, _errors(problem.errors)


def _errors(errors: Iterable[GraphQLError]) -> bytes:
    return orjson.dumps({"errors": [shown_error(error) for error in errors]})


async def _refuse(send: Send, refusal: Refusal, media: str) -> None:
    body = orjson.dumps({"errors": [{"message": refusal.message, "extensions": {"code": refusal.code}}]})
    await _send(send, refusal.status, body, media, refusal.headers)


async def _send(send: Send, status: int, body: bytes, media: str, extra: dict[str, str] | None = None) -> None:
    headers = [
        (b"content-type", b"%b; charset=utf-8" % media.encode()),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        (b"vary", b"Accept, Accept-Language"),
        (b"x-content-type-options", b"nosniff"),
        *((name.encode(), value.encode()) for name, value in (extra or {}).items()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
