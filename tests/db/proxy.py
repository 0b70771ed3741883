"""Stand between Carnet and PostgreSQL, and break the connection at the moment of the commit, or all of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Literal

from sqlalchemy import URL, make_url

When = Literal["never", "before", "after"]


class Proxy:
    """Pass bytes on. A COMMIT is lost before it reaches the server, or its answer is lost after the server gave it."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self.break_commit: When = "never"
        self.broken = 0
        self.is_away = False
        self._open: set[asyncio.StreamWriter] = set()

    def leave(self) -> None:
        """End every connection and take no more, as a server that is stopped, until `is_away` is taken back."""
        self.is_away = True
        for writer in self._open:
            writer.close()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until either side ends it."""
        if self.is_away:
            writer.close()
            return
        answers, asks = await self._connect()
        self._open.add(writer)
        with suppress(ConnectionError):
            async with asyncio.TaskGroup() as group:
                answering = group.create_task(_carry(answers, writer))
                await self._ask(reader, asks, answering)
        for end in (writer, asks):
            end.close()
        self._open.discard(writer)

    async def _ask(
        self, reader: asyncio.StreamReader, asks: asyncio.StreamWriter, answering: asyncio.Task[None]
    ) -> None:
        while piece := await reader.read(65536):
            breaks = b"COMMIT" in piece and self.break_commit != "never"
            if breaks:
                self.broken += 1
                answering.cancel()
            if not breaks or self.break_commit == "after":
                asks.write(piece)
                await asks.drain()
            if breaks:
                break
        answering.cancel()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        host, port = str(self._server.query.get("host") or self._server.host), self._server.port or 5432
        if host.startswith("/"):
            return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        return await asyncio.open_connection(host, port)


async def _carry(answers: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await answers.read(65536):
        writer.write(piece)
        await writer.drain()
    writer.close()


@asynccontextmanager
async def proxied(url: str) -> AsyncIterator[tuple[Proxy, str]]:
    """Start a proxy before a PostgreSQL database; return it and the database's URL through it."""
    server = make_url(url)
    proxy = Proxy(server)
    listening = await asyncio.start_server(proxy.accept, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    through = URL.create(
        "postgresql", server.username, server.password, "127.0.0.1", port, server.database
    ).render_as_string(hide_password=False)
    async with listening:
        yield proxy, through
