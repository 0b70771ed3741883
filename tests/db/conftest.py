"""Give the tests of this floor an open database, records in it, and a database without any table."""

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from db.database import Database, open_database
from tests.carnet import Carnet
from tests.conftest import execute, named


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database, open."""
    opened = await open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def records(database: Database) -> Carnet:
    """Something that makes records in that database; no application runs over it."""
    nobody: Any = None
    return Carnet(database, nobody, count(1))


@pytest.fixture
async def empty_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A database without any table; on SQLite a file that does not exist yet."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server, name = request.getfixturevalue("postgresql"), f"carnet_test_{uuid4().hex}"
    await execute(server, f"CREATE DATABASE {name} TEMPLATE template0")
    yield named(server, name)
    await execute(server, f"DROP DATABASE {name} WITH (FORCE)")
