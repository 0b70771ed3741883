"""Run the application under uvicorn, and say where it is once it answers."""

import gc
import socket

import typer
import uvicorn

from server.app import create_app
from server.logs import LOGGING
from server.protocol import Protocol
from server.settings import Settings
from server.websocket.connection import PING_S, UNREAD_S, WebSocketProtocol

CONNECTIONS = 512
"""Connections and requests at a time; one more is answered 503."""
SHUTDOWN_S = 20
"""Seconds that requests in progress get when the server is told to stop; more than any request may take."""

YOUNG = 10_000
"""New objects after which the collector looks for garbage: a request makes some hundred, and they hardly ever are."""


class AnnouncingServer(uvicorn.Server):
    """A server that says where it listens: the port may have been chosen by the system."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets=sockets)
        if self.started:
            gc.set_threshold(YOUNG)
            gc.enable()
            gc.freeze()  # the schema's many objects live as long as the process: looking at them again costs a third
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            known = await self.config.app.state.callers.are_known()  # type: ignore[union-attr] # ours
            to_whom = "callers with an API key" if known else "everybody on this machine, until a key is made"
            typer.echo(f"Carnet at http://{shown}:{port}/graphql, open to {to_whom}")


def run(config: uvicorn.Config) -> None:
    """Serve until told to stop."""
    AnnouncingServer(config).run()


def configured(settings: Settings) -> uvicorn.Config:
    """Return how uvicorn is to serve the application.

    Raises:
        WrongDocuments: those that the settings name cannot be trusted.
    """
    return uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        http=Protocol,
        ws=WebSocketProtocol,
        ws_max_size=settings.body_limit,
        ws_ping_interval=PING_S,
        ws_ping_timeout=UNREAD_S,
        ws_per_message_deflate=False,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=SHUTDOWN_S,
        log_config=LOGGING,
    )
