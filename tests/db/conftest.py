"""Give the tests of this floor an open database and records in it."""

from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import pytest

from db.database import Database, open_database
from tests.carnet import Carnet


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
