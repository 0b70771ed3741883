"""Give the plan tests a filled database for each engine; it is made once."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.conftest import ENGINES, execute, memory, named
from tests.running import run
from tests.schema.golden.engines import Planner, planner
from tests.schema.golden.filling import fill


@pytest.fixture(scope="module", params=ENGINES)
def filled(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with 200,000 contacts."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        with tempfile.TemporaryDirectory(prefix="carnet-golden-", dir=memory()) as folder:
            path = Path(folder) / "carnet.db"
            path.write_bytes(template)
            run(fill(f"sqlite:///{path}"))
            yield f"sqlite:///{path}"
        return
    server, template = request.getfixturevalue("postgresql"), request.getfixturevalue("postgresql_template")
    name = f"carnet_golden_{uuid4().hex}"
    run(execute(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"))
    run(fill(named(server, name)))
    yield named(server, name)
    run(execute(server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def asked(filled: str) -> AsyncIterator[Planner]:
    """The filled database, to be asked for plans."""
    async with planner(filled) as opened:
        yield opened
