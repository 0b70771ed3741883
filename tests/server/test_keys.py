"""Callers show a key, from the first one on that is made; nobody else is answered. Source: product.md §6."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import select, update

from db.tables import ApiKey
from db.unit_of_work import unit_of_work
from domain.access import Role
from domain.keys import make_key, revoke_key
from server import callers
from tests.carnet import Carnet, Kind, id_of, open_carnet
from tests.schema.documents.documenting import stock_item
from tests.schema.papers.printing import PRINT
from tests.server.commands import fail_to_serve, run_carnet
from tests.server.sockets import Serving, opened, serve
from tests.server.trusting import TYPENAME, apollo, write
from tests.serving import exchange, request, serving

QUERY = "{ contacts { totalCount } }"
EDIT = """mutation ($id: ID!, $phone: String) { updateContact(input: {id: $id, phone: $phone}) {
  changeSet { actor } errors { code } } }"""
_KEYS: Any = ApiKey.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a server believe its keys for no time."""
    monkeypatch.setattr(callers, "FRESH_S", 0.0)


async def made(carnet: Carnet, name: str = "anna", role: Role = Role.ADMINISTRATOR, days: int | None = None) -> str:
    """Make a key."""
    async with unit_of_work(carnet.database) as work:
        key = await make_key(work, name, role, days)
        await work.commit()
    return key


async def sent(carnet: Carnet, authorization: str | None, query: str = QUERY, **variables: Any) -> httpx.Response:
    """Send an operation with this header."""
    headers = {} if authorization is None else {"authorization": authorization}
    return await carnet.post(query, variables, **headers)


def _refusal(response: httpx.Response) -> tuple[int, str | None, str]:
    [error] = response.json()["errors"]
    return response.status_code, response.headers.get("www-authenticate"), error["extensions"]["code"]


UNKNOWN = (401, 'Bearer realm="Carnet"', "UNAUTHENTICATED")


async def test_until_a_key_is_made_everybody_is_answered_and_afterwards_nobody_without_one(carnet: Carnet) -> None:
    assert (await sent(carnet, None)).json()["data"] == {"contacts": {"totalCount": 0}}
    key = await made(carnet)
    assert _refusal(await sent(carnet, None)) == UNKNOWN
    assert (await sent(carnet, f"Bearer {key}")).json()["data"] == {"contacts": {"totalCount": 0}}


async def test_a_key_is_no_longer_good_once_it_is_revoked_or_has_expired_and_nothing_is_open_again(
    carnet: Carnet,
) -> None:
    first, second = await made(carnet), await made(carnet, "bea", days=1)
    async with unit_of_work(carnet.database) as work:
        await revoke_key(work, "anna")
        yesterday = datetime.now(UTC) - timedelta(days=1)
        await work.connection.execute(update(_KEYS).where(_KEYS.c.name == "bea").values(expires_at=yesterday))
        await work.commit()
    for authorization in (f"Bearer {first}", f"Bearer {second}", None):
        assert _refusal(await sent(carnet, authorization)) == UNKNOWN


async def test_a_key_is_believed_no_longer_than_five_seconds(carnet: Carnet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callers, "FRESH_S", 5.0)
    key = await made(carnet)
    now, seen = 100.0, carnet.callers
    seen._clock = lambda: now
    seen._believed_until = 0.0
    assert (await sent(carnet, f"Bearer {key}")).status_code == 200
    async with unit_of_work(carnet.database) as work:
        await revoke_key(work, "anna")
        await work.commit()
    now += 4.9
    assert (await sent(carnet, f"Bearer {key}")).status_code == 200
    now += 0.2
    assert _refusal(await sent(carnet, f"Bearer {key}")) == UNKNOWN


WRONG = {
    "nothing": "",
    "another scheme": "Basic YTpi",
    "no scheme": "{key}",
    "two keys": "Bearer {key} {key}",
    "two schemes": "Bearer Bearer {key}",
    "a key with more": "Bearer {key}x",
    "half a key": "Bearer carnet_0123456789ab",
    "only the scheme": "Bearer",
    "letters of other alphabets": "Bearer ключ",
    "a long one": "Bearer " + "x" * 7000,
}


@pytest.mark.parametrize("shown", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_is_no_key_is_refused(carnet: Carnet, shown: str) -> None:
    key = await made(carnet)
    response = await carnet.client.post(
        "/graphql", json={"query": QUERY}, headers=[(b"authorization", shown.format(key=key).encode())]
    )
    assert _refusal(response) == UNKNOWN
    assert key not in response.text


async def test_a_key_that_is_shown_while_none_was_made_is_refused_too(carnet: Carnet) -> None:
    assert _refusal(await sent(carnet, f"Bearer carnet_0123456789ab_{'a' * 43}")) == UNKNOWN


async def test_the_journal_names_the_key_and_the_role_decides(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    office, reader = await made(carnet, "front desk", Role.SALES), await made(carnet, "display", Role.READER)
    ids = {"id": id_of(contact), "phone": "030 1"}
    payload = (await sent(carnet, f"bearer {office}", EDIT, **ids)).json()["data"]["updateContact"]
    assert payload == {"changeSet": {"actor": "front desk"}, "errors": []}
    payload = (await sent(carnet, f"Bearer {reader}", EDIT, **ids)).json()["data"]["updateContact"]
    assert payload == {"changeSet": None, "errors": [{"code": "FORBIDDEN"}]}


async def test_one_caller_does_not_get_what_another_may_see(carnet: Carnet) -> None:
    account = await carnet.add(Kind.BANK_ACCOUNT, iban="DE89370400440532013000")
    finance, reader = await made(carnet, "finance", Role.FINANCE), await made(carnet, "reader", Role.READER)
    query = "query ($id: ID!) { bankAccount(id: $id) { iban } }"
    for _ in range(2):
        for key, iban in ((finance, "DE89370400440532013000"), (reader, "DE•• •••• …3000")):
            answer = await sent(carnet, f"Bearer {key}", query, id=id_of(account))
            assert answer.json()["data"]["bankAccount"] == {"iban": iban}


async def test_a_trusted_query_by_get_needs_a_key_too(database_url: str, tmp_path: Path) -> None:
    async with open_carnet(database_url, trusted_documents=write(tmp_path, TYPENAME)) as carnet:
        key = await made(carnet)
        given = {"extensions": json.dumps(apollo(TYPENAME))}
        assert _refusal(await carnet.client.get("/graphql", params=given)) == UNKNOWN
        headers = {"authorization": f"Bearer {key}"}
        response = await carnet.client.get("/graphql", params=given, headers=headers)
        assert (response.status_code, response.json()["data"]) == (200, {"__typename": "Query"})


async def test_a_paper_is_fetched_by_the_caller_that_asked_for_the_link_only(carnet: Carnet) -> None:
    await stock_item(carnet)
    contact, *_ = await carnet.star()
    order = "mutation ($id: ID!) { createSalesDocument(input: {contactId: $id, type: QUOTE}) { salesDocument { id } } }"
    document = (await carnet.ask(order, id=id_of(contact)))["createSalesDocument"]["salesDocument"]["id"]
    keys = [await made(carnet, name, Role.SALES) for name in ("anna", "bea")]
    answer = await sent(carnet, f"Bearer {keys[0]}", PRINT, input={"documentId": document})
    url = answer.json()["data"]["printDocument"]["url"]
    statuses = [
        (await carnet.client.get(url, headers={"authorization": f"Bearer {key}"} if key else {})).status_code
        for key in (*keys, "")
    ]
    assert statuses == [200, 404, 401]


async def test_the_page_and_the_health_check_need_no_key(carnet: Carnet) -> None:
    await made(carnet)
    assert (await carnet.client.get("/health")).json() == {"status": "ok"}
    page = await carnet.client.get("/graphql", headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")


async def test_no_secret_is_stored(carnet: Carnet) -> None:
    key = await made(carnet)
    async with unit_of_work(carnet.database) as work:
        row = (await work.connection.execute(select(_KEYS))).mappings().one()
    assert row["prefix"] in key
    assert key.split("_", 2)[2] not in str(dict(row))


@pytest.fixture
def socketed(sqlite_template: bytes, tmp_path: Path) -> Iterator[Serving]:
    path = tmp_path / "carnet.db"
    path.write_bytes(sqlite_template)
    with serve(f"sqlite:///{path}") as running:
        yield running


@pytest.fixture
async def keyed(socketed: Serving, tmp_path: Path) -> str:
    """The key of a server that answers over WebSocket."""
    done = run_carnet("key", "create", "anna", "--role", "sales", database_url=f"sqlite:///{tmp_path / 'carnet.db'}")
    return done.stdout.strip()


async def test_a_websocket_shows_its_key_when_it_greets(socketed: Serving, keyed: str) -> None:
    for member in ("authorization", "Authorization"):
        async with opened(socketed.port, greeted=False) as socket:
            await socket.greet(**{member: f"Bearer {keyed}"})
            assert (await socket.ask(QUERY))["data"] == {"contacts": {"totalCount": 0}}
    headers = {"Authorization": f"Bearer {keyed}"}
    async with opened(socketed.port, additional_headers=headers) as socket:
        assert (await socket.ask(QUERY))["data"] == {"contacts": {"totalCount": 0}}


@pytest.mark.parametrize("payload", [{}, {"authorization": "Bearer x"}, {"authorization": ""}])
async def test_a_websocket_without_a_good_key_is_closed(socketed: Serving, keyed: str, payload: dict[str, Any]) -> None:
    async with opened(socketed.port, greeted=False) as socket:
        await socket.say("connection_init", payload=payload)
        assert (await socket.end())[0] == 4403


async def test_a_websocket_whose_key_is_revoked_is_closed_at_the_next_operation(
    socketed: Serving, keyed: str, tmp_path: Path
) -> None:
    async with opened(socketed.port, greeted=False) as socket:
        await socket.greet(authorization=f"Bearer {keyed}")
        run_carnet("key", "revoke", "anna", database_url=f"sqlite:///{tmp_path / 'carnet.db'}")
        await socket.subscribe("1", QUERY)
        assert (await socket.end())[0] == 4403


async def test_the_commands_make_list_and_revoke_keys(database_url: str) -> None:
    assert run_carnet("key", "list", database_url=database_url).stdout == (
        "No key was made: everybody on this machine may do everything.\n"
    )
    made_key = run_carnet("key", "create", "web shop", "--role", "sales", "--days", "2", database_url=database_url)
    assert made_key.exit_code == 0
    assert made_key.stdout.startswith("carnet_")
    listed = run_carnet("key", "list", database_url=database_url).stdout
    assert "web shop" in listed
    assert made_key.stdout.strip() not in listed
    again = run_carnet("key", "create", "web shop", "--role", "reader", database_url=database_url)
    assert (again.exit_code, "is taken" in again.stderr) == (1, True)
    assert run_carnet("key", "revoke", "web shop", database_url=database_url).exit_code == 0
    assert "revoked" in run_carnet("key", "list", database_url=database_url).stdout
    unknown = run_carnet("key", "revoke", "nobody", database_url=database_url)
    assert (unknown.exit_code, unknown.stderr) == (1, "There is no key nobody. 'carnet key list' shows all.\n")


@pytest.mark.parametrize("name", ["", " x", "x ", "é", "-x", "x" * 51, "a\nb", "anonymous", "import"])
def test_a_name_that_the_journal_could_not_tell_is_refused(name: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'carnet.db'}"
    assert run_carnet("key", "create", "--role", "reader", "--", name, database_url=url).exit_code == 1


def test_a_server_for_others_does_not_start_without_a_key_that_is_good(tmp_path: Path, sqlite_template: bytes) -> None:
    (tmp_path / "carnet.db").write_bytes(sqlite_template)
    url = f"sqlite:///{tmp_path / 'carnet.db'}"
    settings = {"host": "0.0.0.0", "names": "carnet.example", "database_url": url}
    said = "Nobody could call: no API key is good. Make one by 'carnet key create NAME --role ROLE'.\n"
    assert fail_to_serve("--port", "0", **settings) == (1, said)
    run_carnet("key", "create", "anna", "--role", "reader", database_url=url)
    run_carnet("key", "revoke", "anna", database_url=url)
    assert fail_to_serve("--port", "0", **settings) == (1, said)


def test_a_server_for_others_answers_by_its_names_to_callers_that_it_knows(
    tmp_path: Path, sqlite_template: bytes
) -> None:
    (tmp_path / "carnet.db").write_bytes(sqlite_template)
    url = f"sqlite:///{tmp_path / 'carnet.db'}"
    key = run_carnet("key", "create", "anna", "--role", "reader", database_url=url).stdout.strip()
    body = json.dumps({"query": QUERY}).encode()
    own = {"CARNET_HOST": "0.0.0.0", "CARNET_NAMES": "Carnet.example, other.example"}
    with serving(url, tmp_path / "log", **own) as served:
        for host, bearer, status in (
            ("carnet.example", key, 200),
            ("other.example:80", key, 200),
            ("carnet.example", "x", 401),
            ("evil.example", key, 400),
        ):
            reply = exchange(served.port, request(body=body, host=host, authorization=f"Bearer {bearer}"))
            assert reply.status == status, host
