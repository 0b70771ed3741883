"""The commands serve, migrate, demo and sdl, run as an operator runs them."""

import json
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from db.migrate import head, migrate, pending
from db.unit_of_work import unit_of_work
from server.graphiql import files
from tests.answers import TYPENAME
from tests.carnet import Carnet, Kind, open_carnet
from tests.db.engines import on_sqlite
from tests.db.test_migrations import LISTED
from tests.running import run
from tests.server.commands import fail_to_serve, run_carnet
from tests.serving import Served, read_reply, request, start

QUERY = b'{"query":"{ __typename }"}'
COUNTS = "{ contacts { totalCount } customers { totalCount } vendors { totalCount } bankAccounts { totalCount } }"
DEMO = {"contacts": 302, "customers": 60, "vendors": 35, "bankAccounts": 8}


@pytest.fixture
def served(sqlite_template: bytes, tmp_path: Path) -> Iterator[Served]:
    """A server on a database of its own."""
    (tmp_path / "carnet.db").write_bytes(sqlite_template)
    served = start(f"sqlite:///{tmp_path / 'carnet.db'}", tmp_path / "log")
    yield served
    served.stop()


def test_sdl_prints_the_schema_that_is_in_the_repository() -> None:
    done = run_carnet("sdl", database_url="nonsense")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (Path(__file__).parents[2] / "schema.graphql").read_text(encoding="utf-8")


def test_migrate_makes_the_schema_and_does_nothing_a_second_time(empty_url: str) -> None:
    for _ in range(2):
        done = run_carnet("migrate", database_url=empty_url)
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout == f"The schema is at revision {head()}.\n"


async def test_migrate_leaves_the_records_as_they_are(carnet: Carnet, database_url: str) -> None:
    contact = await carnet.add(Kind.CONTACT)
    assert run_carnet("migrate", database_url=database_url).exit_code == 0
    assert await carnet.stored(contact) == contact


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_serving_a_postgresql_database_without_a_schema_says_to_migrate(empty_url: str) -> None:
    code, said = fail_to_serve("--port", "0", database_url=empty_url)
    assert code == 1
    assert said == f"The database lacks the revisions {LISTED}. Run 'carnet migrate' first.\n"
    run(migrate(empty_url))  # the attempt has not locked or half made anything


@on_sqlite
async def test_serving_an_sqlite_database_without_a_schema_migrates_it(empty_url: str) -> None:
    async with open_carnet(empty_url) as carnet:
        assert (await carnet.ask(COUNTS))["contacts"] == {"totalCount": 0}
    assert await pending(empty_url) == []


async def test_a_database_of_a_newer_program_is_left_alone(carnet: Carnet, database_url: str) -> None:
    async with unit_of_work(carnet.database) as work:
        await work.connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'ffff'")
        await work.commit()
    for command in ("migrate", "demo"):
        done = run_carnet(command, database_url=database_url)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.endswith("which this program does not know. Install a newer Carnet.\n"), repr(done.exception)


@pytest.mark.parametrize("kind", ["folder", "text"])
def test_a_file_that_is_no_database_is_told_plainly(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "carnet.db"
    if kind == "folder":
        path.mkdir()
    else:
        path.write_text("These are not the bytes of a database. " * 100)
    code, said = fail_to_serve("--port", "0", database_url=f"sqlite:///{path}")
    assert code == 1
    assert [
        line for line in said.splitlines() if line.startswith("The database at CARNET_DATABASE_URL cannot be used: ")
    ]
    assert "server/cli.py" not in said  # the driver's own thread may complain, but nothing of ours broke


async def test_the_demo_company_is_loaded_and_a_second_time_changes_nothing(empty_url: str) -> None:
    run(migrate(empty_url))
    for outcome in ("created", "unchanged"):
        done = run_carnet("demo", database_url=empty_url)
        assert done.exit_code == 0, done.stderr
        told = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line.strip()}
        columns = told["file"]
        assert dict(zip(columns, told["contacts.csv"], strict=True)) == {
            **dict.fromkeys(columns, "0"),
            outcome: str(DEMO["contacts"]),
        }
        async with open_carnet(empty_url) as carnet:
            counted = {name: value["totalCount"] for name, value in (await carnet.ask(COUNTS)).items()}
            assert counted == DEMO
            assert await carnet.differences() == []


async def test_the_demo_company_if_empty_leaves_a_database_with_a_contact_alone(
    carnet: Carnet, database_url: str
) -> None:
    await carnet.add(Kind.CONTACT)
    done = run_carnet("demo", "--if-empty", database_url=database_url)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "There are contacts already: the demo company was not loaded.\n"
    assert (await carnet.ask(COUNTS))["contacts"] == {"totalCount": 1}


@pytest.mark.parametrize("arguments", [(), ("nope",), ("serve", "--nope"), ("serve", "--port", "x"), ("import",)])
def test_a_command_that_does_not_exist_is_told(arguments: tuple[str, ...]) -> None:
    done = run_carnet(*arguments)
    assert done.exit_code == 2
    assert "Usage: " in done.stdout + done.stderr


@pytest.fixture
def not_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(files, "BUILT", tmp_path / "missing")


@on_sqlite
async def test_without_graphiql_the_page_says_how_to_get_it_and_operations_are_answered(
    not_built: None, carnet: Carnet
) -> None:
    page = await carnet.client.get("/graphql", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "make install" in page.text
    script = await carnet.client.get("/graphql/page/missing.js")
    assert script.status_code == 200
    missing = await carnet.client.get("/graphql/static/graphiql.js")
    assert (missing.status_code, missing.json()["errors"][0]["extensions"]) == (404, {"code": "NOT_FOUND"})
    assert await carnet.ask("{ __typename }") == {"__typename": "Query"}


def begin(served: Served) -> socket.socket:
    """Begin a request, and return once the application waits for its body."""
    connection = socket.create_connection(("127.0.0.1", served.port), timeout=20)
    connection.sendall(request(body=QUERY, expect="100-continue")[: -len(QUERY)])
    assert connection.recv(65_536) == b"HTTP/1.1 100 Continue\r\n\r\n"
    return connection


def wait_until_deaf(served: Served) -> None:
    """Wait until the server takes no more connections."""
    until = monotonic() + 20
    while monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", served.port), timeout=20).close()
        except ConnectionRefusedError:
            return
        except ConnectionResetError:
            continue  # it stopped listening before it had taken this one
    raise AssertionError("it still listens")


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_server_told_to_stop_answers_what_is_under_way(served: Served, stop: signal.Signals) -> None:
    idle = socket.create_connection(("127.0.0.1", served.port), timeout=20)
    with idle, begin(served) as connection:
        served.process.send_signal(stop)
        wait_until_deaf(served)
        with pytest.raises(subprocess.TimeoutExpired):
            served.process.wait(1)  # it must not end, so there is no event to wait for
        connection.sendall(QUERY)
        reply = read_reply(connection)
        assert (reply.status, reply.json) == (200, TYPENAME)
        assert idle.recv(1) == b""
        assert served.process.wait(20) in {0, -stop, 128 + stop}
    assert "Traceback" not in served.log.read_text()


def test_a_port_in_use_is_told(sqlite_template: bytes, tmp_path: Path) -> None:
    (tmp_path / "carnet.db").write_bytes(sqlite_template)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, said = fail_to_serve("--port", port, database_url=f"sqlite:///{tmp_path / 'carnet.db'}")
    assert code != 0
    assert "address already in use" in said
    assert port in said
    assert [json.loads(line)["level"] for line in said.splitlines()] == ["error"]
