"""Serve the bare limit: a bare ASGI application, one hand-written statement per operation, no GraphQL at all."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

import asyncpg
import orjson
from sqlalchemy import URL

from benchmarks import limit_postgresql, limit_sqlite
from benchmarks.serving import database_url, serve
from db.database import Reader
from db.postgresql import POOL_SIZE, PostgresReader
from db.postgresql import SETTINGS as POSTGRESQL_SETTINGS
from db.sqlite import SETTINGS as SQLITE_SETTINGS
from db.sqlite import SqliteReader
from db.sqlite_library import sqlite3
from db.types import format_instant

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]

NO_ID = "00000000-0000-0000-0000-000000000000"
PARTING = "\x1f"


class Engine(Protocol):
    """What differs between the engines."""

    reads: dict[str, str]
    reader: Reader

    async def edit(self, phone: str, contact_id: str) -> bytes:
        """Write a phone number on a contact and its linked cards, durably."""
        ...


class Sqlite:
    """Write on the event loop: with one writer at a time anyway, a thread would only add its hand-over."""

    reads = limit_sqlite.READS

    def __init__(self, url: URL) -> None:
        path = url.database or ""
        self.reader = SqliteReader(path)
        self._writer = sqlite3.connect(path, isolation_level=None, cached_statements=512)
        for statement in SQLITE_SETTINGS:
            self._writer.execute(statement)

    async def edit(self, phone: str, contact_id: str) -> bytes:
        """Write four rows in one transaction."""
        parameters = (phone, contact_id, format_instant(datetime.now(UTC)))
        changes: list[dict[str, str]] = []
        version = 0
        self._writer.execute("BEGIN IMMEDIATE")
        for kind, statement in limit_sqlite.WRITES.items():
            for number, grown in self._writer.execute(statement, parameters).fetchall():
                changes.append({"recordKind": kind, "recordNumber": number, "field": "phone", "after": phone})
                version = version or grown
        self._writer.execute("COMMIT")
        contact = {"phone": phone, "version": version}
        payload = {"contact": contact, "errors": [], "changeSet": {"changes": changes}}
        return orjson.dumps({"data": {"updateContact": payload}})


class Postgresql:
    """Write with one statement, on a pool of its own."""

    reads = limit_postgresql.READS

    def __init__(self, reader: PostgresReader, writers: "asyncpg.Pool[Any]") -> None:
        self.reader = reader
        self._writers = writers

    @classmethod
    async def open(cls, url: URL) -> "Postgresql":
        """Connect."""
        dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        writers = await asyncpg.create_pool(
            dsn, min_size=1, max_size=POOL_SIZE, server_settings=POSTGRESQL_SETTINGS, reset=_keep
        )
        return cls(await PostgresReader.open(url), writers)

    async def edit(self, phone: str, contact_id: str) -> bytes:
        """Write four rows in one statement."""
        async with self._writers.acquire() as connection:
            answer: str = await connection.fetchval(limit_postgresql.WRITE, phone, contact_id, datetime.now(UTC))
        return answer.encode()


async def _keep(_connection: Any) -> None:
    """Leave a returned connection as it is: a reset costs a round trip."""


class Application:
    """Answer the benchmark's operations by name, and nothing else."""

    def __init__(self) -> None:
        self.engine: Engine | None = None

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        message = await receive()
        body = message["body"]
        while message.get("more_body"):
            message = await receive()
            body += message["body"]
        answer = await self._answer(orjson.loads(body))
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(answer))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    async def _answer(self, request: dict[str, Any]) -> bytes:
        operation, variables, engine = request["operationName"], request["variables"], self.engine
        if engine is None:
            raise RuntimeError("the application has not started")
        if operation == "M1":
            return await engine.edit(variables["phone"], variables["id"])
        return await engine.reader.fetch(engine.reads[operation], _parameters(operation, variables))

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        url = database_url()
        self.engine = Sqlite(url) if url.get_backend_name() == "sqlite" else await Postgresql.open(url)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.engine.reader.close()
        await send({"type": "lifespan.shutdown.complete"})


def _parameters(operation: str, variables: dict[str, Any]) -> Sequence[str]:
    match operation:
        case "Q1":
            return (variables["number"],)
        case "Q3" | "CompanyCursors":
            return (variables["after"] or "",)
        case _:
            return (variables["after"] or PARTING + NO_ID).split(PARTING)


if __name__ == "__main__":
    serve(Application())
