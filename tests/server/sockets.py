"""Serve the application to real WebSocket clients, and speak graphql-transport-ws with it."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx2 as httpx
import orjson
import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from schema.operations import Asked
from server import serving
from server.settings import Settings

ROOT = Path(__file__).parents[2]
PROTOCOL = "graphql-transport-ws"


@dataclass
class Serving:
    """A server in a thread of this process, with the loop and the protocols of the real one."""

    server: uvicorn.Server
    port: int = 0
    held: threading.Event = field(default_factory=threading.Event)
    """Unless set, operations that have the word `held` in their document wait before they are carried out."""
    begun: list[str] = field(default_factory=list)
    broken_off: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def hold(self) -> None:
        """Make operations wait that are to be held."""
        operations = self.server.config.app.endpoint.operations  # type: ignore[union-attr]
        answer = operations.answer

        async def held(asked: Asked) -> bytes:
            self.begun.append(asked.query)
            try:
                while "held" in asked.query and not self.held.is_set():  # noqa: ASYNC110 - as below
                    await asyncio.sleep(0.002)  # the event is another thread's
                return bytes(await answer(asked))
            except asyncio.CancelledError:
                self.broken_off.append(asked.query)
                raise

        operations.answer = held

    async def post(self, query: str, variables: Any = None, **headers: str) -> Any:
        """Send an operation over HTTP."""
        async with httpx.AsyncClient(base_url=self.url) as client:
            body = {"query": query, "variables": variables}
            return (await client.post("/graphql", json=body, headers=headers, timeout=30)).json()


@contextmanager
def serve(database_url: str, *, ping_s: float = 20.0, unread_s: float = 15.0, **settings: Any) -> Iterator[Serving]:
    """Serve from a thread; it must end by itself when it is told to."""
    with patch.object(serving, "LOGGING", None):  # the log of the tests is theirs
        config = serving.configured(Settings(database_url=database_url, port=0, **settings))
    config.ws_ping_interval, config.ws_ping_timeout = ping_s, unread_s
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.005)
    served = Serving(server, server.servers[0].sockets[0].getsockname()[1])
    served.hold()
    try:
        yield served
    finally:
        served.held.set()
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive()


@dataclass
class Socket:
    """The client's end of a conversation."""

    connection: ClientConnection
    next_id: int = 0

    async def say(self, type_: str, **members: Any) -> None:
        await self.connection.send(orjson.dumps({"type": type_, **members}).decode())

    async def hear(self, timeout_s: float = 20) -> Any:
        """Return the next message."""
        async with asyncio.timeout(timeout_s):
            text = await self.connection.recv()
        assert isinstance(text, str)
        return orjson.loads(text)

    async def greet(self, **payload: Any) -> None:
        await self.say("connection_init", **({"payload": payload} if payload else {}))
        assert await self.hear() == {"type": "connection_ack"}

    async def subscribe(self, id_: str, query: str, variables: Any = None, **members: Any) -> None:
        await self.say("subscribe", id=id_, payload={"query": query, "variables": variables, **members})

    async def ask(self, query: str, variables: Any = None, **members: Any) -> Any:
        """Send one operation, and return its response as it would stand in the body over HTTP."""
        self.next_id += 1
        await self.subscribe(id_ := f"ask {self.next_id}", query, variables, **members)
        return await self.outcome(id_)

    async def outcome(self, id_: str) -> Any:
        """Return the response to an operation whose messages are the next ones to come."""
        first = await self.hear()
        assert first["id"] == id_
        if first["type"] == "error":
            return {"errors": first["payload"]}
        assert first["type"] == "next"
        assert await self.hear() == {"id": id_, "type": "complete"}
        return first["payload"]

    async def end(self, timeout_s: float = 20) -> tuple[int, str]:
        """Return with which code and reason the server closes, after nothing else."""
        with pytest.raises(ConnectionClosed) as closed:
            await self.hear(timeout_s)
        received = closed.value.rcvd
        assert received is not None, "the server hung up without a word"
        return received.code, received.reason


@asynccontextmanager
async def opened(port: int, *, greeted: bool = True, **options: Any) -> AsyncIterator[Socket]:
    """Open a WebSocket."""
    options = {"subprotocols": [Subprotocol(PROTOCOL)], "compression": None, "max_size": None, **options}
    async with connect(f"ws://127.0.0.1:{port}/graphql", proxy=None, **options) as connection:
        socket = Socket(connection)
        if greeted:
            await socket.greet()
        yield socket
