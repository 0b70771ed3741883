"""An idempotency key holds wherever it comes from: over HTTP or a WebSocket, on any connection, to any process."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx2 as httpx
import orjson
from sqlalchemy import func, select

from db.database import open_database
from db.tables import ChangeSet
from db.unit_of_work import unit_of_work
from tests.carnet import Carnet, Record, id_of
from tests.schema.test_update_once import query
from tests.schema.updating import MUTATIONS
from tests.server.sockets import ROOT, Socket, opened
from tests.serving import Served, start

KEYS, REPEATED = 20, 8


async def test_20_keys_sent_8_times_over_http_and_sockets_to_two_servers_have_20_effects_and_a_restart_adds_none(
    database_url: str, tmp_path: Path
) -> None:
    database = await open_database(database_url)
    nobody: Any = None
    carnet = Carnet(database, nobody, count(1))
    stars = [await carnet.star(phone="+49 000001") for _ in range(2)]
    records = [stars[at % 2][at // 2 % 4] for at in range(KEYS)]
    before = await change_sets(carnet)
    with running(database_url, tmp_path / "1.log") as one, running(database_url, tmp_path / "2.log") as two:
        async with AsyncExitStack() as stack:
            ways = [
                *[await stack.enter_async_context(over_http(served)) for served in (one, two)],
                *[over_socket(await stack.enter_async_context(opened(served.port))) for served in (one, two) * 3],
            ]
            assert len(ways) == REPEATED
            sent = ((at, way) for way in ways for at in range(KEYS))
            answers = await asyncio.gather(*(way(records[at], at) for at, way in sent))
            assert await change_sets(carnet) == before + KEYS
        one.kill()
        with running(database_url, tmp_path / "3.log") as again:
            async with opened(again.port) as socket, over_http(again) as http:
                ways = [over_socket(socket), http]
                answers += [await way(records[at], at) for way in ways for at in range(KEYS)]
    for at in range(KEYS):
        assert len(set(answers[at::KEYS])) == 1
        payload = orjson.loads(answers[at])["data"][MUTATIONS[records[at].kind][0]]
        assert (payload["errors"], payload["changeSet"] is None) == ([], False)
    assert len(set(answers)) == KEYS
    assert await change_sets(carnet) == before + KEYS
    assert await carnet.differences() == []
    await database.close()


def asking(record: Record, at: int) -> dict[str, Any]:
    variables = {"input": {"id": id_of(record), "phone": f"+49 {at + 100:06}"}, "key": f"key {at}"}
    return {"query": query(record.kind), "variables": variables}


class over_http:  # noqa: N801 - reads as what it does
    """Send operations over HTTP to a server."""

    def __init__(self, served: Served) -> None:
        self.client = httpx.AsyncClient(base_url=served.url)

    async def __aenter__(self) -> Any:
        return self.send

    async def __aexit__(self, *_: object) -> None:
        await self.client.aclose()

    async def send(self, record: Record, at: int) -> str:
        return (await self.client.post("/graphql", json=asking(record, at), timeout=30)).text


class over_socket:  # noqa: N801 - reads as what it does
    """Send operations over one WebSocket, all of them at once; their answers come in any order."""

    def __init__(self, socket: Socket) -> None:
        self.socket = socket
        self.answers: dict[str, asyncio.Future[str]] = {}
        self.listening = asyncio.Lock()

    async def __call__(self, record: Record, at: int) -> str:
        loop = asyncio.get_running_loop()
        self.answers[f"{at}"] = loop.create_future()
        await self.socket.say("subscribe", id=f"{at}", payload=asking(record, at))
        return await self._heard(f"{at}")

    async def _heard(self, id_: str) -> str:
        """Listen for everybody until the one that is waited for is there."""
        while not self.answers[id_].done():
            async with self.listening:
                if not self.answers[id_].done():
                    message = await self.socket.hear(30)
                    if message["type"] == "next":
                        self.answers[message["id"]].set_result(orjson.dumps(message["payload"]).decode())
                    else:
                        assert message["type"] == "complete"
        return self.answers[id_].result()


@contextmanager
def running(database_url: str, log: Path) -> Iterator[Served]:
    """Run a server of this very tree, whichever is installed."""
    served = start(database_url, log, PYTHONPATH=str(ROOT))
    try:
        yield served
    finally:
        served.stop()


async def change_sets(carnet: Carnet) -> int:
    async with unit_of_work(carnet.database) as work:
        return int(await work.connection.scalar(select(func.count()).select_from(ChangeSet)))
