"""Refuse whatever is no GraphQL request in the form in which GraphQL errors are answered, on every path."""

from collections.abc import Mapping

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from server.heads import headers_of, read_head
from server.negotiation import JSON

NOT_LOCAL = "This server has another name: call it as 127.0.0.1 or localhost, or by one that CARNET_NAMES gives it."
_CODES = {401: "UNAUTHENTICATED", 404: "NOT_FOUND", 410: "GONE", 405: "METHOD_NOT_ALLOWED", 503: "UNAVAILABLE"}


class Refusal(Exception):  # noqa: N818 - an answer to the client
    """The request is no GraphQL request; `status` is the HTTP status that says so."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers
        super().__init__(message)


def refusal(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a response that says why not."""
    body = orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})
    safe = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(body, status, {**safe, **(headers or {})}, f"{JSON}; charset=utf-8")


async def refuse(request: Request, problem: Exception) -> Response:  # noqa: ARG001 - Starlette calls it so
    """Answer what a route refused: no such path, no such method, the database is away."""
    assert isinstance(problem, HTTPException)  # noqa: S101 - registered for no other
    code = _CODES.get(problem.status_code, "BAD_REQUEST")
    return refusal(problem.status_code, code, problem.detail, problem.headers)


class LocalNames:
    """Let through only requests that call this machine by a name of its own, or by one of the `names` it was given.

    Under any other it is a page elsewhere that had its name resolved to this machine.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan" or self._is_ours(headers_of(scope).get(b"host", b"")):
            await self._app(scope, receive, send)
        else:
            await refusal(400, "BAD_REQUEST", NOT_LOCAL)(scope, receive, send)

    def _is_ours(self, host: bytes) -> bool:
        return read_head(host, b"", b"", b"", self._names).is_local
