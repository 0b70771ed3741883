"""Operations over WebSocket mean what they mean over HTTP: answers, errors, languages, several at once, broken off."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from db.database import open_database
from db.unit_of_work import unit_of_work
from tests.answers import TYPENAME, answered
from tests.carnet import Carnet, Kind, Record, id_of, open_carnet
from tests.db.waiting import until
from tests.server.sockets import Serving, Socket, opened, serve

HELD = "query ($a: Int) { contacts(first: $a) { totalCount } held: __typename }"
UPDATE = """mutation ($input: UpdateContactInput!, $key: String) { updateContact(input: $input, idempotencyKey: $key) {
  contact { version phone } changeSet { id } errors { code message path } } }"""
REQUEST_TIMEOUT_S = 0.5


@pytest.fixture(scope="module")
def served(sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    path = tmp_path_factory.mktemp("answers") / "carnet.db"
    path.write_bytes(sqlite_template)
    with serve(f"sqlite:///{path}") as running:
        yield running


@pytest.fixture
async def socket(served: Serving) -> AsyncIterator[Socket]:
    served.held.clear()
    served.begun.clear()
    served.broken_off.clear()
    async with opened(served.port) as opened_socket:
        yield opened_socket
    served.held.set()


OPERATIONS: dict[str, tuple[str, Any]] = {
    "a query": ("query ($a: Int) { contacts(first: $a) { totalCount nodes { id } } }", {"a": 3}),
    "introspection": ('{ __type(name: "Contact") { kind fields { name } } }', None),
    "a mutation that is refused": ('mutation { updateContact(input: {id: "x"}) { errors { code message } } }', None),
    "an argument that makes no sense": ("{ contacts(first: -1) { totalCount } salespeople { code } }", None),
    "no document": ("", None),
    "half a document": ("{", None),
    "an unknown field": ("{ nope }", None),
    "a subscription": ("subscription { x }", None),
    "two operations without a name": ("query a { __typename } query b { __typename }", None),
    "a missing variable": ("query ($a: Int!) { contacts(first: $a) { totalCount } }", {}),
    "a document that is too long": (" " * 15_001, None),
    "too many tokens": ("{ " + "a " * 1001 + "}", None),
    "too many aliases": ("{ " + " ".join(f"a{at}: __typename" for at in range(16)) + " }", None),
    "too long pages": ("query ($a: Int) { contacts(first: $a) { nodes { persons { nodes { id } } } } }", {"a": 40}),
    "a list that is too long": (
        "query ($a: ContactFilter) { contacts(where: $a) { totalCount } }",
        {"a": {"or": [{}] * 251}},
    ),
}


@pytest.mark.parametrize(("query", "variables"), OPERATIONS.values(), ids=OPERATIONS.keys())
@pytest.mark.parametrize("liked", ["en", "fr"])
async def test_an_operation_is_answered_as_over_http(served: Serving, query: str, variables: Any, liked: str) -> None:
    async with opened(served.port, additional_headers={"Accept-Language": liked}) as socket:
        assert await socket.ask(query, variables) == await served.post(query, variables, **{"accept-language": liked})


async def test_what_has_no_data_comes_as_an_error(socket: Socket) -> None:
    await socket.subscribe("1", "{ nope }")
    message = await socket.hear()
    assert (message["type"], message["id"]) == ("error", "1")
    assert [error["extensions"]["code"] for error in message["payload"]] == ["GRAPHQL_VALIDATION_FAILED"]
    await socket.subscribe("2", "{ contacts(first: -1) { totalCount } salespeople { code } }")
    message = await socket.hear()
    assert (message["type"], message["id"]) == ("next", "2")
    assert message["payload"].keys() == {"data", "errors", "extensions"}


@pytest.mark.parametrize(
    ("header", "greeting", "begins"),
    [
        (None, None, "There is no Contact"),
        ("fr", None, "Aucun enregistrement"),
        ("fr", "en", "There is no Contact"),
        ("en", "de, fr;q=0.5", "Aucun enregistrement"),
        (None, "", "There is no Contact"),
    ],
)
async def test_the_greeting_chooses_the_language_or_else_the_handshake(
    served: Serving, header: str | None, greeting: str | None, begins: str
) -> None:
    headers = {"Accept-Language": header} if header else {}
    async with opened(served.port, greeted=False, additional_headers=headers) as socket:
        await socket.greet(**({} if greeting is None else {"acceptLanguage": greeting}))
        answer = await socket.ask('mutation { updateContact(input: {id: "x"}) { errors { message } } }')
    assert answer["data"]["updateContact"]["errors"][0]["message"].startswith(begins)


async def test_each_operation_reads_what_is_there_now(tmp_path: Path, database_url: str) -> None:
    async with open_carnet(database_url) as carnet:
        contact = await carnet.add(Kind.CONTACT, phone="+49 000001")
        query = "query ($id: ID!) { contact(id: $id) { version phone } }"
        with serve(database_url) as served:
            async with opened(served.port) as one, opened(served.port) as other:
                for turn in range(1, 4):
                    seen = answered({"contact": {"version": turn, "phone": f"+49 {turn:06}"}}, 4)
                    assert await one.ask(query, {"id": id_of(contact)}) == seen
                    assert await other.ask(query, {"id": id_of(contact)}) == seen
                    input_ = {"id": id_of(contact), "phone": f"+49 {turn + 1:06}"}
                    made = await (one, other)[turn % 2].ask(UPDATE, {"input": input_})
                    assert made["data"]["updateContact"]["contact"] == {
                        "version": turn + 1,
                        "phone": f"+49 {turn + 1:06}",
                    }


class TestSeveralAtOnce:
    async def test_a_quick_operation_overtakes_a_slow_one(self, served: Serving, socket: Socket) -> None:
        await socket.subscribe("slow", "{ held: __typename }")
        assert await socket.ask("{ __typename }") == TYPENAME
        served.held.set()
        assert await socket.outcome("slow") == answered({"held": "Query"}, 1)

    async def test_sixteen_are_carried_out_at_a_time_and_a_hundred_may_wait(
        self, served: Serving, socket: Socket
    ) -> None:
        for number in range(100):
            await socket.subscribe(f"{number}", "{ held: __typename }")
        await socket.subscribe("too many", "{ __typename }")
        refused = await socket.outcome("too many")
        assert [error["extensions"]["code"] for error in refused["errors"]] == ["TOO_MANY_OPERATIONS"]
        await until(lambda: is_as_long(served.begun, 16))
        served.held.set()
        heard = [await socket.hear() for _ in range(200)]
        assert {message["id"] for message in heard if message["type"] == "next"} == {f"{at}" for at in range(100)}
        assert {message["id"] for message in heard if message["type"] == "complete"} == {f"{at}" for at in range(100)}
        assert await socket.ask("{ __typename }") == TYPENAME

    async def test_those_that_wait_are_together_no_longer_than_four_messages(
        self, served: Serving, socket: Socket
    ) -> None:
        variables = {"a": "x" * 200_000}
        for number in range(5):
            await socket.subscribe(f"{number}", "{ held: __typename }", variables)
        await socket.subscribe("small", "{ __typename }")
        assert await socket.outcome("small") == TYPENAME
        await socket.subscribe("5", "{ held: __typename }", variables)
        assert "errors" in await socket.outcome("5")
        await socket.say("complete", id="0")
        await socket.say("ping")
        assert await socket.hear() == {"type": "pong"}
        await socket.subscribe("5", "{ held: __typename }", variables)
        served.held.set()
        assert {(await socket.hear())["id"] for _ in range(10)} == {"1", "2", "3", "4", "5"}


class TestBrokenOff:
    async def test_a_query_that_the_client_ends_is_broken_off_and_not_answered(
        self, served: Serving, socket: Socket
    ) -> None:
        await socket.subscribe("1", HELD, {"a": 1})
        await until(lambda: is_as_long(served.begun, 1))
        await socket.say("complete", id="1")
        await until(lambda: is_as_long(served.broken_off, 1))
        served.held.set()
        await socket.subscribe("1", "{ __typename }")
        assert await socket.outcome("1") == TYPENAME

    async def test_the_queries_of_a_client_that_vanishes_are_broken_off(self, served: Serving, socket: Socket) -> None:
        for number in range(20):
            await socket.subscribe(f"{number}", "{ held: __typename }")
        await until(lambda: is_as_long(served.begun, 16))
        socket.connection.transport.abort()
        await until(lambda: is_as_long(served.broken_off, 16))
        assert len(served.begun) == 16
        await until(lambda: is_as_long(served.server.server_state.tasks, 0))

    async def test_an_operation_that_takes_too_long_is_broken_off_and_told_so(
        self, sqlite_template: bytes, tmp_path: Path
    ) -> None:
        (tmp_path / "carnet.db").write_bytes(sqlite_template)
        with serve(f"sqlite:///{tmp_path / 'carnet.db'}", request_timeout_s=REQUEST_TIMEOUT_S) as late:
            async with opened(late.port) as socket:
                await socket.subscribe("1", "{ held: __typename }")
                await socket.subscribe("2", "{ __typename }")
                assert await socket.outcome("2") == TYPENAME
                [error] = (await socket.outcome("1"))["errors"]
                assert error["extensions"] == {"code": "TIMEOUT"}
                assert late.broken_off == ["{ held: __typename }"]
                assert await socket.ask("{ __typename }") == TYPENAME


class Stuck:
    """A mutation under way that cannot go on, because somebody else holds what it wants to write."""

    def __init__(self, carnet: Carnet, contact: Record, served: Serving, database_url: str) -> None:
        self.carnet, self.contact, self.served, self.database_url = carnet, contact, served, database_url

    async def begin(self, socket: Socket) -> None:
        before = len(self.served.begun)
        input_ = {"id": id_of(self.contact), "phone": "+49 000002"}
        await socket.subscribe("1", UPDATE, {"input": input_, "key": "k"})
        await until(lambda: is_as_long(self.served.begun, before + 1))
        await asyncio.sleep(0.1)  # long enough to come to the lock; if not, the test is only weaker

    async def is_kept(self) -> bool:
        """Tell whether the edit was made; wholly or not at all."""
        statement = """SELECT version || ' ' || phone || ' ' || (SELECT count(*) FROM change_set) FROM contact"""
        found = (await self.carnet.database.reader.fetch(statement, ())).decode()
        assert found in {"1 +49 000001 1", "2 +49 000002 2"}
        return found.startswith("2")

    async def is_over(self) -> bool:
        return not self.served.server.server_state.tasks


class TestMutations:
    @pytest.fixture
    async def stuck(self, database_url: str) -> AsyncIterator[Stuck]:
        async with open_carnet(database_url) as carnet:
            contact = await carnet.add(Kind.CONTACT, phone="+49 000001")
            with serve(database_url) as served:
                yield Stuck(carnet, contact, served, database_url)

    @pytest.mark.parametrize("how", ["says so", "says good-bye", "hangs up"])
    async def test_a_mutation_that_has_begun_is_carried_out_though_the_client_leaves(
        self, stuck: Stuck, how: str
    ) -> None:
        async with opened(stuck.served.port) as socket:
            async with locked(stuck.database_url):
                await stuck.begin(socket)
                if how == "says so":
                    await socket.say("complete", id="1")
                elif how == "says good-bye":
                    await socket.connection.close()
                else:
                    socket.connection.transport.abort()
                assert not await stuck.is_kept()
            if how == "says so":
                await until(stuck.is_kept)
                input_ = {"id": id_of(stuck.contact), "phone": "+49 000002"}
                repeated = await socket.ask(UPDATE, {"input": input_, "key": "k"})
                assert repeated["data"]["updateContact"]["contact"] == {"version": 2, "phone": "+49 000002"}
        await until(stuck.is_over)
        assert await stuck.is_kept()

    async def test_a_mutation_whose_turn_had_not_come_is_not_carried_out_for_a_client_that_left(
        self, stuck: Stuck
    ) -> None:
        async with opened(stuck.served.port) as socket:
            for number in range(16):
                await socket.subscribe(f"held {number}", "{ held: __typename }")
            input_ = {"id": id_of(stuck.contact), "phone": "+49 000002"}
            await socket.subscribe("1", UPDATE, {"input": input_, "key": "k"})
            await socket.say("complete", id="1")
            await socket.say("ping")
            assert await socket.hear() == {"type": "pong"}
            stuck.served.held.set()
            for _ in range(32):
                assert (await socket.hear())["id"] != "1"
        await until(stuck.is_over)
        assert not await stuck.is_kept()

    async def test_a_server_that_is_told_to_stop_answers_first(self, stuck: Stuck) -> None:
        async with opened(stuck.served.port) as socket, opened(stuck.served.port) as idle:
            async with locked(stuck.database_url):
                await stuck.begin(socket)
                await socket.subscribe("2", "{ held: __typename }")
                await until(lambda: is_as_long(stuck.served.begun, 2))
                stuck.served.server.should_exit = True
                assert await idle.end() == (1001, "The server stops.")
                stuck.served.held.set()
                assert await socket.outcome("2") == answered({"held": "Query"}, 1)
            outcome = await socket.outcome("1")
            assert outcome["data"]["updateContact"]["contact"] == {"version": 2, "phone": "+49 000002"}
            assert await socket.end() == (1001, "The server stops.")
        assert await stuck.is_kept()


@asynccontextmanager
async def locked(database_url: str) -> AsyncIterator[None]:
    """Keep every writer stuck."""
    database = await open_database(database_url)
    async with unit_of_work(database) as work:
        if database.dialect == "postgresql":
            await work.connection.execute(text("SELECT * FROM contact FOR UPDATE"))
        yield
    await database.close()


async def is_as_long(things: Any, length: int) -> bool:
    return len(things) == length
