"""The sub-protocol graphql-transport-ws: what the server says to which message, and with which code it closes."""

import socket as sockets
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from websockets.frames import Frame, Opcode

from tests.answers import TYPENAME, answered
from tests.db.waiting import until
from tests.server.sockets import Serving, opened, serve

LIMIT = 2000
BODY_TIMEOUT_S = 0.4


@pytest.fixture(scope="module")
def served(sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    path = tmp_path_factory.mktemp("messages") / "carnet.db"
    path.write_bytes(sqlite_template)
    with serve(f"sqlite:///{path}", body_limit=LIMIT, body_timeout_s=BODY_TIMEOUT_S) as running:
        yield running


async def assert_serves(served: Serving) -> None:
    async with opened(served.port) as socket:
        assert await socket.ask("{ __typename }") == TYPENAME


async def test_an_operation_is_answered_by_next_and_complete(served: Serving) -> None:
    async with opened(served.port, greeted=False) as socket:
        assert socket.connection.subprotocol == "graphql-transport-ws"
        await socket.say("connection_init")
        assert await socket.hear() == {"type": "connection_ack"}
        await socket.subscribe("1", "{ __typename }")
        assert await socket.hear() == {"id": "1", "type": "next", "payload": TYPENAME}
        assert await socket.hear() == {"id": "1", "type": "complete"}
        assert await socket.ask("query a { __typename } query b { b: __typename }", operationName="b") == answered(
            {"b": "Query"}, 1
        )


@pytest.mark.parametrize("greeted", [False, True])
async def test_a_ping_is_answered_by_a_pong_that_brings_back_what_it_brought(served: Serving, greeted: bool) -> None:
    async with opened(served.port, greeted=greeted) as socket:
        await socket.say("ping")
        assert await socket.hear() == {"type": "pong"}
        await socket.say("pong", payload={"a": 1})
        await socket.say("ping", payload={"é": [1]})
        assert await socket.hear() == {"type": "pong", "payload": {"é": [1]}}


async def test_a_ping_of_websocket_itself_is_answered_too(served: Serving) -> None:
    async with opened(served.port) as socket:
        await (await socket.connection.ping())


SUBSCRIBE: dict[str, Any] = {"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }"}}


def changed(**members: Any) -> bytes:
    return orjson.dumps({name: value for name, value in {**SUBSCRIBE, **members}.items() if value is not ...})


def asking(**members: Any) -> bytes:
    return changed(payload={"query": "{ __typename }", **members})


INVALID = {
    "nothing": b"",
    "no JSON": b"{",
    "more than JSON": b"{}x",
    "a zero byte": b"\0",
    "a list": b"[]",
    "a number": b"1",
    "null": b"null",
    "open brackets": b"[" * LIMIT,
    "no type": b"{}",
    "a type that is a number": changed(type=1),
    "a type that is a list": changed(type=["subscribe"]),
    "a type that is unknown": changed(type="start"),
    "a type of the server": changed(type="next"),
    "a type in capitals": changed(type="SUBSCRIBE"),
    "no id": changed(id=...),
    "an id that is null": changed(id=None),
    "an id that is empty": changed(id=""),
    "an id that is a number": changed(id=1),
    "an end of nothing": b'{"type":"complete"}',
    "no payload": changed(payload=...),
    "a payload that is a list": changed(payload=[]),
    "a payload that is a text": changed(payload="{ __typename }"),
    "a payload that is false": changed(payload=False),
    "a ping with a number": b'{"type":"ping","payload":1}',
    "a pong with a number": b'{"type":"pong","payload":1}',
    "no query": changed(payload={}),
    "a query that is null": asking(query=None),
    "variables that are a list": asking(variables=[]),
    "an operation name that is a number": asking(operationName=1),
    "extensions that are a list": asking(extensions=[]),
    "variables 33 levels deep": asking(variables=orjson.loads(b'{"a":' * 33 + b"1" + b"}" * 33)),
    "a number beyond all bounds": changed().replace(b'"{ __typename }"', b"1e999"),
    "half a character": changed().replace(b"__typename", b"\\ud800"),
}


@pytest.mark.parametrize("sent", INVALID.values(), ids=INVALID.keys())
async def test_a_message_that_the_protocol_does_not_have_ends_the_conversation(served: Serving, sent: bytes) -> None:
    async with opened(served.port) as socket:
        await socket.connection.send(sent.decode())
        code, reason = await socket.end()
    assert code == 4400
    assert reason
    await assert_serves(served)


async def test_a_binary_message_ends_the_conversation(served: Serving) -> None:
    async with opened(served.port) as socket:
        await socket.connection.send(changed())
        assert await socket.end() == (4400, "Messages are text, not binary.")


async def test_an_operation_before_the_greeting_ends_the_conversation(served: Serving) -> None:
    async with opened(served.port, greeted=False) as socket:
        await socket.subscribe("1", "{ __typename }")
        assert await socket.end() == (4401, "Unauthorized")


async def test_a_client_that_does_not_greet_is_not_waited_for_though_it_pings(served: Serving) -> None:
    async with opened(served.port, greeted=False) as socket:
        await socket.say("ping")
        assert await socket.hear() == {"type": "pong"}
        assert await socket.end() == (4408, "Connection initialisation timeout")


async def test_a_client_that_has_greeted_may_be_silent_as_long_as_it_likes(served: Serving) -> None:
    async with opened(served.port) as socket, opened(served.port, greeted=False) as other:
        assert (await other.end())[0] == 4408
        assert await socket.ask("{ __typename }") == TYPENAME


@pytest.mark.parametrize("greeted", [False, True])
async def test_a_second_greeting_ends_the_conversation(served: Serving, greeted: bool) -> None:
    async with opened(served.port, greeted=greeted) as socket:
        if not greeted:
            await socket.say("connection_init")
        await socket.say("connection_init")
        if not greeted:
            assert await socket.hear() == {"type": "connection_ack"}
        assert await socket.end() == (4429, "Too many initialisation requests")


@pytest.mark.parametrize("payload", [1, [], "x", {"acceptLanguage": 1}, {"acceptLanguage": {}}])
async def test_a_greeting_that_makes_no_sense_ends_the_conversation(served: Serving, payload: Any) -> None:
    async with opened(served.port, greeted=False) as socket:
        await socket.say("connection_init", payload=payload)
        assert (await socket.end())[0] == 4400


@pytest.mark.parametrize(
    "payload", [None, {}, {"token": "x"}, {"acceptLanguage": None}, {"acceptLanguage": "x" * 1500}]
)
async def test_a_greeting_may_bring_along_anything_else(served: Serving, payload: Any) -> None:
    async with opened(served.port, greeted=False) as socket:
        await socket.say("connection_init", payload=payload)
        assert await socket.hear() == {"type": "connection_ack"}


async def test_an_id_in_use_ends_the_conversation(served: Serving) -> None:
    for id_, reason in (("é", "Subscriber for é already exists"), ("é" * 300, f"Subscriber for {'é' * 54}")):
        async with opened(served.port) as socket:
            served.held.clear()
            await socket.subscribe(id_, "{ held: __typename }")
            await socket.subscribe(id_, "{ __typename }")
            assert await socket.end() == (4409, reason)
            served.held.set()


async def test_an_id_may_be_used_again_once_it_was_answered(served: Serving) -> None:
    async with opened(served.port) as socket:
        for query, answer in (("{ __typename }", TYPENAME), ("{", None), ("{ __typename }", TYPENAME)) * 5:
            await socket.subscribe("1", query)
            outcome = await socket.outcome("1")
            assert outcome == answer or (answer is None and outcome.keys() == {"errors"})


async def test_the_end_of_what_is_unknown_or_answered_is_ignored(served: Serving) -> None:
    async with opened(served.port) as socket:
        await socket.say("complete", id="1")
        assert await socket.ask("{ __typename }") == TYPENAME
        await socket.say("complete", id="ask 1")
        assert await socket.ask("{ __typename }") == TYPENAME


async def test_a_message_is_as_long_as_a_body_may_be_and_no_longer(served: Serving) -> None:
    async with opened(served.port) as socket:
        await socket.connection.send(changed().decode().ljust(LIMIT))
        assert await socket.outcome("1") == TYPENAME
        await socket.connection.send([changed().decode(), " " * (LIMIT - len(changed()))])
        assert await socket.outcome("1") == TYPENAME
        await socket.connection.send(changed().decode().ljust(LIMIT + 1))
        assert (await socket.end())[0] == 1009
    async with opened(served.port) as socket:
        await socket.connection.send([changed().decode(), *[" " * 500] * 4])
        assert (await socket.end())[0] == 1009


async def test_a_client_that_sends_far_too_much_is_told_so_before_it_is_hung_up_on(served: Serving) -> None:
    for _ in range(10):
        async with opened(served.port) as socket:
            await socket.connection.send("x" * 500_000)
            assert (await socket.end())[0] == 1009
    await assert_serves(served)


async def test_a_message_in_pieces_without_end_is_not_kept(served: Serving) -> None:
    async with opened(served.port) as socket:
        transport = socket.connection.transport
        piece = Frame(Opcode.CONT, b"", fin=False).serialize(mask=True)
        transport.write(Frame(Opcode.TEXT, b"{", fin=False).serialize(mask=True) + piece * 1500)
        assert await socket.end() == (1009, "more than 1000 fragments")
    await assert_serves(served)


WRONG_FRAMES = {
    "no UTF-8": (Frame(Opcode.TEXT, b"\xff").serialize(mask=True), 1007),
    "no mask": (Frame(Opcode.TEXT, b"{}").serialize(mask=False), 1002),
    "a compressed message that was not agreed on": (b"\xc1\x80\0\0\0\0", 1002),
    "an unknown kind": (b"\x83\x80\0\0\0\0", 1002),
    "the rest of nothing": (Frame(Opcode.CONT, b"x").serialize(mask=True), 1002),
    "a ping in pieces": (b"\x09\x80\0\0\0\0", 1002),
    "a length beyond all bounds": (b"\x81\xff" + b"\x7f" + b"\xff" * 7 + b"\0" * 4, 1009),
}


@pytest.mark.parametrize(("sent", "code"), WRONG_FRAMES.values(), ids=WRONG_FRAMES.keys())
async def test_frames_against_the_rules_end_the_connection(served: Serving, sent: bytes, code: int) -> None:
    async with opened(served.port) as socket:
        socket.connection.transport.write(sent)
        assert (await socket.end())[0] == code
    await assert_serves(served)


@pytest.mark.parametrize("sent", [b"", b"\x81", b"\x81\xfe\x10", Frame(Opcode.TEXT, b"{").serialize(mask=True)[:-1]])
async def test_clients_that_hang_up_in_the_middle_leave_nothing_behind(served: Serving, sent: bytes) -> None:
    for end in (sockets.SHUT_WR, sockets.SHUT_RDWR):
        async with opened(served.port) as socket:
            socket.connection.transport.write(sent)
            socket.connection.transport.get_extra_info("socket").shutdown(end)
    await assert_serves(served)
    await until(lambda: is_free(served))


async def is_free(served: Serving) -> bool:
    return not served.server.server_state.tasks
