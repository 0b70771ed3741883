"""Give the tests of this floor an open database and records in it."""

from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import pytest
from sqlalchemy import delete, update

from db.database import Database, open_database
from db.tables import BusinessRelation, MarketingSetup
from db.unit_of_work import unit_of_work
from tests.carnet import Carnet


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database, open, without the standard business relations: tests write and count their own."""
    opened = await open_database(database_url)
    async with unit_of_work(opened) as work:
        relations = ("customer_relation_id", "vendor_relation_id", "bank_account_relation_id")
        await work.connection.execute(update(MarketingSetup).values(dict.fromkeys(relations)))
        await work.connection.execute(delete(BusinessRelation))
        await work.commit()
    yield opened
    await opened.close()


@pytest.fixture
def records(database: Database) -> Carnet:
    """Something that makes records in that database; no application runs over it."""
    nobody: Any = None
    return Carnet(database, nobody, count(1))
