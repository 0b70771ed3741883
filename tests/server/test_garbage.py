"""An answer frees what it was made of at once: cycles of objects would stay until the collector looks for them."""

import asyncio
import gc
from collections.abc import AsyncIterator
from typing import Any

import httpx2 as httpx
import pytest
import uvicorn
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from server import endpoint, protocol
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


async def test_a_request_is_freed_as_soon_as_it_is_answered(url: str) -> None:
    assert await left_behind(url) == 0


async def test_one_whose_scope_leads_back_to_it_stays_until_the_collector_comes(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above."""

    def answered_and_held(send: Any, headers: bytes, body: bytes) -> bool:
        send.__self__.scope["held"] = send
        return protocol.answered(send, headers, body)

    monkeypatch.setattr(endpoint, "answered", answered_and_held)
    assert await left_behind(url) >= ASKED - 1
