"""Processes that deliver the outbox die at every step, and every e-mail arrives under one Message-ID.

Source: reliability.md §2.2 no. 13. 25 processes are ended on each engine.
"""

import asyncio
from collections import defaultdict
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import orjson

from server.postman import Postman
from tests.carnet import Carnet
from tests.delivering import Forgetful, Hasty, start
from tests.mailing import STEPS, MailBox, mail_server
from tests.schema.documents.documenting import item, made, stock_item
from tests.schema.papers.printing import EMAIL, able_to_send, emailed, outbox
from tests.serving import exchange, request, serving
from tests.serving import start as start_server

KILLS, DOCUMENTS = 25, 20


async def test_a_process_killed_at_every_step_loses_no_e_mail_and_sends_none_under_two_ids(database_url: str) -> None:
    with mail_server() as box:
        async with able_to_send(database_url) as carnet:
            sent = await send_quotes(carnet, DOCUMENTS)
            await kill_again_and_again(database_url, box, KILLS)
            await finish(carnet, database_url, box)
            rows = await outbox(carnet)
            entries = await interactions(carnet)
    arrived = by_id(box)
    assert set(arrived) == {row["message_id"] for row in rows}
    assert len(arrived) == len(sent) == DOCUMENTS
    assert [row["status"] for row in rows] == ["SENT"] * DOCUMENTS
    assert [len(copies) for copies in arrived.values()] == [1] * DOCUMENTS, "a second copy is the same, byte by byte"
    assert sorted(entries) == sorted(sent), "one entry for each document sent"
    assert len(box.received) > DOCUMENTS, "some were sent again, because nobody had noted that they were sent"


async def test_four_processes_at_once_send_each_e_mail_once(database_url: str) -> None:
    with mail_server() as box:
        async with able_to_send(database_url, smtp_port=box.port) as carnet:
            sent = await send_quotes(carnet, DOCUMENTS)
            processes = [start(database_url, box.port) for _ in range(4)]
            await until_sent(carnet)
            end(*processes)
    assert len(box.received) == len(by_id(box)) == len(sent)


async def test_a_server_killed_while_it_sends_leaves_the_e_mail_to_the_next_one(
    database_url: str, tmp_path: Path
) -> None:
    async with able_to_send(database_url) as carnet:
        await stock_item(carnet)
        company, *_ = await carnet.star(email="buyer@firm.example")
        quote = await made(carnet, "sales quote", company, lines=[item()])
    asked = {"query": EMAIL, "variables": {"input": {"documentId": quote["id"]}}}
    with mail_server() as box:
        named = {"SENDER": "office@carnet.example", "SECURITY": "none", "HOST": "127.0.0.1", "PORT": str(box.port)}
        given = {f"CARNET_SMTP_{name}": value for name, value in named.items()} | {"CARNET_SMTP_TIMEOUT_S": "1"}
        box.arm("TAKEN", nth=0)
        served = start_server(database_url, tmp_path / "log", **given)
        box.victim = served.process.pid
        answer = exchange(served.port, request(body=orjson.dumps(asked))).json["data"]["emailDocument"]
        assert (answer["queued"], answer["errors"]) == (True, [])
        assert await asyncio.to_thread(served.process.wait, 20) == -9
        with serving(database_url, tmp_path / "log", **given):
            async with able_to_send(database_url) as carnet:
                await until_sent(carnet)
    assert len(box.received) == 2
    assert len(by_id(box)) == 1


class TestWithoutProtection:
    """Controls: what would be lost or doubled must be found."""

    async def test_e_mails_that_are_noted_before_they_are_sent_are_lost(self, database_url: str) -> None:
        with mail_server() as box:
            async with able_to_send(database_url) as carnet:
                await send_quotes(carnet, 6)
                await kill_again_and_again(database_url, box, 6, Hasty)
                await finish(carnet, database_url, box)
                rows = await outbox(carnet)
        assert [row["status"] for row in rows] == ["SENT"] * 6
        assert len(by_id(box)) < 6

    async def test_e_mails_with_a_new_id_at_each_attempt_arrive_as_more_than_were_sent(self, database_url: str) -> None:
        with mail_server() as box:
            async with able_to_send(database_url) as carnet:
                await send_quotes(carnet, 3)
                await kill_again_and_again(database_url, box, 3, Forgetful, steps=("TAKEN",))
                await finish(carnet, database_url, box, Forgetful)
        assert len(by_id(box)) > 3


async def send_quotes(carnet: Carnet, count: int) -> list[str]:
    """Make quotes and send each by e-mail; their numbers."""
    await stock_item(carnet)
    company, *_ = await carnet.star(email="buyer@firm.example")
    quotes = [await made(carnet, "sales quote", company, lines=[item()]) for _ in range(count)]
    for quote in quotes:
        payload = await emailed(carnet, quote)
        assert (payload["errors"], payload["queued"]) == ([], True)
    return [str(quote["number"]) for quote in quotes]


async def kill_again_and_again(
    url: str, box: MailBox, kills: int, postman: type[Postman] = Postman, steps: tuple[str, ...] = STEPS
) -> None:
    """End as many processes, each at the next step, every other one at its second e-mail."""
    for at, step in enumerate(islice(cycle(steps), kills)):
        box.arm(step, nth=at // len(steps) % 2)
        process = start(url, box.port, postman)
        box.victim = process.pid
        assert await asyncio.to_thread(box.struck.wait, 20), f"no process came to {step}"
        process.join(10)
        assert process.exitcode == -9


async def finish(carnet: Carnet, url: str, box: MailBox, postman: type[Postman] = Postman) -> None:
    """Let one more process send what is left."""
    process = start(url, box.port, postman)
    await until_sent(carnet)
    end(process)


async def until_sent(carnet: Carnet) -> None:
    """Wait until nothing waits."""
    async with asyncio.timeout(30):
        while any(  # noqa: ASYNC110 - other processes send them
            row["status"] == "QUEUED" for row in await outbox(carnet)
        ):
            await asyncio.sleep(0.05)


def end(*processes: Any) -> None:
    for process in processes:
        process.terminate()
        process.join(10)


def by_id(box: MailBox) -> dict[str, set[bytes]]:
    """Return the different copies that arrived, by Message-ID."""
    found: dict[str, set[bytes]] = defaultdict(set)
    for received in box.received:
        found[received.message_id].add(received.content)
    return found


async def interactions(carnet: Carnet) -> list[str]:
    """Return the number of the document of each interaction."""
    query = "{ salesDocuments(first: 100) { nodes { interactions(first: 9) { nodes { documentNumber } } } } }"
    nodes = (await carnet.ask(query))["salesDocuments"]["nodes"]
    return [entry["documentNumber"] for node in nodes for entry in node["interactions"]["nodes"]]
