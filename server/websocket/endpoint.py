"""Open a WebSocket at /graphql, or say why not."""

from starlette.types import Receive, Scope, Send

from server.endpoint import GraphQLEndpoint
from server.heads import headers_of, read_head
from server.refusals import refusal
from server.settings import Settings
from server.websocket.conversation import Conversation, Service
from server.websocket.handshake import PROTOCOL, refused


class WebSocketEndpoint:
    """The ASGI application at /graphql for WebSockets; it answers what the one for HTTP answers."""

    def __init__(self, settings: Settings, over_http: GraphQLEndpoint) -> None:
        self._settings = settings
        self._over_http = over_http

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold one conversation."""
        headers = headers_of(scope)
        host, origin = headers.get(b"host", b""), headers.get(b"origin")
        head = read_head(host, b"", b"", headers.get(b"accept-language", b""), self._settings.known_names)
        problem = refused(
            is_local=head.is_local,
            host=host.decode("latin-1"),
            origin=None if origin is None else origin.decode("latin-1"),
            protocols=scope["subprotocols"],
        )
        if problem:
            await refusal(problem.status, problem.code, problem.message)(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        service = Service(
            self._over_http.operations.answer,
            self._over_http.callers,
            self._over_http.documents,
            self._settings,
            self._over_http.deadlines,
        )
        authorization = headers.get(b"authorization", b"")
        conversation = Conversation(receive, send, service, spoken=head.language, authorization=authorization)
        await conversation.hold()
