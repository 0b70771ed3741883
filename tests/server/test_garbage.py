"""An answer frees what it was made of at once: cycles of objects would stay until the collector looks for them."""

import asyncio
import gc
from collections.abc import AsyncIterator

import httpx2 as httpx
import pytest
import uvicorn
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from server import protocol
from server.serving import configured
from server.settings import Settings
from tests.answers import TYPENAME
from tests.db.waiting import until

ASKED = 20


@pytest.fixture
async def url(database_url: str) -> AsyncIterator[str]:
    """Serve in this process, where the collector can be watched."""
    server = uvicorn.Server(configured(Settings(database_url=database_url, port=0)))
    serving = asyncio.create_task(server.serve())

    async def is_started() -> bool:
        return server.started

    await until(is_started)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


async def left_behind(url: str) -> int:
    """Return how many requests only the collector would free."""
    async with httpx.AsyncClient(base_url=url) as client:
        gc.collect()
        gc.disable()
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            for _ in range(ASKED):
                assert (await client.post("/graphql", json={"query": "{ __typename }"})).json() == TYPENAME
            gc.collect()
            return sum(isinstance(found, RequestResponseCycle) for found in gc.garbage)
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()


async def test_a_request_that_is_answered_in_one_piece_is_freed_at_once(url: str) -> None:
    assert await left_behind(url) == 0


async def test_one_that_is_not_stays_until_the_collector_comes(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: where uvicorn writes the answer, the request and its scope hold each other."""
    monkeypatch.setattr(protocol, "answer", lambda *_: False)
    assert await left_behind(url) >= ASKED - 1
